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

    private let slot: Int
    private let column: Int
    private let way: Way
    private let quick: Quick
    private let isOpen: Bool
    private let isNeeded: Bool
    private let format: Format
    /// In cents.
    private let minimum: Int
    private let outputs: UnsafePointer<Value>?
    private let whole: Unmanaged<Rule.Assignment>

    init(_ assignment: Rule.Assignment) {
        slot = assignment.slot
        isOpen = assignment.isOpen
        isNeeded = assignment.isNeeded
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
        case .column: try assign(row.values + column, values)
        case .output:
            let code = row.codes[column]
            if code >= 0, let outputs { return try assign(outputs + Int(code), values) }
            // A code without this output, where the conditions left it possible.
            if isNeeded { throw .absent }
        case .other:
            var value: Value
            do { value = try whole.takeUnretainedValue().operation.value(of: row) } catch { throw .step(error) }
            switch withUnsafePointer(to: &value, { $0.held { judge($0) } }) {
            case .fine: values[slot] = value
            case let verdict: try refuse(verdict, value, values)
            }
        }
    }

    @inline(__always)
    private func assign(_ source: UnsafePointer<Value>, _ values: UnsafeMutablePointer<Value>) throws(Refusal) {
        switch source.held({ judge($0) }) {
        case .fine: values[slot] = source.pointee
        case let verdict: try refuse(verdict, source.pointee, values)
        }
    }

    /// What is not plainly fine: refused, left out, or after all assigned.
    private func refuse(_ verdict: Verdict, _ value: Value, _ values: UnsafeMutablePointer<Value>) throws(Refusal) {
        switch verdict {
        case .absent: if isNeeded { throw .absent }
        case .empty: throw .empty
        case .fine, .unsure:
            if let broken = whole.takeUnretainedValue().judge?.broken(by: value) { throw .standard(broken) }
            values[slot] = value
        }
    }

    private enum Verdict {
        case fine, absent, empty, unsure
    }

    @inline(__always)
    private func judge(_ held: borrowing HeldValue) -> Verdict {
        switch held.value {
        case .absent: .absent
        case .text(let text):
            if isOpen, text.utf8.isEmpty { .empty } else if quick == .format { format.accepts(text) ? .fine : .unsure } else { other }
        case .money(let cents): quick == .minimum && cents.amount >= minimum ? .fine : other
        default: other
        }
    }

    @inline(__always)
    private var other: Verdict { quick == .none ? .fine : .unsure }
}
