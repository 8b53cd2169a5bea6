import Core
import Standard

/// A rule that makes an event of a row, compiled. A class, so that a row that passes it copies nothing.
final class Rule: Sendable {
    final class Assignment: @unchecked Sendable {
        let slot: Int
        let operation: Operation
        let span: Span
        /// Whether a cell of the source decides its value; otherwise every possible value was judged already.
        let isOpen: Bool
        /// What the standard asks of each value; nil when its type says all.
        let judge: Judge?
        let name: String
        let isNeeded: Bool
        /// The values of a code's output, by the code's place, in memory that never moves and is never written again.
        let outputs: UnsafeMutablePointer<Value>?
        private let outputCount: Int

        init(slot: Int, operation: Operation, span: Span, isOpen: Bool, judge: Judge?, name: String, isNeeded: Bool) {
            self.slot = slot
            self.operation = operation
            self.span = span
            self.isOpen = isOpen
            self.judge = judge
            self.name = name
            self.isNeeded = isNeeded
            guard case .output(_, let values) = operation else {
                outputs = nil
                outputCount = 0
                return
            }
            let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
            for (place, value) in values.enumerated() { (memory + place).initialize(to: value) }
            outputs = memory
            outputCount = values.count
        }

        deinit {
            outputs?.deinitialize(count: outputCount)
            outputs?.deallocate()
        }
    }

    struct Reference: Sendable {
        let slot: Int
        let rule: Int
        /// Whether the other event comes from the same row; otherwise from the row of the case.
        let isSameRow: Bool
        let span: Span
    }

    let kind: Int
    let kindName: String
    let kenmerkSlot: Int
    let momentSlot: Int
    let momentFallbacks: [Int]
    let amountSlot: Int?
    let rowSet: Int
    let tests: [Test]
    /// The columns that hold the key of the case's row; nil when the row is the case's row.
    let caseColumns: [Int]?
    let caseSpan: Span
    /// Constants in place, everything else absent.
    let blank: [Value]
    let assignments: [Assignment]
    /// The assignments laid out for running.
    let moves: [Move]
    let references: [Reference]
    /// Whether another event refers to the events of this rule.
    let isReferred: Bool
    /// The event's own words in the mapping.
    let span: Span

    init(
        _ kind: EventKind, rowSet: Int, tests: [Test], caseColumns: [Int]?, caseSpan: Span, blank: [Value], assignments: [Assignment],
        references: [Reference], isReferred: Bool, span: Span
    ) {
        self.kind = kind.index
        kindName = kind.name
        kenmerkSlot = kind.kenmerkSlot
        momentSlot = kind.momentSlot
        momentFallbacks = kind.momentFallbacks
        amountSlot = kind.amountSlot
        self.rowSet = rowSet
        self.tests = tests
        self.caseColumns = caseColumns
        self.caseSpan = caseSpan
        self.blank = blank
        self.assignments = assignments
        moves = assignments.map { Move($0) }
        self.references = references
        self.isReferred = isReferred
        self.span = span
    }
}
