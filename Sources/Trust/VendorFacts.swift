package import Core

/// What the policy must know of a vendor to decide: how sure it can say it is, and how sure its contract wants it to be.
package struct VendorFacts: Sendable {
    package let name: String
    /// Whether one of its requests has a place for the level of the login.
    package let carriesAssurance: Bool
    /// The lowest level its contract allows, by question; what is not here is the tenant's to say.
    package let minimumAssurance: [String: Assurance]

    package init(name: String, carriesAssurance: Bool, minimumAssurance: [String: Assurance]) {
        self.name = name
        self.carriesAssurance = carriesAssurance
        self.minimumAssurance = minimumAssurance
    }
}
