package import Core

/// A field of the standard, under its canonical name: the same in every version, whatever its wire key.
package struct Field: Sendable {
    /// Where its value comes from.
    package enum Origin: String, Sendable, CaseIterable {
        /// A mapping gives it.
        case mapped
        /// The citizen the inquiry is about.
        case subject
        /// The organisation whose document it stands in.
        case organisation
        /// The case it stands in.
        case `case`
        /// The moment of rendering.
        case now
        /// Computed from the events: totals, saldo, arrears.
        case computed
        /// Written in the standard's own file, or the name of the event's kind.
        case constant
    }

    /// How strongly the standard asks for it. Only what is certain (graded A or A') is `required`.
    package enum Need: String, Sendable, CaseIterable {
        /// An answer without it is a violation.
        case required
        /// `check` warns when a mapping cannot give it; an answer may lack it.
        case expected
        case optional
    }

    package let name: String
    /// Its place in the `values` of an event, case or document.
    package let slot: Int
    package let kind: ValueKind
    /// The form a text must have, by name (`oin`, `iban`, `kenmerk`, …); nil for any.
    package let format: Format?
    /// The words an enumeration allows; nil when it is none.
    package let words: [String]?
    /// The least amount, in cents; nil when any amount is possible.
    package let minimum: Int?
    package let origin: Origin
    /// What the program works with it for; nil for a field it only passes on.
    package let role: Role?
    /// In the version that asks most for it.
    package let need: Need
    /// The versions that have it.
    package let versions: [String]
    /// For a reference to another event: the kinds it may refer to; empty for other fields.
    package let refersTo: [String]
    /// What it is in the world, in a sentence.
    package let summary: String
    /// Where the standard's file declares it.
    package let span: Span
    /// What a citizen is told of each of its words; nothing for most fields.
    package internal(set) var told = WordTelling()

    package init(
        name: String, slot: Int, kind: ValueKind, format: Format?, words: [String]?, minimum: Int? = nil, origin: Origin, role: Role? = nil,
        need: Need, versions: [String], refersTo: [String], summary: String, span: Span
    ) {
        self.name = name
        self.slot = slot
        self.kind = kind
        self.format = format
        self.words = words
        self.minimum = minimum
        self.origin = origin
        self.role = role
        self.need = need
        self.versions = versions
        self.refersTo = refersTo
        self.summary = summary
        self.span = span
    }
}
