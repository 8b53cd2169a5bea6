import Core

/// What is wrong with a cell.
enum CellProblem {
    /// Nothing: it was read.
    case none
    /// The cell is empty and the column was not declared to allow that.
    case missing
    case unknownCode
    case unreadable
}

/// A reading laid out for reading cells. It holds no reference of its own, so that reading a cell counts none: what a few readings need
/// besides stands in `Particulars`, kept alive by the row set.
struct CellReader: Sendable {
    /// What only booleans, codes and columns with sentinels need.
    final class Particulars: Sendable {
        let sentinels: [[UInt8]]
        let yes: [[UInt8]]
        let no: [[UInt8]]
        let list: CodeList?

        init(_ reading: Reading) {
            sentinels = reading.absent
            list = reading.codes
            if case .boolean(let yes, let no) = reading.notation {
                self.yes = yes
                self.no = no
            } else {
                yes = []
                no = []
            }
        }
    }

    private enum Kind {
        case char, text, integer, money, cents, date, yyyymmdd, dutch, local, instant, boolean, code
    }

    private let kind: Kind
    private let isOptional: Bool
    private let hasSentinels: Bool
    private let decimal: UInt8
    private let thousands: UInt8?
    private let particulars: Unmanaged<Particulars>

    /// - Parameter particulars: must live as long as the reader is used.
    init(_ reading: Reading, _ particulars: Particulars) {
        isOptional = reading.isOptional
        hasSentinels = !reading.absent.isEmpty
        self.particulars = Unmanaged.passUnretained(particulars)
        var separators: (decimal: UInt8, thousands: UInt8?) = (UInt8(ascii: "."), nil)
        switch reading.notation {
        case .char: kind = .char
        case .text: kind = .text
        case .integer: kind = .integer
        case .money(let decimal, let thousands):
            kind = .money
            separators = (decimal, thousands)
        case .cents: kind = .cents
        case .date: kind = .date
        case .yyyymmdd: kind = .yyyymmdd
        case .dutch: kind = .dutch
        case .local: kind = .local
        case .instant: kind = .instant
        case .boolean: kind = .boolean
        case .code: kind = .code
        }
        decimal = separators.decimal
        thousands = separators.thousands
    }

    /// Reads one cell, nil for NULL, into a place for its value; a code's place in its list goes beside it.
    func read(_ cell: UnsafeBufferPointer<UInt8>?, into value: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Int32>)
        -> CellProblem
    {
        guard let cell, !hasSentinels || !isSentinel(cell) else { return nothing(value, code, isAllowed: isOptional) }
        switch kind {
        case .char: return text(cell.droppingTrailingBlanks, value)
        case .text: return text(cell, value)
        case .integer:
            guard let number = cell.trimmed.integer else { return .unreadable }
            value.pointee = .integer(number)
        case .cents:
            guard let cents = cell.trimmed.integer, abs(cents) <= Cents.ceiling else { return .unreadable }
            value.pointee = .money(Cents(cents))
        case .money:
            guard let cents = Cents(decimal: cell.trimmed, separator: decimal, thousands: thousands) else { return .unreadable }
            value.pointee = .money(cents)
        case .date: return date(CalendarDate(iso: cell.trimmed), cell, value)
        case .yyyymmdd:
            let digits = cell.trimmed
            if digits.isZeros { return nothing(value, code, isAllowed: isOptional) }
            return date(CalendarDate(compact: digits), cell, value)
        case .dutch: return date(CalendarDate(dutch: cell.trimmed), cell, value)
        case .local: return instant(Instant(iso: cell.trimmed, zoned: false), cell, value)
        case .instant: return instant(Instant(iso: cell.trimmed, zoned: true), cell, value)
        case .boolean: return boolean(cell.trimmed, value)
        case .code: return self.code(cell.droppingTrailingBlanks, value, code)
        }
        return .none
    }

    private func nothing(_ value: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Int32>, isAllowed: Bool) -> CellProblem {
        guard isAllowed else { return .missing }
        value.pointee = .absent
        code.pointee = -1
        return .none
    }

    private func isSentinel(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = cell.trimmed
        return particulars.takeUnretainedValue().sentinels.contains { $0.elementsEqual(text) }
    }

    @inline(__always)
    private func text(_ cell: UnsafeBufferPointer<UInt8>, _ value: UnsafeMutablePointer<Value>) -> CellProblem {
        if isOptional, cell.trimmed.isEmpty {
            value.pointee = .absent
        } else if cell.isASCII {
            value.pointee = .text(String(decoding: cell, as: UTF8.self))
        } else if let text = String(validating: cell, as: UTF8.self) {
            value.pointee = .text(text)
        } else {
            // Bytes that are no UTF-8 are refused: a replaced letter would be a changed name or kenmerk.
            return .unreadable
        }
        return .none
    }

    private func date(_ date: CalendarDate?, _ cell: UnsafeBufferPointer<UInt8>, _ value: UnsafeMutablePointer<Value>) -> CellProblem {
        guard let date else { return blank(cell, value) }
        value.pointee = .date(date)
        return .none
    }

    private func instant(_ instant: Instant?, _ cell: UnsafeBufferPointer<UInt8>, _ value: UnsafeMutablePointer<Value>) -> CellProblem {
        guard let instant else { return blank(cell, value) }
        value.pointee = .instant(instant)
        return .none
    }

    /// A cell that says nothing where a date or a time was expected.
    private func blank(_ cell: UnsafeBufferPointer<UInt8>, _ value: UnsafeMutablePointer<Value>) -> CellProblem {
        guard cell.trimmed.isEmpty else { return .unreadable }
        guard isOptional else { return .missing }
        value.pointee = .absent
        return .none
    }

    private func boolean(_ cell: UnsafeBufferPointer<UInt8>, _ value: UnsafeMutablePointer<Value>) -> CellProblem {
        let words = particulars.takeUnretainedValue()
        if words.yes.contains(where: { $0.elementsEqual(cell) }) {
            value.pointee = .boolean(true)
        } else if words.no.contains(where: { $0.elementsEqual(cell) }) {
            value.pointee = .boolean(false)
        } else if isOptional, cell.isEmpty {
            value.pointee = .absent
        } else {
            return .unreadable
        }
        return .none
    }

    private func code(
        _ cell: UnsafeBufferPointer<UInt8>, _ value: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Int32>
    ) -> CellProblem {
        guard let list = particulars.takeUnretainedValue().list, let index = list.index(of: cell) else {
            return isOptional && cell.isEmpty ? nothing(value, code, isAllowed: true) : .unknownCode
        }
        value.pointee = list.codeValues[index]
        code.pointee = Int32(truncatingIfNeeded: index)
        return .none
    }
}
