package import Core
import Syntax

/// Who may ask what. Whatever it does not grant is refused.
package struct Policy: Sendable {
    private let tenants: [String: TenantFacts]
    private let vendors: [String: VendorFacts]
    /// Tenant by every name that a message may call it, as `Parties.key` writes names.
    private let known: [String: String]
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
        known = Dictionary(
            tenants.flatMap { facts in ([facts.name] + facts.knownAs).map { (Parties.key($0), facts.name) } },
            uniquingKeysWith: { first, _ in first })
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

    /// Which municipality is asked: the one that is named, in the path and by what the message or the certificate says when that is how this
    /// vendor names it; else the caller's only one.
    ///
    /// - Parameters:
    ///   - named: the name in the path, or nil.
    ///   - parties: whom the message names.
    /// - Throws: `receiverUnknown` when there is no such municipality, when none can be chosen, when path and message name two, or when the
    ///   message is for somebody else; `forbidden` when it is not this caller's.
    package func tenant(for caller: Caller, named: String?, parties: Parties = Parties()) throws(Fault) -> String {
        let entry = try entry(of: caller)
        var named = named
        if let part = parties.tenantPart {
            let said =
                switch part {
                case .organisation: parties.receiver.organisation
                case .administration: parties.receiver.administration
                case .application: parties.receiver.application
                case .certificate: caller.oin
                }
            if let said {
                guard let found = known[Parties.key(said)], named == nil || named == found else { throw Fault(.receiverUnknown) }
                named = found
            }
            // A vendor that always names it has forgotten it: nobody guesses.
            guard named != nil else { throw Fault(.receiverUnknown) }
        }
        let tenant: String
        if let named {
            guard tenants[named] != nil else { throw Fault(.receiverUnknown) }
            guard entry.tenants.contains(named) else {
                throw Fault(entry.sender?.agrees(with: parties.sender) == false ? .senderMismatch : .forbidden)
            }
            tenant = named
        } else {
            guard entry.tenants.count == 1, let only = entry.tenants.first else { throw Fault(.receiverUnknown) }
            tenant = only
        }
        try checkReceiver(parties, is: tenant)
        return tenant
    }

    /// A municipality that says in the settings by which names it is known is answered for under those names only. Some vendors put the
    /// municipality in the organisation, others in the administration with a region around it: either will do, neither may be another's.
    private func checkReceiver(_ parties: Parties, is tenant: String) throws(Fault) {
        let receiver = parties.receiver
        guard receiver.organisation != nil || receiver.administration != nil, tenants[tenant]?.knownAs.isEmpty == false else { return }
        switch parties.tenantPart {
        // The part that counts has been looked up.
        case .organisation, .administration, .application: return
        case nil, .certificate: break
        }
        var isNamed = receiver.organisation == nil
        for name in [receiver.organisation, receiver.administration] {
            guard let name, let found = known[Parties.key(name)] else { continue }
            guard found == tenant else { throw Fault(.receiverUnknown) }
            isNamed = true
        }
        guard isNamed else { throw Fault(.receiverUnknown) }
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
        let facts = try check(inquiry.parties, question: question, vendor: vendor, tenant: tenant, to: caller)
        let minimum = max(facts.minimumAssurance, vendors[vendor]?.minimumAssurance[question] ?? .basis)
        let assurance = try Policy.assurance(of: inquiry, try entry(of: caller), atLeast: minimum)
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

    /// What is asked of a permit before it is known about whom: no permit, only its refusal.
    ///
    /// - Throws: as `permit`.
    @discardableResult
    package func check(
        _ parties: Parties, question: String, vendor: String, tenant: String, to caller: Caller
    ) throws(Fault) -> TenantFacts {
        let entry = try entry(of: caller)
        // Who is speaking comes before what may be said (StUF013 before StUF040 and StUF052).
        if let sender = entry.sender, !sender.agrees(with: parties.sender) { throw Fault(.senderMismatch) }
        guard let facts = tenants[tenant], entry.tenants.contains(tenant), entry.vendors.contains(vendor),
            entry.questions.contains(question)
        else { throw Fault(.forbidden) }
        guard facts.vendors.contains(vendor), !facts.activities.isEmpty else { throw Fault(.notOffered) }
        return facts
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
