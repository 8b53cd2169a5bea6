import Core
import Standard

/// Checks a mapping against the standard, the steps and its own columns, and makes the plan of it.
///
/// Everything wrong is told at once and nothing twice: what has a mistake of its own is *poisoned* (nil) and stays silent from there.
struct Checker {
    let mapping: Mapping
    let standard: Standard
    var diagnostics = Diagnostics()
    /// Row sets that something uses, or that a misspelt name probably means.
    var usedRowSets: Set<Int> = []
    /// Whether some name of a row set is far from every one there is.
    var hasUnknownRowSet = false
    var usedColumns: [Set<Int>]
    /// The rule of each `as`.
    var aliases: [String: Int] = [:]

    init(_ mapping: Mapping, standard: Standard) {
        self.mapping = mapping
        self.standard = standard
        usedColumns = mapping.rowSets.map { _ in [] }
    }

    /// The plan, or nil when something is wrong.
    ///
    /// - Parameter afterErrors: whether reading the file told errors already.
    mutating func plan(tenant: String, sources: [String], afterErrors: Bool) -> Plan? {
        if let source = mapping.source, !sources.contains(source.text) {
            diagnostics.error(
                .unknownSource, at: source.span, "the tenant has no source '\(source.text)'",
                hint: Spelling.hint(for: source.text, in: sources))
        }
        let keys = mapping.rowSets.indices.map { key(of: $0) }
        let caseRowSet = mapping.cases?.each.flatMap { rowSet($0) }
        let zaakkenmerk = mapping.cases.flatMap { caseName($0, caseRowSet) }
        collectAliases()
        checkWithout()
        checkEverywhere()
        let rules = mapping.rules.indices.map { rule($0, cases: caseRowSet, keys) }
        let leaveOuts = mapping.leaveOuts.map { leaveOut($0) }
        let reconciles = mapping.reconciles.map { reconcile($0) }
        tellTwice()
        let whole = mapping.whole.map { self.whole($0) }
        tellUnused(afterErrors: afterErrors)
        guard !diagnostics.hasErrors, let caseRowSet, let zaakkenmerk, let cases = mapping.cases, let name = mapping.name,
            let source = mapping.source, let activity = mapping.activity, let organisation = mapping.organisation,
            let bsnForm = mapping.bsnForm
        else { return nil }
        let made = rules.compactMap(\.self)
        let requests = mapping.rowSets.compactMap(\.request)
        guard made.count == rules.count, requests.count == mapping.rowSets.count else { return nil }
        let left = leaveOuts.compactMap(\.self)
        if !afterErrors { tellMeaning(made, left, cases: caseRowSet) }
        return Plan(
            name: name.text, tenant: tenant, source: source.text, activity: activity.text, organisation: organisation,
            request: SourceRequest(plan: name.text, source: source.text, bsnForm: bsnForm, rowSets: requests), hash: hash,
            file: mapping.start.source.name, standard: standard, isJoined: cases.isJoined,
            rowSets: mapping.rowSets.indices.map { rowSetPlan($0, keys[$0], made, left, isCases: $0 == caseRowSet) },
            cases: CasePlan(
                rowSet: caseRowSet, zaakkenmerk: zaakkenmerk, field: standard.caseFields.first { $0.name == "zaakkenmerk" },
                span: cases.zaakkenmerk?.span ?? cases.span,
                comesFirst: made.contains { $0.rowSet == caseRowSet && $0.caseColumns != nil }),
            rules: made, leaveOuts: left, reconciles: reconciles.compactMap(\.self), whole: whole ?? nil, written: mapping)
    }

    /// Each file with its name and length, so that no two sets of files hash alike.
    private var hash: Digest {
        var message: [UInt8] = []
        for file in mapping.files {
            message += Array("\(file.name)\n\(file.bytes.count)\n".utf8)
            message += file.bytes
        }
        return Digest(of: message)
    }

    func rowSetPlan(_ index: Int, _ key: [Int], _ rules: [Rule], _ leaveOuts: [LeaveOut], isCases: Bool) -> RowSetPlan {
        let rowSet = mapping.rowSets[index]
        let own = rules.enumerated().filter { $1.rowSet == index }.map { (number: $0, rule: $1) }
        let left = leaveOuts.enumerated().filter { $1.rowSet == index }.map { (number: $0, rule: $1) }
        return RowSetPlan(
            name: rowSet.name.text, span: rowSet.name.span, select: rowSet.select ?? Node(.nothing, rowSet.name.span),
            columns: rowSet.columns.compactMap { column in
                column.reading.map {
                    RowSetPlan.Column(name: column.name.text, reading: $0, span: column.name.span, readingSpan: column.span)
                }
            }, key: key, rules: own, leaveOuts: left, mustBecome: isCases || !own.isEmpty || !left.isEmpty)
    }
}

extension RowSet {
    /// What the source is asked; nil when the query or a reading has a mistake.
    var request: RowSetQuery? {
        guard let query else { return nil }
        let requests = columns.compactMap { column in column.reading.map { ColumnRequest(name: column.name.text, families: $0.families) } }
        return requests.count == columns.count ? RowSetQuery(name: name.text, query: query, columns: requests) : nil
    }
}
