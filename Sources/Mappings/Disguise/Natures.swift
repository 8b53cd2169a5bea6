import Core
import Standard

/// What each column of a plan holds, as its reading and its use say.
struct Natures {
    enum Nature {
        /// Codes and words of files: no citizen's.
        case kept
        case text
        case url
        case integer
        case money
        case date
        case time
    }

    /// By row set and column.
    let columns: [[Nature]]
    /// By row set and column, the values that conditions of the mapping name: they are the mapping's own.
    let named: [[[Value]]]
    /// The letters that the mapping puts around a case's number.
    let own: Set<String>

    init(_ plan: Plan) {
        var fields: [[[Field]]] = plan.rowSets.map { $0.columns.map { _ in [] } }
        for rule in plan.rules {
            for assignment in rule.assignments {
                for column in assignment.operation.whole {
                    fields[rule.rowSet][column].append(plan.standard.kinds[rule.kind].fields[assignment.slot])
                }
            }
        }
        columns = plan.rowSets.enumerated().map { set, rowSet in
            rowSet.columns.enumerated().map { Natures.nature($1.reading, fields[set][$0]) }
        }
        named = plan.rowSets.map { rowSet in
            let tests = rowSet.rules.flatMap(\.rule.tests) + rowSet.leaveOuts.flatMap(\.rule.tests)
            return rowSet.columns.indices.map { column in tests.filter { $0.column == column }.flatMap(\.predicate.named) }
        }
        let names = [plan.cases.zaakkenmerk] + plan.reconciles.compactMap(\.zaakkenmerk)
        own = Set(names.flatMap(\.literals).flatMap { $0.runs.filter { $0.kind == .letters }.map(\.text) })
    }

    private static func nature(_ reading: Reading, _ fields: [Field]) -> Nature {
        switch reading.notation {
        case .code, .boolean: return .kept
        case .integer: return .integer
        case .money, .cents: return .money
        case .date, .yyyymmdd, .dutch: return .date
        case .local, .instant: return .time
        case .char, .text:
            // A word of the standard is a word; another would be refused.
            if fields.contains(where: { $0.words != nil || $0.format == .obligationType }) { return .kept }
            return fields.contains { $0.format == .url } ? .url : .text
        }
    }
}

extension Predicate {
    /// The values it names.
    fileprivate var named: [Value] {
        switch self {
        case .oneOf(let values): values
        case .not(let inner): inner.named
        case .present, .absent, .sign, .codes: []
        }
    }
}

extension Operation {
    /// The columns that it may pass on as they are.
    fileprivate var whole: [Int] {
        switch self {
        case .column(let column): [column]
        case .steps(let start, _): start.whole
        case .first(let choices): choices.flatMap(\.whole)
        case .constant, .output, .template: []
        }
    }

    /// The texts it puts between columns.
    fileprivate var literals: [String] {
        switch self {
        case .template(let segments): segments.compactMap { segment in if case .text(let text) = segment { text } else { nil } }
        case .steps(let start, _): start.literals
        case .first(let choices): choices.flatMap(\.literals)
        case .constant, .column, .output: []
        }
    }
}
