import Core

/// What a cell turned out to be.
enum Cell {
    case value(Value)
    /// A code, by its place in the list.
    case code(Int)
    /// The cell is empty and the column was not declared to allow that.
    case missing
    case unknownCode
    case unreadable
}

extension Reading {
    /// Reads one cell; nil stands for NULL.
    @inline(__always)
    func read(_ cell: UnsafeBufferPointer<UInt8>?) -> Cell {
        guard let cell else { return isOptional ? .value(.absent) : .missing }
        if !absent.isEmpty, isSentinel(cell) { return .value(.absent) }
        switch notation {
        case .char: return text(cell.droppingTrailingBlanks)
        case .text: return text(cell)
        case .integer: return cell.trimmed.integer.map { .value(.integer($0)) } ?? .unreadable
        case .cents:
            guard let cents = cell.trimmed.integer, abs(cents) <= Cents.ceiling else { return .unreadable }
            return .value(.money(Cents(cents)))
        case .money(let decimal, let thousands):
            return Cents(decimal: cell.trimmed, separator: decimal, thousands: thousands).map { .value(.money($0)) } ?? .unreadable
        case .date: return date(CalendarDate(iso: cell.trimmed), cell)
        case .yyyymmdd:
            let digits = cell.trimmed
            if digits.isZeros { return isOptional ? .value(.absent) : .missing }
            return CalendarDate(compact: digits).map { .value(.date($0)) } ?? .unreadable
        case .dutch: return date(CalendarDate(dutch: cell.trimmed), cell)
        case .local: return instant(Instant(iso: cell.trimmed, zoned: false), cell)
        case .instant: return instant(Instant(iso: cell.trimmed, zoned: true), cell)
        case .boolean(let yes, let no): return boolean(cell.trimmed, yes, no)
        case .code(let list):
            let code = cell.droppingTrailingBlanks
            if let index = list.index(of: code) { return .code(index) }
            return isOptional && code.isEmpty ? .value(.absent) : .unknownCode
        }
    }

    private func isSentinel(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = cell.trimmed
        return absent.contains { $0.elementsEqual(text) }
    }

    @inline(__always)
    private func text(_ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        if isOptional, cell.trimmed.isEmpty { return .value(.absent) }
        // Bytes that are no UTF-8 are refused: a replaced letter would be a changed name or kenmerk.
        guard let text = String(validating: cell, as: UTF8.self) else { return .unreadable }
        return .value(.text(text))
    }

    private func date(_ date: CalendarDate?, _ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        if let date { return .value(.date(date)) }
        return blank(cell)
    }

    private func instant(_ instant: Instant?, _ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        if let instant { return .value(.instant(instant)) }
        return blank(cell)
    }

    private func blank(_ cell: UnsafeBufferPointer<UInt8>) -> Cell {
        guard cell.trimmed.isEmpty else { return .unreadable }
        return isOptional ? .value(.absent) : .missing
    }

    private func boolean(_ cell: UnsafeBufferPointer<UInt8>, _ yes: [[UInt8]], _ no: [[UInt8]]) -> Cell {
        if yes.contains(where: { $0.elementsEqual(cell) }) { return .value(.boolean(true)) }
        if no.contains(where: { $0.elementsEqual(cell) }) { return .value(.boolean(false)) }
        return isOptional && cell.isEmpty ? .value(.absent) : .unreadable
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
