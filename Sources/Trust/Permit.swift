package import Core

/// Proof that the policy was asked and said yes: who may ask what, about whom, for which purposes, of which sources.
///
/// Only `Policy` makes one, and nothing encodes one: it never travels between processes.
package struct Permit: Sendable {
    /// What the right to ask rests on.
    package enum Basis: String, Sendable {
        /// The municipality let this vendor ask on behalf of the citizen in front of it.
        case vendor
        /// The municipality's own operator.
        case `operator`
        /// A run over many citizens that the municipality ordered.
        case batch
    }

    package let basis: Basis
    package let caller: Caller
    package let tenant: String
    package let vendor: String
    package let question: String
    /// Whose debts may be asked.
    package let subject: BSN
    /// Who acts for that person; nil when citizens ask about themselves.
    package let acting: BSN?
    /// How sure the vendor is of who logged in; nil when nobody had to, as for an operator.
    package let assurance: StatedAssurance?
    /// Processing activities (URIs), at least one.
    package let purposes: [String]
    /// Names of the tenant's sources that may be asked.
    package let sources: Set<String>

    init(
        basis: Basis, caller: Caller, tenant: String, vendor: String, question: String, subject: BSN, acting: BSN? = nil,
        assurance: StatedAssurance? = nil, purposes: [String], sources: Set<String>
    ) {
        self.basis = basis
        self.caller = caller
        self.tenant = tenant
        self.vendor = vendor
        self.question = question
        self.subject = subject
        self.acting = acting
        self.assurance = assurance
        self.purposes = purposes
        self.sources = sources
    }
}
