import Core

/// What a cell turned out to be.
enum Cell {
    case value(Value)
    /// A code, by its place in the list, and as a value.
    case code(Int32, Value)
    /// The cell is empty and the column was not declared to allow that.
    case missing
    case unknownCode
    case unreadable
}

/// A reading laid out for reading cells: what kind it is decides, and its particulars stand beside it.
final class CellReader: Sendable {
    private enum Kind {
        case char, text, integer, money, cents, date, yyyymmdd, dutch, local, instant, boolean, code
    }

    private let kind: Kind
    private let isOptional: Bool
    private let hasSentinels: Bool
    private let sentinels: [[UInt8]]
    private let decimal: UInt8
    private let thousands: UInt8?
    private let yes: [[UInt8]]
    private let no: [[UInt8]]
    private let list: CodeList?

    init(_ reading: Reading) {
        isOptional = reading.isOptional
        sentinels = reading.absent
        hasSentinels = !reading.absent.isEmpty
        list = reading.codes
        var separators: (decimal: UInt8, thousands: UInt8?) = (UInt8(ascii: "."), nil)
        var words: (yes: [[UInt8]], no: [[UInt8]]) = ([], [])
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
        case .boolean(let yes, let no):
            kind = .boolean
            words = (yes, no)
        case .code: kind = .code
        }
        decimal = separators.decimal
        thousands = separators.thousands
        yes = words.yes
        no = words.no
    }

    /// Reads one cell; nil stands for NULL.
    func read(_ cell: UnsafeBufferPointer<UInt8>?) -> Cell {
        guard let cell else { return nothing }
        if hasSentinels, isSentinel(cell) { return .value(.absent) }
        switch kind {
        case .char: return text(cell.droppingTrailingBlanks)
        case .text: return text(cell)
        case .integer: return cell.trimmed.integer.map { .value(.integer($0)) } ?? .unreadable
        case .cents:
            guard let cents = cell.trimmed.integer, abs(cents) <= Cents.ceiling else { return .unreadable }
            return .value(.money(Cents(cents)))
        case .money:
            return Cents(decimal: cell.trimmed, separator: decimal, thousands: thousands).map { .value(.money($0)) } ?? .unreadable
        case .date: return CalendarDate(iso: cell.trimmed).map { .value(.date($0)) } ?? blank(cell)
        case .yyyymmdd:
            let digits = cell.trimmed
            if digits.isZeros { return nothing }
            return CalendarDate(compact: digits).map { .value(.date($0)) } ?? .unreadable
        case .dutch: return CalendarDate(dutch: cell.trimmed).map { .value(.date($0)) } ?? blank(cell)
        case .local: return Instant(iso: cell.trimmed, zoned: false).map { .value(.instant($0)) } ?? blank(cell)
        case .instant: return Instant(iso: cell.trimmed, zoned: true).map { .value(.instant($0)) } ?? blank(cell)
        case .boolean: return boolean(cell.trimmed)
        case .code: return code(cell.droppingTrailingBlanks)
        }
    }

    private var nothing: Cell { isOptional ? .value(.absent) : .missing }

    private func isSentinel(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = cell.trimmed
        return sentinels.contains { $0.elementsEqual(text) }
    }

    @inline(__always)
    private func text(_ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        if isOptional, cell.trimmed.isEmpty { return .value(.absent) }
        // Bytes that are no UTF-8 are refused: a replaced letter would be a changed name or kenmerk.
        guard let text = String(validating: cell, as: UTF8.self) else { return .unreadable }
        return .value(.text(text))
    }

    /// A cell that says nothing where a date or a time was expected.
    private func blank(_ cell: UnsafeBufferPointer<UInt8>) -> Cell { cell.trimmed.isEmpty ? nothing : .unreadable }

    private func boolean(_ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        if yes.contains(where: { $0.elementsEqual(cell) }) { return .value(.boolean(true)) }
        if no.contains(where: { $0.elementsEqual(cell) }) { return .value(.boolean(false)) }
        return isOptional && cell.isEmpty ? .value(.absent) : .unreadable
    }

    private func code(_ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        if let list, let index = list.index(of: cell) { return .code(Int32(truncatingIfNeeded: index), list.codeValues[index]) }
        return isOptional && cell.isEmpty ? .value(.absent) : .unknownCode
    }
}

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    fileprivate var droppingTrailingBlanks: UnsafeBufferPointer<UInt8> {
        var end = count
        while end > 0, self[end - 1] == 0x20 { end -= 1 }
        return UnsafeBufferPointer(rebasing: self[0..<end])
    }

    @inline(__always)
    fileprivate var trimmed: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = count
        while end > start, self[end - 1] == 0x20 { end -= 1 }
        while start < end, self[start] == 0x20 { start += 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }

    fileprivate var isZeros: Bool { allSatisfy { $0 == UInt8(ascii: "0") } }

    /// A whole number in decimal digits with an optional sign; nil when it is none or does not fit.
    fileprivate var integer: Int? {
        guard count > 0 else { return nil }
        var at = 0
        let negative = self[0] == UInt8(ascii: "-")
        if negative || self[0] == UInt8(ascii: "+") { at = 1 }
        guard at < count, count - at <= 18 else { return nil }
        var number = 0
        while at < count {
            let digit = self[at] &- 0x30
            guard digit <= 9 else { return nil }
            number = number &* 10 &+ Int(digit)
            at += 1
        }
        return negative ? -number : number
    }
}
