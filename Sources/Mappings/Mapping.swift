import Core
import Syntax

/// A mapping file as its author filled it in: shapes are right, names and types are not yet looked at. Promises nothing.
struct Mapping: Sendable {
    /// Where the file begins, for what is missing altogether.
    let start: Span
    var name: Name?
    var source: Name?
    var bsnForm: ParameterForm?
    var organisation: Organisation?
    var activity: Name?
    var everywhere: [WrittenField] = []
    var rowSets: [RowSet] = []
    /// Whether a row set was dropped, because its name stood there already.
    var lacksRowSets = false
    var cases: WrittenCases?
    var rules: [WrittenRule] = []
    /// The key `events`, for what is missing under it.
    var events: Span?
    /// Kinds of events of which the source has none.
    var without: [Name] = []
    var leaveOuts: [WrittenLeaveOut] = []
    var reconciles: [WrittenReconcile] = []
    var whole: WrittenWhole?
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
    /// The columns that the text of the query gives; nil when it does not say.
    let outputs: [SQLOutput]?
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
struct WrittenCases: Sendable {
    let each: Name?
    let zaakkenmerk: Expression?
    let isJoined: Bool
    let span: Span
}

/// A field of an event and the expression that gives it.
struct WrittenField: Sendable {
    let name: Name
    let expression: Expression?
}

/// A rule that makes events of rows.
struct WrittenRule: Sendable {
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
struct WrittenLeaveOut: Sendable {
    let each: Name?
    let conditions: [WrittenCondition]
    let because: String
    let span: Span
}

/// A proof that nothing was lost: a total of all cases, or of each, equals the sum of a column.
struct WrittenReconcile: Sendable {
    let sum: Name?
    let rows: Name?
    let column: Name?
    /// What names the case of a control row; nil when the answer is compared as a whole.
    let zaakkenmerk: Expression?
    let differs: Reconcile.Policy
    let span: Span
}

/// The same proof over all citizens at once.
struct WrittenWhole: Sendable {
    /// Nil when its text has a mistake, which was told.
    let citizens: Query?
    let control: RowSet?
    let zaakkenmerk: Expression?
    /// Totals of the standard, and the columns of the control that say them.
    let sums: [(total: Name, column: Name?)]
    let span: Span
}
