import Core

/// Texts seen so far, each with the number it came in with.
struct TextTable {
    private(set) var texts: [String] = []
    private var slots: [Int32]

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        texts.reserveCapacity(capacity)
    }

    /// The number of a text, and whether it is new.
    mutating func insert(_ text: String) -> (number: Int, isNew: Bool) {
        if texts.count * 2 >= slots.count { grow() }
        let mask = slots.count - 1
        var at = TextTable.hash(text) & mask
        while slots[at] >= 0 {
            let number = Int(slots[at])
            if texts[number] == text { return (number, false) }
            at = (at + 1) & mask
        }
        slots[at] = Int32(texts.count)
        texts.append(text)
        return (texts.count - 1, true)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, text) in texts.enumerated() {
            var at = TextTable.hash(text) & mask
            while slots[at] >= 0 { at = (at + 1) & mask }
            slots[at] = Int32(number)
        }
    }

    @inline(__always)
    static func hash(_ text: borrowing String) -> Int {
        let bytes = text.utf8.span
        return bytes.withUnsafeBufferPointer { ByteTable.hash($0) }
    }
}

/// The keys of the rows of one row set, to refuse a second row with the same key and to find a row by its key.
struct RowKeys {
    private let columns: [Int]
    /// Flat: the key of row n begins at n × columns.
    private var keys: [Value] = []
    private var slots: [Int32]

    init(columns: [Int], rows: Int) {
        self.columns = columns
        var size = 8
        while size < rows * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        keys.reserveCapacity(rows * columns.count)
    }

    /// Takes in the next row; false when an earlier one has the same key.
    mutating func insert(_ row: RowBuffer, number: Int) -> Bool {
        var at = start(row, columns)
        while slots[at] >= 0 {
            if isSame(Int(slots[at]), row, columns) { return false }
            at = (at + 1) & (slots.count - 1)
        }
        slots[at] = Int32(number)
        for column in columns { keys.append(row.values[column]) }
        return true
    }

    /// The number of the row whose key stands in these columns of another row.
    func find(_ row: RowBuffer, _ others: [Int]) -> Int? {
        var at = start(row, others)
        while slots[at] >= 0 {
            if isSame(Int(slots[at]), row, others) { return Int(slots[at]) }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    @inline(__always)
    private func start(_ row: RowBuffer, _ columns: [Int]) -> Int {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for column in columns {
            let part = UnsafePointer(row.values + column).held { RowKeys.number($0) }
            hash = (hash ^ UInt64(bitPattern: Int64(part))) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        return Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }

    @inline(__always)
    private static func number(_ held: borrowing HeldValue) -> Int {
        switch held.value {
        case .integer(let number): number
        case .text(let text): TextTable.hash(text)
        case .money(let cents): cents.amount
        case .date(let date): Int(date.year) * 512 + Int(date.month) * 32 + Int(date.day)
        case .instant(let instant): instant.epoch
        case .boolean(let value): value ? 1 : 2
        case .absent, .list, .record: 0
        }
    }

    @inline(__always)
    private func isSame(_ number: Int, _ row: RowBuffer, _ others: [Int]) -> Bool {
        let first = number * columns.count
        return keys.withUnsafeBufferPointer { keys in
            guard let base = keys.baseAddress else { return columns.isEmpty }
            for place in 0..<columns.count {
                let isSame = (base + first + place).held { key in
                    UnsafePointer(row.values + others[place]).held { key.equals($0) }
                }
                if !isSame { return false }
            }
            return true
        }
    }
}
