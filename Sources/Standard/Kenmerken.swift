import Core

/// The kenmerken of one document: each stands for one event, and a reference must find the event it names, in its own case.
struct Kenmerken {
    private struct Found {
        let zaak: Int32
        let kind: Int32
        let isListed: Bool
    }

    private var events: [String: Found] = [:]
    private var cases: Set<String> = []

    init(capacity: Int) { events.reserveCapacity(capacity) }

    /// False when there is such a case already.
    mutating func addCase(_ zaakkenmerk: String) -> Bool { cases.insert(zaakkenmerk).inserted }

    mutating func add(_ event: CaseEvent, _ table: KindTable, _ zaak: Int) throws(Violation) {
        guard case .text(let kenmerk) = event.values[table.kenmerkSlot] else { return }
        let found = Found(zaak: Int32(truncatingIfNeeded: zaak), kind: Int32(truncatingIfNeeded: event.kind), isListed: table.fate == .listed)
        if events.updateValue(found, forKey: kenmerk) != nil {
            throw Violation(place: table.name, rule: "duplicate kenmerk", provenance: event.provenance)
        }
    }

    func checkReferences(_ all: [CaseEvent], _ edition: Edition, _ zaak: Int) throws(Violation) {
        for event in all {
            let table = edition.kinds[event.kind]
            for reference in table.references {
                guard case .text(let kenmerk) = event.values[reference.slot] else { continue }
                let place = "\(table.name).\(reference.name)"
                guard let found = events[kenmerk], Int(found.zaak) == zaak else {
                    throw Violation(place: place, rule: "reference to an event of the same case", provenance: event.provenance)
                }
                guard reference.kinds.contains(Int(found.kind)) else {
                    let names = reference.kinds.map { edition.kinds[$0].name }.joined(separator: ", ")
                    throw Violation(place: place, rule: "reference to \(names)", provenance: event.provenance)
                }
                guard found.isListed || table.fate != .listed else {
                    throw Violation(place: place, rule: "reference to an event this version shows", provenance: event.provenance)
                }
            }
        }
    }
}
