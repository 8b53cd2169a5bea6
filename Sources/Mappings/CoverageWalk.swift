package import Core
import Standard
import Syntax

/// Finds out what the cases of a mapping exercise, after the fact: it reads each case's rows once more with the plan's own readers, gates and
/// operations. The run itself knows nothing of it.
package final class CoverageWalk {
    /// A test with the places of what it can do.
    private struct Condition {
        let test: Test
        let holds: Int
        let fails: Int
        /// By listed value, where there are several.
        let values: [(Value, Int)]
    }

    /// A field that a row fills.
    private struct Field {
        let operation: Operation
        let filled: Int?
        let choices: Choices
    }

    private struct RuleWatch {
        let made: Int
        let conditions: [Condition]
        let fields: [Field]
        let references: [Int]
    }

    private struct ColumnWatch {
        let present: Int
        let absent: Int?
        /// Raw cells that mean something by themselves.
        let words: [(String, Int)]
        /// By code.
        let codes: [Int]
    }

    private let plan: Plan
    private var found: Coverage
    private var rules: [RuleWatch] = []
    private var leaveOuts: [(used: Int, conditions: [Condition])] = []
    private var columns: [[ColumnWatch]] = []
    private var reconciles: [(agrees: Int, differs: Int)] = []
    private var zaakkenmerk = Choices.none
    private var answers = 0
    private var failures = 0
    private var unknown = 0

    /// - Parameter file: the mapping's own file, for the places of its conditions and choices.
    package init(_ plan: Plan, file: SourceText) {
        self.plan = plan
        var ignored = Diagnostics()
        let root = YAMLReader.read(file, into: &ignored)
        found = Coverage(
            mapping: plan.name, file: file, events: plan.rules.map { plan.fields(of: $0) },
            unusedKinds: plan.standard.kinds.filter { kind in !plan.rules.contains { $0.kind == kind.index } }.map(\.name))
        var lists: [String: [Int]] = [:]
        for (set, node) in plan.rowSets.map({ ($0, root?["rows"]?[$0.name]) }) {
            columns.append(set.columns.map { watch($0, in: set, node?["columns"]?[$0.name], &lists) })
        }
        zaakkenmerk = choices(plan.cases.zaakkenmerk, root?["cases"]?["zaakkenmerk"], plan.cases.span)
        for (number, rule) in plan.rules.enumerated() { rules.append(watch(rule, root?["events"]?.list?[number])) }
        for (number, rule) in plan.leaveOuts.enumerated() {
            let used = add(.leftOut, rule.span, "a row is left out because '\(rule.because)'")
            leaveOuts.append((used, conditions(rule.tests, root?["leave_out"]?.list?[number], rule.span, of: used)))
        }
        for rule in plan.reconciles {
            reconciles.append(
                (
                    add(.reconcile, rule.span, "the reconciliation agrees, with rows to compare"),
                    add(.reconcile, rule.span, "the reconciliation differs")
                ))
        }
        let start = Span(source: file, line: 1, column: 1)
        answers = add(.cases, start, "a case has an answer")
        failures = add(.cases, start, "a case fails")
        unknown = add(.cases, start, "a case is a citizen nobody knows: `rows: {}`")
    }

    package var coverage: Coverage { found }

    private func add(_ subject: Coverage.Subject, _ span: Span, _ what: String, needs: Int? = nil) -> Int {
        found.things.append(Coverage.Thing(subject: subject, span: span, what: what, needs: needs))
        return found.things.count - 1
    }

    private func hit(_ place: Int?) { if let place { found.things[place].count += 1 } }

    // What there is.

    private func watch(_ column: RowSetPlan.Column, in set: RowSetPlan, _ node: Node?, _ lists: inout [String: [Int]]) -> ColumnWatch {
        let told = "'\(column.name)' of '\(set.name)'"
        let present = add(.columns, column.span, "\(told) has a value")
        let absent = column.reading.isOptional ? add(.columns, column.span, "\(told) is absent") : nil
        var words = column.reading.absent.map { String(decoding: $0, as: UTF8.self) }
        var codes: [Int] = []
        if case .boolean(let yes, let no) = column.reading.notation, node?["boolean"] != nil {
            words += (yes + no).map { String(decoding: $0, as: UTF8.self) }
        }
        if let list = column.reading.codes {
            codes =
                lists[list.name]
                ?? list.codes.indices.map { place in
                    add(
                        .codes, list.outputs.first?.spans[place] ?? list.span,
                        "the code '\(list.codes[place])' of '\(list.name)' stands in a row")
                }
            lists[list.name] = codes
        }
        return ColumnWatch(
            present: present, absent: absent, words: words.map { ($0, add(.columns, column.span, "\(told) is written as '\($0)'")) },
            codes: codes)
    }

    private func watch(_ rule: Rule, _ node: Node?) -> RuleWatch {
        let made = add(.events, rule.span, "a \(rule.kindName) is made")
        let fields = rule.assignments.map { assignment in
            let own = node?.entries?.first { $0.key == assignment.name }
            return Field(
                operation: assignment.operation,
                filled: add(.fields, own?.keySpan ?? assignment.span, "'\(assignment.name)' of \(rule.kindName) is filled", needs: made),
                choices: choices(assignment.operation, own?.value, assignment.span, of: made))
        }
        let references = rule.references.map { add(.fields, $0.span, "a \(rule.kindName) refers to another event", needs: made) }
        return RuleWatch(
            made: made, conditions: conditions(rule.tests, node, rule.span, of: made), fields: fields, references: references)
    }

    /// The conditions stand in the file as the checker took them: those of `when` in order, then `given`.
    private func conditions(_ tests: [Test], _ node: Node?, _ other: Span, of rule: Int) -> [Condition] {
        var places = (node?["when"]?.entries ?? []).map { ($0.key, $0.keySpan) }
        if let given = node?["given"], let text = given.text { places.append((text, given.span)) }
        return tests.enumerated().map { number, test in
            let (name, span) = number < places.count ? places[number] : ("", other)
            var values: [(Value, Int)] = []
            if case .oneOf(let listed) = test.predicate, listed.count > 1 {
                values = listed.map { ($0, add(.conditions, span, "'\(name)' is \(CaseText.text($0))")) }
            }
            return Condition(
                test: test, holds: add(.conditions, span, "the condition on '\(name)' holds", needs: rule),
                fails: add(.conditions, span, "the condition on '\(name)' does not hold"), values: values)
        }
    }

    /// The choices of a `first`, and those within them.
    private indirect enum Choices {
        case none
        case inner(Choices)
        case first([(place: Int, inner: Choices)])
    }

    private func choices(_ operation: Operation, _ node: Node?, _ span: Span, of rule: Int? = nil) -> Choices {
        switch operation {
        case .constant, .column, .output, .template: return .none
        case .steps(let inner, _): return .inner(choices(inner, node?.list?.first ?? node, span, of: rule))
        case .first(let operations):
            let items = (node?["first"] ?? node?.list?.first?["first"])?.list ?? []
            return .first(
                operations.enumerated().map { number, operation in
                    let own = number < items.count ? items[number] : nil
                    return (
                        add(.choices, own?.span ?? span, "choice \(number + 1) is the first that is present", needs: rule),
                        choices(operation, own, span, of: rule)
                    )
                })
        }
    }

    // What a case did.

    func walk(_ tried: MappingCase, _ outcome: Result<PlanResult, Failure>) {
        var isAnswered = false
        if case .success = outcome { isAnswered = true }
        hit(isAnswered ? answers : failures)
        if tried.rows.allSatisfy({ $0.count == 0 }) { hit(unknown) }
        for (place, rule) in plan.reconciles.enumerated() {
            switch outcome {
            case .success(let result):
                let differs = result.differing.contains { $0.hasPrefix(rule.place) }
                if differs { hit(reconciles[place].differs) } else if tried.rows[rule.rowSet].count > 0 { hit(reconciles[place].agrees) }
            case .failure(let failure): if failure.detail.hasPrefix(rule.place) { hit(reconciles[place].differs) }
            }
        }
        let row = RowBuffer(width: plan.rowSets.reduce(0) { max($0, $1.columns.count) })
        for (index, set) in plan.rowSets.enumerated() {
            for number in 0..<tried.rows[index].count where row.read(tried.rows[index], number, set) == nil {
                walk(row, tried.rows[index], number, index, set, isAnswered: isAnswered)
            }
        }
    }

    private func walk(_ row: RowBuffer, _ rows: Rows, _ number: Int, _ index: Int, _ set: RowSetPlan, isAnswered: Bool) {
        if isAnswered { look(at: row, rows, number, columns[index]) }
        for own in set.leaveOuts { ask(leaveOuts[own.number].conditions, row) }
        // Also of a row that is left out: such a condition may be there for the checker, and no other row would ever break it.
        for own in set.rules { ask(rules[own.number].conditions, row) }
        let leaving = set.leaving.next(from: 0, for: row)
        if leaving >= 0 {
            if isAnswered { hit(leaveOuts[set.leaveOuts[leaving].number].used) }
            return
        }
        guard isAnswered else { return }
        if index == plan.cases.rowSet { choose(plan.cases.zaakkenmerk, zaakkenmerk, row) }
        var taking = set.taking.next(from: 0, for: row)
        while taking >= 0 {
            make(rules[set.rules[taking].number], row)
            taking = set.taking.next(from: taking + 1, for: row)
        }
    }

    private func look(at row: RowBuffer, _ rows: Rows, _ number: Int, _ watched: [ColumnWatch]) {
        for (column, watch) in watched.enumerated() {
            hit(row.values[column].isAbsent ? watch.absent : watch.present)
            if row.codes[column] >= 0, watch.codes.indices.contains(Int(row.codes[column])) { hit(watch.codes[Int(row.codes[column])]) }
            guard !watch.words.isEmpty, let text = rows.text(row: number, column: column) else { continue }
            for (word, place) in watch.words where text.trimmingBlanks == word { hit(place) }
        }
    }

    private func ask(_ conditions: [Condition], _ row: RowBuffer) {
        for condition in conditions {
            hit(condition.test.holds(for: row) ? condition.holds : condition.fails)
            for (value, place) in condition.values where row.values[condition.test.column] == value { hit(place) }
        }
    }

    private func make(_ rule: RuleWatch, _ row: RowBuffer) {
        hit(rule.made)
        for reference in rule.references { hit(reference) }
        for field in rule.fields {
            guard let value = try? field.operation.value(of: row), !value.isAbsent else { continue }
            hit(field.filled)
            choose(field.operation, field.choices, row)
        }
    }

    private func choose(_ operation: Operation, _ choices: Choices, _ row: RowBuffer) {
        switch (operation, choices) {
        case (.steps(let inner, _), .inner(let own)): choose(inner, own, row)
        case (.first(let operations), .first(let places)):
            for (operation, place) in zip(operations, places) {
                guard let value = try? operation.value(of: row), !value.isAbsent else { continue }
                hit(place.place)
                return choose(operation, place.inner, row)
            }
        default: break
        }
    }
}

extension Plan {
    /// What one rule gives of the fields the standard has for its kind.
    fileprivate func fields(of rule: Rule) -> Coverage.EventFields {
        var mapped: [String] = []
        var constant: [String] = []
        var computed: [String] = []
        var neverSet: [String] = []
        for field in standard.kinds[rule.kind].fields {
            if !rule.blank[field.slot].isAbsent {
                constant.append(field.name)
            } else if rule.gives(field.slot) {
                mapped.append(field.name)
            } else if field.origin != .mapped || rule.isMade(field.slot) {
                computed.append(field.name)
            } else {
                neverSet.append(field.name)
            }
        }
        return Coverage.EventFields(
            kind: rule.kindName, span: rule.span, mapped: mapped, constant: constant, computed: computed, neverSet: neverSet)
    }
}
