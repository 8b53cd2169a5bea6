package import Core

/// A kind of event of the standard, such as BetalingVerwerkt: the union of what all versions say of it.
package struct EventKind: Sendable {
    /// What an event of this kind does to a debt.
    package enum Effect: String, Sendable, CaseIterable {
        /// Raises what is owed.
        case raises
        /// Lowers what is owed.
        case settles
        /// Asks for payment of what is owed; no total changes.
        case demands
        /// Takes back an earlier demand; no total changes.
        case withdraws
        /// Raises or lowers by its own sign (a correction).
        case adjusts
        case none
    }

    package let name: String
    /// Its place in `Standard.kinds`.
    package let index: Int
    package let effect: Effect
    package let fields: [Field]
    /// The slot of `gebeurtenis_kenmerk`.
    package let kenmerkSlot: Int
    /// The slot of `datumtijd_gebeurtenis`.
    package let momentSlot: Int
    /// The fields that stand in for `datumtijd_gebeurtenis` when a mapping does not give it, first present first.
    package let momentFallbacks: [Int]
    /// The slot of `bedrag`; nil for a kind without an amount.
    package let amountSlot: Int?
    /// The versions that have this kind.
    package let versions: [String]
    /// What it is, in Dutch and in the middle of a sentence.
    package let inWords: String
    package let summary: String
    package let span: Span
    /// `inWords` in English; nil when nobody wrote it.
    package internal(set) var inEnglish: String?
    /// What a citizen is told of such an event.
    package internal(set) var sentences = Sentences()
    package internal(set) var englishSentences = Sentences()

    package init(
        name: String, index: Int, effect: Effect, fields: [Field], kenmerkSlot: Int, momentSlot: Int, momentFallbacks: [Int],
        amountSlot: Int?, versions: [String], inWords: String, summary: String, span: Span
    ) {
        self.name = name
        self.index = index
        self.effect = effect
        self.fields = fields
        self.kenmerkSlot = kenmerkSlot
        self.momentSlot = momentSlot
        self.momentFallbacks = momentFallbacks
        self.amountSlot = amountSlot
        self.versions = versions
        self.inWords = inWords
        self.summary = summary
        self.span = span
    }

    package func field(named name: String) -> Field? { fields.first { $0.name == name } }

    /// The slot of the field with a role; nil when this kind has none.
    package func slot(of role: Role) -> Int? { fields.first { $0.role == role }?.slot }
}
