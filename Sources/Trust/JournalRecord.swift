package import Core

/// What happened to one request, for who must account for it later: actor, action, object, result, origin and time (BIO 8.15.01).
///
/// There is no field that could hold a BSN, a name or an amount: the citizen is a `Pseudonym`, an answer is its digest.
package struct JournalRecord: Sendable {
    /// The two kinds of record a journal holds, and the one that says how the journal itself was mended.
    package enum Kind: String, Sendable, CaseIterable {
        /// Who asked what with which result; no datum of the citizen. For the security officer.
        case audit
        /// What was done with whose data, the citizen encrypted (Logboek Dataverwerkingen). Reserved; not written yet.
        case processing
        /// A torn tail was set aside at start.
        case recovered
    }

    /// The version of the format of every line.
    package static let version = 1

    package struct Actor: Sendable {
        /// Nil when nobody was proven.
        package let caller: Caller?
        /// SHA-256 of a certificate that was shown and not known.
        package let unknownCertificate: Digest?

        package init(_ caller: Caller) {
            self.caller = caller
            unknownCertificate = nil
        }

        /// Somebody whom the policy does not know.
        package init(unproven credentials: Credentials?) {
            caller = nil
            unknownCertificate = credentials?.certificate?.fingerprint
        }
    }

    package struct Action: Sendable {
        /// Nil when the path is nobody's.
        package let vendor: String?
        package let question: String?

        package init(vendor: String?, question: String?) {
            self.vendor = vendor
            self.question = question
        }
    }

    package struct Object: Sendable {
        package let tenant: String?
        /// Nil when no BSN was understood.
        package let subject: Pseudonym?
        /// Who acts for the subject (DigiD Machtigen); nil when citizens ask about themselves.
        package let acting: Pseudonym?
        /// Names of the sources the permit grants.
        package let sources: [String]

        package init(tenant: String? = nil, subject: Pseudonym? = nil, acting: Pseudonym? = nil, sources: [String] = []) {
            self.tenant = tenant
            self.subject = subject
            self.acting = acting
            self.sources = sources
        }
    }

    /// The mapping a question was answered under.
    package struct Mapping: Sendable {
        package let name: String
        package let hash: Digest

        package init(name: String, hash: Digest) {
            self.name = name
            self.hash = hash
        }
    }

    /// What one source did.
    package struct SourceResult: Sendable {
        package let source: String
        /// Nil when it gave its rows.
        package let failure: Failure.Class?
        /// Over all row sets.
        package let rows: Int

        package init(source: String, failure: Failure.Class?, rows: Int) {
            self.source = source
            self.failure = failure
            self.rows = rows
        }
    }

    package struct Result: Sendable {
        package enum Outcome: String, Sendable, CaseIterable {
            case answered
            /// The address was given of a document that is still being made; another record says what came of it.
            case promised
            /// A document was fetched at its address.
            case fetched
            /// Answered again: the caller asked the same before, under the same reference of its own.
            case repeated
            /// The caller may not, or the message is not as agreed.
            case refused
            /// We or a source failed.
            case faulted
            /// The client went away.
            case aborted
        }

        package let outcome: Outcome
        /// Why not; nil when answered.
        package let situation: Fault.Situation?
        /// The HTTP status of the reply; nil when none was sent.
        package let status: Int?
        package let sources: [SourceResult]
        /// Whether every source answered; nil when nothing was answered.
        package let complete: Bool?
        /// The reply's body under the pseudonym key, by which who holds the body and the key can prove that it is the one that left. Keyed,
        /// because a body holds a BSN and little else that cannot be guessed: its bare hash would give the BSN away.
        package let answer: Pseudonym?
        /// The certified document that left, or that the answer names the address of.
        package let document: DocumentNumber?

        package init(
            _ outcome: Outcome, situation: Fault.Situation? = nil, status: Int? = nil, sources: [SourceResult] = [], complete: Bool? = nil,
            answer: Pseudonym? = nil, document: DocumentNumber? = nil
        ) {
            self.outcome = outcome
            self.situation = situation
            self.status = status
            self.sources = sources
            self.complete = complete
            self.answer = answer
            self.document = document
        }
    }

    package struct Origin: Sendable {
        /// The name of the listener.
        package let listener: String
        /// The client's IP address.
        package let address: String

        package init(listener: String, address: String) {
            self.listener = listener
            self.address = address
        }
    }

    /// Milliseconds since 1 January 1970 00:00 UTC.
    package let time: Int
    /// Our own id of the request, as the reply and the log carry it.
    package let reference: String
    /// The W3C trace id, 32 lower-case hexadecimal digits; anything else is dropped.
    package let trace: String?
    /// The vendor's reference as `PseudonymKey.keeping(reference:)` gives it.
    package let vendorReference: String?
    package let actor: Actor
    package let action: Action
    package let object: Object
    /// The level of the login and who said it: of a permit the one it rests on, else what the message said.
    package let assurance: StatedAssurance?
    /// Processing activities (URIs).
    package let purposes: [String]
    package let mappings: [Mapping]
    package let result: Result
    package let origin: Origin
    /// The hash of the whole catalogue and settings the request was handled under.
    package let config: Digest

    package init(
        time: Int, reference: String, trace: String? = nil, vendorReference: String? = nil, actor: Actor, action: Action, object: Object,
        assurance: StatedAssurance? = nil, purposes: [String] = [], mappings: [Mapping] = [], result: Result, origin: Origin, config: Digest
    ) {
        self.time = time
        self.reference = reference
        self.trace = trace.flatMap { $0.utf8.count == 32 && $0.utf8.allSatisfy(\.isLowerHex) ? $0 : nil }
        self.vendorReference = vendorReference
        self.actor = actor
        self.action = action
        self.object = object
        self.assurance = assurance
        self.purposes = purposes
        self.mappings = mappings
        self.result = result
        self.origin = origin
        self.config = config
    }
}

extension UInt8 {
    /// `0-9a-f`.
    var isLowerHex: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
