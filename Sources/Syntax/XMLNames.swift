/// The names of one message, each made a `String` once in the life of a parser.
///
/// libxml2 keeps one pointer per distinct text of a name, so that two names are the same when their pointers are: a small hash table on
/// pointers finds the text that an earlier message already made.
struct XMLNames {
    private struct Slot {
        var local: UnsafePointer<UInt8>?
        var namespace: UnsafePointer<UInt8>?
        /// Index in `known`.
        var known: Int32 = 0
    }

    private struct Known {
        let name: Markup.Name
        /// The message that last used it, and its index there.
        var message = 0
        var index = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 256)
    private var known: [Known] = []
    private var names: [Markup.Name] = []
    private var message = 0

    mutating func begin() {
        message += 1
        names.reserveCapacity(32)
    }

    mutating func finish() -> [Markup.Name] {
        defer { names = [] }
        return names
    }

    /// The index of a name among the names of this message.
    mutating func index(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> Int {
        var at = XMLNames.hash(local, namespace) & (slots.count - 1)
        while let there = slots[at].local {
            if there == local, slots[at].namespace == namespace { return use(Int(slots[at].known)) }
            at = (at + 1) & (slots.count - 1)
        }
        let name = Markup.Name(namespace.map { String(cString: $0) } ?? "", String(cString: local))
        slots[at] = Slot(local: local, namespace: namespace, known: Int32(known.count))
        known.append(Known(name: name))
        if known.count * 2 > slots.count { grow() }
        return use(known.count - 1)
    }

    private mutating func use(_ which: Int) -> Int {
        if known[which].message != message {
            known[which].message = message
            known[which].index = names.count
            names.append(known[which].name)
        }
        return known[which].index
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for slot in old {
            guard let local = slot.local else { continue }
            var at = XMLNames.hash(local, slot.namespace) & (slots.count - 1)
            while slots[at].local != nil { at = (at + 1) & (slots.count - 1) }
            slots[at] = slot
        }
    }

    private static func hash(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> Int {
        let a = UInt(bitPattern: local) &* 0x9E37_79B9_7F4A_7C15
        let b = UInt(bitPattern: namespace) &* 0xC2B2_AE3D_27D4_EB4F
        return Int(bitPattern: (a ^ b) >> 17)
    }
}
