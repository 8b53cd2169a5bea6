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
    package let subject: BSN
    /// Processing activities (URIs), at least one.
    package let purposes: [String]
    /// Names of the tenant's sources that may be asked.
    package let sources: Set<String>

    init(
        basis: Basis, caller: Caller, tenant: String, vendor: String, question: String, subject: BSN, purposes: [String],
        sources: Set<String>
    ) {
        self.basis = basis
        self.caller = caller
        self.tenant = tenant
        self.vendor = vendor
        self.question = question
        self.subject = subject
        self.purposes = purposes
        self.sources = sources
    }
}
