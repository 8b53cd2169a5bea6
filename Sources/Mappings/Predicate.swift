import Core

/// A condition on one column, compiled.
final class Test: Sendable {
    let column: Int
    let predicate: Predicate

    init(column: Int, predicate: Predicate) {
        self.column = column
        self.predicate = predicate
    }

    @inline(__always)
    func holds(for row: RowBuffer) -> Bool { predicate.holds(row.values[column], row.codes[column]) }
}

/// What a condition asks of a value.
enum Predicate: Sendable {
    enum Sign: String, Sendable, CaseIterable {
        case negative, positive, zero
    }

    case present
    case absent
    case oneOf([Value])
    case sign(Sign)
    /// For a code, whatever is asked of it or its outputs: by the code's place, and when there is none.
    case codes([Bool], absent: Bool)
    indirect case not(Predicate)

    func holds(_ value: Value, _ code: Int32) -> Bool {
        switch self {
        case .present: return !value.isAbsent
        case .absent: return value.isAbsent
        case .oneOf(let values):
            for candidate in values where candidate == value { return true }
            return false
        case .sign(let sign):
            let number: Int
            switch value {
            case .money(let cents): number = cents.amount
            case .integer(let integer): number = integer
            default: return false
            }
            return switch sign {
            case .negative: number < 0
            case .positive: number > 0
            case .zero: number == 0
            }
        case .codes(let table, let absent): return code < 0 ? absent : table[Int(code)]
        case .not(let predicate): return !predicate.holds(value, code)
        }
    }
}
