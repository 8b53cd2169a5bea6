/// Finds a text among fixed ones by its bytes: hashed once, compared once, no string made.
struct ByteTable: Sendable {
    private let keys: [[UInt8]]
    /// Places in `keys`, -1 for free; the size is a power of two, at most half full.
    private let slots: [Int32]

    /// The keys must differ.
    init(_ keys: [[UInt8]]) {
        self.keys = keys
        var size = 8
        while size < keys.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (place, key) in keys.enumerated() {
            var at = key.withUnsafeBufferPointer { ByteTable.hash($0) } & (size - 1)
            while slots[at] >= 0 { at = (at + 1) & (size - 1) }
            slots[at] = Int32(place)
        }
        self.slots = slots
    }

    func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        let mask = slots.count - 1
        var at = ByteTable.hash(text) & mask
        while slots[at] >= 0 {
            let place = Int(slots[at])
            let same = keys[place].withUnsafeBufferPointer { key in
                guard key.count == text.count else { return false }
                for at in 0..<key.count where key[at] != text[at] { return false }
                return true
            }
            if same { return place }
            at = (at + 1) & mask
        }
        return nil
    }

    /// FNV-1a with a last mix. Rows of one citizen cannot be many enough for a flood of collisions: the limits of the source stand before
    /// it.
    @inline(__always)
    static func hash(_ text: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> Int {
        var hash = seed
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7FFF_FFFF_FFFF_FFFF)
    }
}
