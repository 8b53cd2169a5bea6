import Core

/// The kenmerken of one document: each stands for one event, and a reference must find the event it names, in its own case.
///
/// An open table over a plain hash of the bytes: the standard library's dictionary costs several times as much for the short texts of a
/// request, and what could collide on purpose comes from the municipality's own database.
struct Kenmerken {
    struct Found {
        let zaak: Int
        let kind: Int
        let isListed: Bool
    }

    private struct Entry {
        let hash: UInt64
        let kenmerk: String
        let found: Found
    }

    private var entries: [Entry] = []
    /// Index in `entries` plus one; zero for an empty place. At least half of it stays empty.
    private var places: [Int32]
    private var cases: Set<String> = []

    init(capacity: Int) {
        entries.reserveCapacity(capacity)
        var size = 16
        while size < capacity * 2 { size *= 2 }
        places = [Int32](repeating: 0, count: size)
    }

    /// False when there is such a case already.
    mutating func addCase(_ zaakkenmerk: String) -> Bool { cases.insert(zaakkenmerk).inserted }

    /// False when there is such an event already.
    mutating func add(_ kenmerk: String, _ found: Found) -> Bool {
        let hash = Kenmerken.hash(kenmerk)
        var at = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[at] != 0 {
            let entry = Int(places[at]) - 1
            if entries[entry].hash == hash, entries[entry].kenmerk == kenmerk { return false }
            at = (at + 1) & (places.count - 1)
        }
        entries.append(Entry(hash: hash, kenmerk: kenmerk, found: found))
        places[at] = Int32(entries.count)
        return true
    }

    private func find(_ kenmerk: String) -> Found? {
        let hash = Kenmerken.hash(kenmerk)
        var at = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[at] != 0 {
            let entry = Int(places[at]) - 1
            if entries[entry].hash == hash, entries[entry].kenmerk == kenmerk { return entries[entry].found }
            at = (at + 1) & (places.count - 1)
        }
        return nil
    }

    func checkReferences(_ events: [CaseEvent], _ edition: Edition, _ zaak: Int) throws(Violation) {
        for at in events.indices {
            let table = edition.kinds[events[at].kind]
            for number in table.references.indices {
                guard case .text(let kenmerk) = events[at].values[table.references[number].slot] else { continue }
                let kinds = table.references[number].kinds
                let rule: String
                if let found = find(kenmerk), found.zaak == zaak {
                    if !kinds.contains(found.kind) {
                        rule = "reference to \(kinds.map { edition.kinds[$0].name }.joined(separator: ", "))"
                    } else if found.isListed || table.fate != .listed {
                        continue
                    } else {
                        rule = "reference to an event this version shows"
                    }
                } else {
                    rule = "reference to an event of the same case"
                }
                throw Violation(
                    place: "\(table.name).\(table.references[number].name)", rule: rule, provenance: events[at].provenance)
            }
        }
    }

    /// Eight bytes at a time, each multiplied and folded.
    private static func hash(_ text: String) -> UInt64 {
        let span = text.utf8.span
        return span.withUnsafeBufferPointer { bytes in
            var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
            var at = 0
            let raw = UnsafeRawBufferPointer(bytes)
            while at &+ 8 <= bytes.count {
                hash = (hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
                hash ^= hash >> 32
                at &+= 8
            }
            while at < bytes.count {
                hash = (hash ^ UInt64(bytes[at])) &* 0xC4CE_B9FE_1A85_EC53
                at &+= 1
            }
            return hash ^ (hash >> 29)
        }
    }
}
