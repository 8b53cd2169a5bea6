package import Core

/// Proof that the policy was asked about a run over all citizens of a tenant and said yes. It lets the run list them, and makes the permit
/// for each question of the run.
///
/// Only `Policy` makes one, and nothing encodes one: it never travels between processes.
package struct BatchPermit: Sendable {
    package let caller: Caller
    package let tenant: String
    /// The command that runs, as the journal names it.
    package let command: String
    /// Processing activities (URIs), at least one.
    package let purposes: [String]
    /// Names of the tenant's sources that may be asked.
    package let sources: Set<String>

    init(caller: Caller, tenant: String, command: String, purposes: [String], sources: Set<String>) {
        self.caller = caller
        self.tenant = tenant
        self.command = command
        self.purposes = purposes
        self.sources = sources
    }

    /// Permission to ask about one citizen within the run.
    package func permit(about subject: BSN) -> Permit {
        Permit(
            basis: .batch, caller: caller, tenant: tenant, vendor: "blauwbrug", question: command, subject: subject, purposes: purposes,
            sources: sources)
    }
}
