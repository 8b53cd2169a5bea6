package import Core
import Syntax

/// Who may ask what. Whatever it does not grant is refused.
package struct Policy: Sendable {
    private let tenants: [String: TenantFacts]
    private let vendors: [String: VendorFacts]
    private let entries: [String: CallerEntry]
    private let certificates: [OIN: CallerEntry]
    private let anonymous: [String: CallerEntry]
    private let keys: [(hash: Digest, entry: CallerEntry)]

    /// The policy that the `callers` section says; nil when it has a mistake. Without a section nobody may ask anything.
    ///
    /// - Parameters:
    ///   - tenants: every tenant of the settings.
    ///   - vendors: every vendor folder; what is said of none leaves the minimum to the tenant.
    ///   - questions: every question a vendor folder can ask.
    ///   - anonymousListeners: names of the loopback listeners that may be anonymous; nil leaves that unchecked.
    package static func compile(
        _ callers: Node?, tenants: [TenantFacts], vendors: [VendorFacts] = [], questions: [String] = ["schuldenoverzicht"],
        anonymousListeners: [String]? = nil, into diagnostics: inout Diagnostics
    ) -> Policy? {
        let before = diagnostics.errorCount
        var entries: [CallerEntry] = []
        var proofs: [CallerEntry.Proof: Span] = [:]
        let known = KnownWords(tenants: tenants, vendors: vendors, questions: questions, anonymousListeners: anonymousListeners)
        if let callers {
            for entry in callers.needEntries("'callers'", &diagnostics) ?? [] {
                guard let (compiled, span) = CallerEntry.compile(entry, known: known, into: &diagnostics) else { continue }
                if let first = proofs[compiled.proof] {
                    diagnostics.error(
                        .sharedProof, at: span, "another caller is already known by this",
                        others: [Diagnostic.Other(first, "the first is here")],
                        hint: "one proof is one caller; give it more tenants or vendors")
                } else {
                    proofs[compiled.proof] = span
                }
                entries.append(compiled)
            }
        }
        guard diagnostics.errorCount == before else { return nil }
        return Policy(tenants: tenants, vendors: vendors, entries: entries)
    }

    private init(tenants: [TenantFacts], vendors: [VendorFacts], entries: [CallerEntry]) {
        self.tenants = Dictionary(tenants.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.vendors = Dictionary(vendors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var names: [String: CallerEntry] = [:]
        var certificates: [OIN: CallerEntry] = [:]
        var anonymous: [String: CallerEntry] = [:]
        var keys: [(Digest, CallerEntry)] = []
        for entry in entries {
            names[entry.name] = entry
            switch entry.proof {
            case .certificate(let oin): certificates[oin] = entry
            case .key(let hash): keys.append((hash, entry))
            case .anonymous(let listener): anonymous[listener] = entry
            }
        }
        self.entries = names
        self.certificates = certificates
        self.anonymous = anonymous
        self.keys = keys
    }

    /// Who is calling.
    ///
    /// A certificate wins over a key: when one is shown the key is not looked at. What is shown and not known is refused, never taken for
    /// nothing shown.
    /// - Throws: `unauthenticated`.
    package func caller(_ credentials: Credentials) throws(Fault) -> Caller {
        if let certificate = credentials.certificate {
            guard let oin = certificate.oin, let entry = certificates[oin] else { throw Fault(.unauthenticated) }
            return Caller(name: entry.name, proof: .certificate(oin, sha256: certificate.fingerprint))
        }
        if let key = credentials.apiKey {
            let presented = Digest(of: key)
            var found: CallerEntry?
            // Every stored hash is compared, and each in constant time: how long it takes does not tell which one was near.
            for (hash, entry) in keys where hash.equalsInConstantTime(presented) { found = entry }
            guard let found else { throw Fault(.unauthenticated) }
            return Caller(name: found.name, proof: .key(id: Hex.text(presented.bytes, prefix: 8)))
        }
        guard credentials.isLoopback, let entry = anonymous[credentials.listener] else { throw Fault(.unauthenticated) }
        return Caller(name: entry.name, proof: .anonymous)
    }

    /// Which municipality is asked: the one that is named, else the caller's only one.
    ///
    /// - Parameter named: the name in the path or the message, or nil.
    /// - Throws: `receiverUnknown` when there is no such municipality or none can be chosen, `forbidden` when it is not this caller's.
    package func tenant(for caller: Caller, named: String?) throws(Fault) -> String {
        let entry = try entry(of: caller)
        if let named {
            guard tenants[named] != nil else { throw Fault(.receiverUnknown) }
            guard entry.tenants.contains(named) else { throw Fault(.forbidden) }
            return named
        }
        guard entry.tenants.count == 1, let only = entry.tenants.first else { throw Fault(.receiverUnknown) }
        return only
    }

    /// Permission to ask this one question about this one citizen.
    ///
    /// How sure the vendor is of the citizen must be at least what the tenant and the vendor's contract demand. What the message says
    /// counts; when it says nothing, what the caller's entry states.
    ///
    /// - Throws: `forbidden` when the caller may not use this tenant, vendor or question, when the level of the login is too low or
    ///   unknown, or when one citizen asks for another and the tenant does not allow that; `notOffered` when the tenant is not offered to the
    ///   vendor, or has no mapping and so no purpose; `senderMismatch` when the message names another sender than the caller.
    package func permit(
        _ inquiry: Inquiry, question: String, vendor: String, tenant: String, to caller: Caller
    ) throws(Fault) -> Permit {
        let entry = try entry(of: caller)
        guard let facts = tenants[tenant], entry.tenants.contains(tenant), entry.vendors.contains(vendor),
            entry.questions.contains(question)
        else { throw Fault(.forbidden) }
        guard facts.vendors.contains(vendor), !facts.activities.isEmpty else { throw Fault(.notOffered) }
        if let sender = entry.sender {
            guard agrees(inquiry.senderOrganisation, with: sender.organisation), agrees(inquiry.senderApplication, with: sender.application)
            else { throw Fault(.senderMismatch) }
        }
        let minimum = max(facts.minimumAssurance, vendors[vendor]?.minimumAssurance[question] ?? .basis)
        let assurance = try Policy.assurance(of: inquiry, entry, atLeast: minimum)
        if inquiry.acting != nil, !facts.allowsRepresentation {
            throw Fault(
                .forbidden,
                problems: [
                    Fault.Problem(
                        name: "vertegenwoordiging", code: "unsupported",
                        reason: "Vragen namens een ander is bij deze gemeente niet mogelijk.")
                ])
        }
        return Permit(
            basis: .vendor, caller: caller, tenant: tenant, vendor: vendor, question: question, subject: inquiry.bsn,
            acting: inquiry.acting, assurance: assurance, purposes: facts.activities, sources: Set(facts.sources))
    }

    /// Permission for the municipality's own operator, at the machine itself, to ask about one citizen.
    ///
    /// Who has an account that can read the secrets could ask the databases without us; the permit makes the question one with a purpose
    /// and a record.
    /// - Parameters:
    ///   - account: the account of the operating system that runs the command.
    ///   - command: the command that asks, such as `try`; the journal names it.
    /// - Throws: `receiverUnknown` when there is no such tenant, `notOffered` when it has no mapping and so no purpose.
    package func permit(account: String, command: String, about subject: BSN, tenant: String) throws(Fault) -> Permit {
        guard let facts = tenants[tenant] else { throw Fault(.receiverUnknown) }
        guard !facts.activities.isEmpty else { throw Fault(.notOffered) }
        return Permit(
            basis: .operator, caller: Caller(name: account, proof: .account), tenant: tenant, vendor: "blauwbrug", question: command,
            subject: subject, purposes: facts.activities, sources: Set(facts.sources))
    }

    /// Permission for a run over all citizens of a tenant that the municipality's own operator starts, at the machine itself.
    ///
    /// - Parameters:
    ///   - account: the account of the operating system that runs the command.
    ///   - command: the command that asks, such as `reconcile`; the journal names it.
    ///   - source: the one source that the run asks.
    /// - Throws: `receiverUnknown` when there is no such tenant, `notOffered` when it has no mapping and so no purpose, or no such source.
    package func batchPermit(account: String, command: String, tenant: String, source: String) throws(Fault) -> BatchPermit {
        guard let facts = tenants[tenant] else { throw Fault(.receiverUnknown) }
        guard !facts.activities.isEmpty, facts.sources.contains(source) else { throw Fault(.notOffered) }
        return BatchPermit(
            caller: Caller(name: account, proof: .account), tenant: tenant, command: command, purposes: facts.activities, sources: [source])
    }

    /// How sure the vendor is of the citizen, when that is enough.
    private static func assurance(
        of inquiry: Inquiry, _ entry: CallerEntry, atLeast minimum: Assurance
    ) throws(Fault) -> StatedAssurance {
        let stated =
            inquiry.assurance.map { StatedAssurance($0, by: .message) } ?? entry.assurance.map { StatedAssurance($0, by: .contract) }
        if let stated, stated.level >= minimum { return stated }
        let reason =
            switch stated?.origin {
            case .message: "De burger is op een te laag niveau aangemeld."
            case .contract: "Het bericht noemt geen niveau, en het niveau dat voor deze afzender is vastgelegd is te laag."
            case nil: "Het bericht noemt geen niveau, en voor deze afzender is er geen vastgelegd."
            }
        throw Fault(
            .forbidden,
            problems: [
                Fault.Problem(
                    name: "betrouwbaarheidsniveau", code: "assurance", reason: "\(reason) Ten minste DigiD \(minimum.title) is nodig.")
            ])
    }

    /// What a message says of its sender agrees with what the settings say when either says nothing.
    private func agrees(_ said: String?, with declared: String?) -> Bool {
        guard let said, let declared else { return true }
        return said == declared
    }

    /// A caller of another policy, such as one of before a reload, must still be known in this one and by the same proof.
    private func entry(of caller: Caller) throws(Fault) -> CallerEntry {
        guard let entry = entries[caller.name] else { throw Fault(.unauthenticated) }
        let same =
            switch (caller.proof, entry.proof) {
            case (.certificate(let oin, _), .certificate(let known)): oin == known
            case (.key(let id), .key(let hash)): id == Hex.text(hash.bytes, prefix: 8)
            case (.anonymous, .anonymous): true
            // An operator's account is never an entry of the settings.
            default: false
            }
        guard same else { throw Fault(.unauthenticated) }
        return entry
    }
}
