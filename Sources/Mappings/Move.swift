import Core
import Standard

/// An assignment laid out for running: the common ways to fill a field are done without counting a reference; everything else asks the
/// assignment itself. Its pointers lead into the rule's assignments, which outlive it.
struct Move: @unchecked Sendable {
    private enum Way {
        case column, output, other
    }

    /// A quick yes of the standard; anything else is asked of the judge.
    private enum Quick {
        case none, minimum, format, judge
    }

    let slot: Int
    private let column: Int
    private let way: Way
    private let quick: Quick
    private let isOpen: Bool
    private let format: Format
    /// In cents.
    private let minimum: Int
    private let outputs: UnsafePointer<Value>?
    private let whole: Unmanaged<Rule.Assignment>

    init(_ assignment: Rule.Assignment) {
        slot = assignment.slot
        isOpen = assignment.isOpen
        whole = Unmanaged.passUnretained(assignment)
        switch assignment.operation {
        case .column(let column):
            self.column = column
            way = .column
        case .output(let column, _):
            self.column = column
            way = .output
        default:
            column = 0
            way = .other
        }
        outputs = assignment.outputs.map { UnsafePointer($0) }
        minimum = assignment.judge?.minimum ?? 0
        format = assignment.judge?.format ?? .kenmerk
        switch (assignment.judge, assignment.judge?.words) {
        case (nil, _): quick = .none
        case (.some(let judge), nil) where judge.minimum != nil: quick = .minimum
        case (.some(let judge), nil) where judge.format != nil: quick = .format
        default: quick = .judge
        }
    }

    /// Why a value may not be assigned.
    enum Refusal: Error {
        case step(StepError)
        case absent
        case empty
        case standard(String)
    }

    /// Fills the field of an event; leaves it as it is when there is nothing to fill it with.
    @inline(__always)
    func fill(_ values: UnsafeMutablePointer<Value>, from row: RowBuffer) throws(Refusal) {
        switch way {
        case .column: try assign(row.values[column], values)
        case .output:
            let code = row.codes[column]
            if code >= 0, let outputs { try assign(outputs[Int(code)], values) } else { try assign(.absent, values) }
        case .other:
            let value: Value
            do { value = try whole.takeUnretainedValue().operation.value(of: row) } catch { throw .step(error) }
            try assign(value, values)
        }
    }

    @inline(__always)
    private func assign(_ value: Value, _ values: UnsafeMutablePointer<Value>) throws(Refusal) {
        switch value {
        case .absent:
            // A code without this output, where the conditions left it possible.
            if whole.takeUnretainedValue().isNeeded { throw .absent }
            return
        case .text(let text):
            if isOpen, text.isEmpty { throw .empty }
            if quick == .none || (quick == .format && format.accepts(text)) { break }
            if let broken = whole.takeUnretainedValue().judge?.broken(by: value) { throw .standard(broken) }
        case .money(let cents):
            if quick == .none || (quick == .minimum && cents.amount >= minimum) { break }
            if let broken = whole.takeUnretainedValue().judge?.broken(by: value) { throw .standard(broken) }
        default:
            if quick == .none { break }
            if let broken = whole.takeUnretainedValue().judge?.broken(by: value) { throw .standard(broken) }
        }
        values[slot] = value
    }
}
