import Core

/// What a version does with the events of one kind.
final class KindTable: Sendable {
    /// What becomes of an event of this kind.
    enum Fate: Sendable {
        /// It is written.
        case listed
        /// The version lacks it: counted, and named in the completeness statement.
        case settled
        /// The version lacks it: an error.
        case refused
    }

    let name: String
    let fate: Fate
    let effect: EventKind.Effect
    let rank: Int
    /// How many values an event of this kind has.
    let width: Int
    let kenmerkSlot: Int
    let momentSlot: Int
    let fallbacks: [Int]
    let amountSlot: Int?
    let dueSlot: Int?
    let paymentReferenceSlot: Int?
    let withdrawnSlot: Int?
    let fills: [Fill]
    let checks: Checks
    /// Slots that refer to another event of the case, and the kinds that may be.
    let references: [(slot: Int, name: String, kinds: [Int])]
    /// What the citizen is told when the event is counted and not shown.
    let note: String

    /// - Parameters:
    ///   - definition: of this version, or of another that has the kind when this one lacks it: what is counted is checked all the same.
    ///   - rule: what the version says of a kind it lacks; nil when it has it.
    init(_ kind: EventKind, _ definition: KindDefinition, rule: MissingRule?, version: String, kinds: [EventKind]) {
        name = kind.name
        fate =
            switch rule {
            case nil: .listed
            case .settle: .settled
            case .refuse: .refused
            }
        effect = definition.effect
        rank = definition.rank
        width = kind.fields.count
        kenmerkSlot = kind.kenmerkSlot
        momentSlot = kind.momentSlot
        fallbacks = kind.momentFallbacks
        amountSlot = kind.amountSlot
        dueSlot = kind.slot(of: .due)
        paymentReferenceSlot = kind.slot(of: .paymentReference)
        withdrawnSlot = kind.slot(of: .withdrawn)
        let slot = { (name: String) in kind.field(named: name)?.slot ?? 0 }
        fills = definition.fields.compactMap { Fill($0, slot: slot($0.name), kindName: kind.name) }
        // What the program itself fills has been proved by its type: only what a mapping gave is looked at again.
        checks = Checks(definition.fields.filter { $0.origin == .mapped }) { slot($0.name) }
        references = definition.fields.filter { !$0.refersTo.isEmpty && $0.origin == .mapped }.map { field in
            let names = field.refersTo.compactMap(\.text)
            return (slot(field.name), field.name, kinds.filter { names.contains($0.name) }.map(\.index))
        }
        note =
            "In het saldo is meegerekend: \(definition.inWords). Versie \(version) van de standaard kan deze gebeurtenis niet zelf tonen."
    }
}
