package import Core

/// What can be said about a document that somebody brings: whether it is as it was sealed, by whom, when, and what made it. Holds nothing of
/// what the document says about a citizen.
package struct Verification: Sendable, Equatable {
    /// The outcome in one word.
    package enum Verdict: String, Sendable, CaseIterable {
        /// Sealed by someone who is believed here, and unchanged since.
        case genuine
        /// The same, and the document itself says that a source did not answer.
        case incomplete = "genuine_incomplete"
        /// Unchanged since it was sealed, but by someone, or with the time of someone, whom nobody here knows.
        case unknownSealer = "sealer_unknown"
        /// The certificate was not valid at the moment of sealing, or nothing proves that it was.
        case expired
        /// The seal does not fit the file.
        case changed
        /// There is no seal, or none that proves anything.
        case notSealed = "not_sealed"
        /// Damaged, or sealed by something else than a Blauwbrug.
        case unreadable

        /// Verdicts that outdo others stand first: what is changed is changed, whoever sealed it.
        static let gravest: [Verdict] = [.changed, .notSealed, .unreadable, .expired, .unknownSealer, .incomplete, .genuine]

        /// Whether a reader may rely on it.
        package var holds: Bool { self == .genuine || self == .incomplete }
    }

    /// What is true of the document, as far as it could be read. Texts come from certificates and files: control characters are taken out.
    package struct Facts: Sendable, Equatable {
        package var kind: Kind?
        package var sealer: CertifiedName?
        /// SHA-256 of the certificate (DER) it was sealed with.
        package var certificate: Digest?
        /// The certificate believed here that the sealer's leads to; nil when none does.
        package var root: CertifiedName?
        /// When it was sealed: the time stamp's word, or else the sealer's own.
        package var moment: Instant?
        /// Who says so; nil when only the sealer does.
        package var timeStamper: CertifiedName?
        package var number: DocumentNumber?
        /// Of the standard.
        package var standardVersion: String?
        package var mappings: [DocumentFacts.Mapping] = []
        package var programVersion: String?
        package var isComplete: Bool?
        /// SHA-256 of each organisation's JSON; the QR code names the beginning of one.
        package var contentHashes: [Digest] = []
        /// SHA-256 of what was verified, as it came.
        package var fileHash: Digest?

        package init() {}
    }

    package enum Kind: String, Sendable {
        case pdf
        /// A JAdES signature with what it signs inside.
        case jws
        /// The JSON and its signature, two files.
        case json
    }

    package let verdict: Verdict
    /// In the order they were made. A check that could not be made because an earlier one failed is not here.
    package let checks: [Check]
    package let facts: Facts

    package init(verdict: Verdict, checks: [Check], facts: Facts) {
        self.verdict = verdict
        self.checks = checks
        self.facts = facts
    }

    /// - Parameters:
    ///   - bytes: a PDF, a JWS, or the JSON that `signature` signs. At most 20 MB; hostile for all we know.
    ///   - signature: the JWS of a JSON that stands apart; nil otherwise.
    ///   - moment: now. Certificates count as of the time stamp, or else of this moment.
    package init(of bytes: [UInt8], signature: [UInt8]? = nil, trust: TrustAnchors, at moment: Instant) {
        var judge = Judge(trust: trust, now: moment)
        judge.facts.fileHash = Digest(of: bytes)
        if bytes.count > PDFReading.ceiling || (signature?.count ?? 0) > PDFReading.ceiling {
            judge.fail(.file, .tooLarge)
        } else if let signature {
            judge.judge(json: bytes, signature)
        } else if bytes.starts(with: Array("%PDF".utf8)) {
            judge.judge(pdf: bytes)
        } else if let first = bytes.first(where: { !PDFScan.isSpace($0) }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            judge.facts.kind = .json
            judge.fail(.seal, .signatureMissing)
        } else if bytes.starts(with: Array("eyJ".utf8)) {
            judge.judge(jws: bytes)
        } else {
            judge.fail(.file, .notADocument)
        }
        self = judge.verification
    }
}
