package import Core
import Standard

/// A mapping that cannot be wrong any more: the queries it asks, and flat tables that turn their rows into events. Only the mapping
/// checker makes one.
package final class Plan: Sendable {
    /// Unique within a tenant.
    package let name: String
    package let tenant: String
    package let source: String
    /// The processing activity for which it answers, an absolute URI.
    package let activity: String
    package let organisation: OIN
    package let organisationName: String?
    package let request: SourceRequest
    /// Over the mapping file, its includes and its code files: what the journal names.
    package let hash: Digest

    /// The mapping file's name, for failures.
    let file: String
    let standard: Standard
    /// Whether other mappings may give the same zaakkenmerk.
    let isJoined: Bool
    let rowSets: [RowSetPlan]
    /// The order in which row sets are walked: the cases first.
    let walk: [Int]
    let cases: CasePlan
    let rules: [Rule]
    let leaveOuts: [LeaveOut]
    let reconciles: [Reconcile]
    /// What it was compiled of, for explaining an answer afterwards.
    let written: Mapping
    /// The proof over all citizens at once; nil when the mapping declares none.
    package let whole: Whole?

    init(
        name: String, tenant: String, source: String, activity: String, organisation: Organisation, request: SourceRequest, hash: Digest,
        file: String, standard: Standard, isJoined: Bool, rowSets: [RowSetPlan], cases: CasePlan, rules: [Rule], leaveOuts: [LeaveOut],
        reconciles: [Reconcile], whole: Whole?, written: Mapping
    ) {
        self.name = name
        self.tenant = tenant
        self.source = source
        self.activity = activity
        self.organisation = organisation.oin
        organisationName = organisation.name
        self.request = request
        self.hash = hash
        self.file = file
        self.standard = standard
        self.isJoined = isJoined
        self.rowSets = rowSets
        walk = [cases.rowSet] + rowSets.indices.filter { $0 != cases.rowSet }
        self.cases = cases
        self.rules = rules
        self.leaveOuts = leaveOuts
        self.reconciles = reconciles
        self.written = written
        self.whole = whole
    }

    /// Where the rule stands that made an event.
    package func span(of provenance: Provenance) -> Span { rules[provenance.rule].span }
}

/// A row set with everything that happens to its rows.
final class RowSetPlan: Sendable {
    final class Column: Sendable {
        let name: String
        let reading: Reading
        let span: Span
        let readingSpan: Span
        init(name: String, reading: Reading, span: Span, readingSpan: Span) {
            self.name = name
            self.reading = reading
            self.span = span
            self.readingSpan = readingSpan
        }
    }

    let name: String
    let span: Span
    /// The statement as written.
    let select: Node
    let columns: [Column]
    /// By column.
    let readers: [CellReader]
    /// Kept alive for the readers.
    private let particulars: [CellReader.Particulars]
    /// The columns of its key.
    let key: [Int]
    /// The events its rows may become, in the order of the file, each with its number in the plan.
    let rules: [(number: Int, rule: Rule)]
    let leaveOuts: [(number: Int, rule: LeaveOut)]
    /// Which of `rules` take a row, by their place there.
    let taking: Gates
    /// Which of `leaveOuts` do.
    let leaving: Gates
    /// Whether its rows must become something; false for a row set that only a reconciliation reads.
    let mustBecome: Bool

    init(
        name: String, span: Span, select: Node, columns: [Column], key: [Int], rules: [(number: Int, rule: Rule)],
        leaveOuts: [(number: Int, rule: LeaveOut)], mustBecome: Bool
    ) {
        self.name = name
        self.span = span
        self.select = select
        self.columns = columns
        let particulars = columns.map { CellReader.Particulars($0.reading) }
        readers = zip(columns, particulars).map { CellReader($0.reading, $1) }
        self.particulars = particulars
        self.key = key
        self.rules = rules
        self.leaveOuts = leaveOuts
        taking = Gates(rules.map(\.rule.tests))
        leaving = Gates(leaveOuts.map(\.rule.tests))
        self.mustBecome = mustBecome
    }
}

/// Which rows are cases, and how a case is called.
final class CasePlan: Sendable {
    let rowSet: Int
    let zaakkenmerk: Operation
    /// The standard's word for it.
    let field: Field?
    let span: Span
    /// Whether cases must be known before the first event is made: when an event of a case row may belong to another row's case.
    let comesFirst: Bool
    /// A form that says all the standard asks of a zaakkenmerk; nil when more must be asked.
    private let format: Format?

    init(rowSet: Int, zaakkenmerk: Operation, field: Field?, span: Span, comesFirst: Bool) {
        self.rowSet = rowSet
        self.zaakkenmerk = zaakkenmerk
        self.field = field
        self.span = span
        self.comesFirst = comesFirst
        format = field?.kind == .text && field?.words == nil ? field?.format : nil
    }

    /// The rule of the standard that a zaakkenmerk breaks; nil when it may be one.
    func broken(by zaakkenmerk: String, _ standard: Standard) -> String? {
        if let format, format.accepts(zaakkenmerk) { return nil }
        return field.flatMap { standard.accepts(.text(zaakkenmerk), for: $0) }
    }
}

/// A rule that leaves rows out.
final class LeaveOut: Sendable {
    let rowSet: Int
    let tests: [Test]
    let because: String
    let span: Span

    init(rowSet: Int, tests: [Test], because: String, span: Span) {
        self.rowSet = rowSet
        self.tests = tests
        self.because = because
        self.span = span
    }
}

/// A proof that nothing was lost.
struct Reconcile: Sendable {
    /// What happens to an answer that differs from its control.
    enum Policy: String, Sendable, CaseIterable {
        /// The source has failed.
        case refuse
        /// The answer goes out, and says that it may not be complete.
        case mark
    }

    let total: Total
    let rowSet: Int
    let column: Int
    /// What names the case of a control row; nil when the answer is compared as a whole.
    let zaakkenmerk: Operation?
    let policy: Policy
    let span: Span

    /// How every difference it finds begins.
    var place: String { "\(span.source.name):\(span.line): the \(total.name)" }
}
