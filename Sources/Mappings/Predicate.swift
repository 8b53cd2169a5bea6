import Core

/// A condition on one column, compiled.
final class Test: @unchecked Sendable {
    let column: Int
    let predicate: Predicate
    /// What the predicate compares with, in memory that never moves and is never written again.
    let values: UnsafeMutablePointer<Value>?
    let codes: UnsafeMutablePointer<Bool>?
    private let count: Int

    init(column: Int, predicate: Predicate) {
        self.column = column
        self.predicate = predicate
        switch predicate {
        case .oneOf(let list):
            let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, list.count))
            for (place, value) in list.enumerated() { (memory + place).initialize(to: value) }
            values = memory
            codes = nil
            count = list.count
        case .codes(let table, _):
            let memory = UnsafeMutablePointer<Bool>.allocate(capacity: max(1, table.count))
            for (place, value) in table.enumerated() { (memory + place).initialize(to: value) }
            values = nil
            codes = memory
            count = table.count
        default:
            values = nil
            codes = nil
            count = 0
        }
    }

    deinit {
        values?.deinitialize(count: count)
        values?.deallocate()
        codes?.deallocate()
    }

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
