package import Core

/// What the policy must know of a municipality to decide: what there is to ask, what it is asked for, and through whom.
package struct TenantFacts: Sendable {
    package let name: String
    /// Names of its sources.
    package let sources: [String]
    /// The processing activities (URIs) its mappings declare; each once. Without one there is no purpose, and nothing is permitted.
    package let activities: [String]
    /// The vendors it is offered to.
    package let vendors: [String]
    /// The names by which messages and certificates know it, beside its own: an OIN, a municipality's code. Without one, a message may name
    /// any receiver.
    package let knownAs: [String]
    /// The lowest level of login it accepts for any question.
    package let minimumAssurance: Assurance
    /// Whether one citizen may ask for another (DigiD Machtigen).
    package let allowsRepresentation: Bool

    /// What a municipality demands that does not say: DigiD Midden.
    package static let usualMinimum = Assurance.midden

    package init(
        name: String, sources: [String], activities: [String], vendors: [String], knownAs: [String] = [],
        minimumAssurance: Assurance = usualMinimum, allowsRepresentation: Bool = false
    ) {
        self.name = name
        self.sources = sources
        self.activities = activities
        self.vendors = vendors
        self.minimumAssurance = minimumAssurance
        self.allowsRepresentation = allowsRepresentation
        self.knownAs = knownAs
    }
}
