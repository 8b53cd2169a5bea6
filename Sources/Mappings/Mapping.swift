import Core
import Syntax

/// A mapping file as its author filled it in: shapes are right, names and types are not yet looked at. Promises nothing.
struct Mapping {
    /// Where the file begins, for what is missing altogether.
    let start: Span
    var name: Name?
    var source: Name?
    var bsnForm: ParameterForm?
    var organisation: Organisation?
    var activity: Name?
    var everywhere: [WrittenField] = []
    var rowSets: [RowSet] = []
    var cases: WrittenCases?
    var rules: [WrittenRule] = []
    var leaveOuts: [WrittenLeaveOut] = []
    var reconciles: [WrittenReconcile] = []
    /// Code lists of the mapping file that no column reads.
    var unreadLists: [Name] = []
    /// False when a key is misspelt or missing or has another shape: then what nothing uses may be used there.
    var isWhole = true
    /// The mapping file, its includes and its code files, in the order they were read.
    var files: [SourceText]
}

/// A word with its place.
struct Name: Sendable {
    let text: String
    let span: Span
}

/// Who says it: the municipality or a body it has work done by.
struct Organisation: Sendable {
    let oin: OIN
    let name: String?
    let iban: String?
    let span: Span
}

/// One named row set, its query and its columns.
struct RowSet: Sendable {
    let name: Name
    /// The statement as written; nil when there is none.
    let select: Node?
    /// Nil when its text has a mistake, which was told.
    let query: Query?
    let key: [Name]
    let columns: [Column]
    /// False when the columns could not be read; then names of columns are not judged.
    let isWhole: Bool
}

/// A declared column. Its reading is nil when it has a mistake that was told: everything about it stays silent from there.
struct Column: Sendable {
    let name: Name
    let reading: Reading?
    /// Where its reading is written.
    let span: Span
}

/// Which rows are the cases, and what a case is called.
struct WrittenCases {
    let each: Name?
    let zaakkenmerk: Expression?
    let isJoined: Bool
    let span: Span
}

/// A field of an event and the expression that gives it.
struct WrittenField {
    let name: Name
    let expression: Expression?
}

/// A rule that makes events of rows.
struct WrittenRule {
    let event: Name?
    let alias: Name?
    let each: Name?
    let `case`: [Name]?
    let conditions: [WrittenCondition]
    let given: Name?
    let fields: [WrittenField]
    /// The event's own words, for what is missing in it.
    let span: Span
}

/// A rule that leaves rows out, with its reason.
struct WrittenLeaveOut {
    let each: Name?
    let conditions: [WrittenCondition]
    let because: String
    let span: Span
}

/// A proof that nothing was lost: the saldo of all cases equals the sum of a column.
struct WrittenReconcile {
    let rows: Name
    let column: Name
    let span: Span
}
