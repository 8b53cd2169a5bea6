import Core
import Logging
import Sealing
import Standard
import Synchronization

/// Makes and seals the documents of one tenant.
struct Certifier: Sendable {
    /// A document that may leave: sealed, registered.
    struct Certified: Sendable {
        let number: DocumentNumber
        /// The PDF.
        let bytes: [UInt8]
        /// SHA-256 of the attached JSON, as the QR code names its beginning.
        let contentHash: Digest
        /// SHA-256 of every attached JSON, the first first.
        let contentHashes: [Digest]
        /// SHA-256 of the whole file.
        let fileHash: Digest
        let isComplete: Bool
        /// Whether a time stamp authority says when (B-T), or only we (B-B).
        let isTimeStamped: Bool
        /// Whether it holds what is needed to verify it long after (B-LT).
        let isLasting: Bool
        /// SHA-256 of the certificate it was sealed with.
        let sealer: Digest
    }

    let tenant: String
    let standard: Standard
    let style: HouseStyle
    let fonts: FontSet
    let certificate: SealCertificate
    let key: any SealKey
    /// Nil for level B-B.
    let stamps: TimeStampClient?
    let whenDown: Settings.SealSettings.WhenDown
    /// Not nil for level B-LT.
    let revocation: RevocationLists?
    /// Where the public pages are, without a slash at the end; nil when there are none.
    let publicURL: String?
    /// Whom a check of this tenant's documents believes.
    var trust = TrustAnchors.none
    /// Why the key's module did not answer when it was tried at the start; nil when it did.
    var absence: SealFailure?
    /// The largest token there was, with some room: how much is kept free for the next one.
    let tokenRoom = TokenRoom()
    var logger: Logger?

    /// Bytes kept for a token: what the authority's tokens were until now.
    final class TokenRoom: Sendable {
        private static let first = 6_144
        private let bytes = Atomic(0)

        var count: Int {
            let known = bytes.load(ordering: .relaxed)
            return known == 0 ? TokenRoom.first : known
        }

        /// Tokens of one authority differ by a few bytes: numbers and times.
        func note(_ token: Int) {
            let wanted = token + 128
            if wanted > bytes.load(ordering: .relaxed) { bytes.store(wanted, ordering: .relaxed) }
        }
    }

    /// - Parameter rendition: written as JSON (`Rendition.Form.json`).
    /// - Throws: nothing is ever returned unsealed.
    func certified(
        _ rendition: Rendition, about subject: BSN, acting: BSN?, in language: Language, mappings: [DocumentFacts.Mapping]
    ) async throws(SealFailure) -> Certified {
        do throws(SealFailure) {
            return try await sealed(rendition, about: subject, acting: acting, in: language, mappings: mappings)
        } catch {
            note(.failed(tenant: tenant, error))
            throw error
        }
    }

    private func sealed(
        _ rendition: Rendition, about subject: BSN, acting: BSN?, in language: Language, mappings: [DocumentFacts.Mapping]
    ) async throws(SealFailure) -> Certified {
        let now = Clock.now
        try certificate.check(at: now)
        guard let first = rendition.documents.first, rendition.documents.allSatisfy({ !$0.bytes.isEmpty }) else {
            throw .documentUnwritable
        }
        let number = DocumentNumber(random: Chance.bytes(10))
        let about = JWSSeal.About(
            number: number, isComplete: rendition.completeness.isComplete, version: rendition.version, mappings: mappings,
            program: Version.current)
        let contentHash = Digest(of: first.bytes)
        let facts = DocumentFacts(
            number: number, language: language, moment: rendition.moment, subject: subject, acting: acting, mappings: mappings,
            version: Version.current, verification: publicURL.map { "\($0)/controle" })
        let attachments = try await attachments(rendition, about, at: now)
        let text: DocumentText
        do throws(DocumentFailure) {
            text = try DocumentText(rendition, standard, facts, style, codePayload: code(number, contentHash))
        } catch {
            throw .documentUnwritable
        }
        let (bytes, isTimeStamped) = try await document(text, number, attachments, at: now)
        return Certified(
            number: number, bytes: bytes, contentHash: contentHash, contentHashes: rendition.documents.map { Digest(of: $0.bytes) },
            fileHash: Digest(of: bytes), isComplete: rendition.completeness.isComplete, isTimeStamped: isTimeStamped,
            isLasting: revocation != nil && isTimeStamped, sealer: Digest(of: certificate.leaf.der))
    }

    /// What the QR code says; nothing personal.
    private func code(_ number: DocumentNumber, _ hash: Digest) -> String {
        let prefix = Hex.text(hash.bytes, prefix: 8)
        return publicURL.map { "\($0)/controle?n=\(number)&h=\(prefix)" } ?? "documentnummer \(number) \(prefix)"
    }

    /// The data for machines: as the standard writes them, and the same under a seal of their own.
    private func attachments(
        _ rendition: Rendition, _ about: JWSSeal.About, at now: Instant
    ) async throws(SealFailure) -> [Attachment] {
        var attachments: [Attachment] = []
        for document in rendition.documents {
            let name = rendition.documents.count == 1 ? "schuldenoverzicht" : "schuldenoverzicht-\(document.organisation)"
            let seal = JWSSeal(document.bytes, at: now, about: about, certificate)
            let compact = try seal.compact(signature: try await key.signature(over: seal.signingInput))
            attachments.append(
                Attachment(
                    name: "\(name).json", mediaType: "application/json", summary: "Het overzicht als gegevens (FCID \(rendition.version))",
                    relation: .alternative, bytes: document.bytes, modified: rendition.moment))
            attachments.append(
                Attachment(
                    name: "\(name).jws", mediaType: "application/jose", summary: "Dezelfde gegevens, verzegeld (JAdES)",
                    relation: .supplement, bytes: compact, modified: rendition.moment))
        }
        return attachments
    }

    /// The file with its seal, and whether an authority's time is in it.
    private func document(
        _ text: DocumentText, _ number: DocumentNumber, _ attachments: [Attachment], at now: Instant
    ) async throws(SealFailure) -> ([UInt8], Bool) {
        let typesetter = Typesetter(fonts, style)
        var kept = stamps == nil ? 0 : tokenRoom.count
        while true {
            let place = SealPlace(
                name: certificate.name, moment: now, certifies: revocation == nil,
                room: PDFSeal.room(for: certificate, timeStamp: kept))
            let unsealed: UnsealedDocument
            do throws(DocumentFailure) {
                unsealed = try typesetter.document(text, number: number, attachments: attachments, seal: place)
            } catch {
                throw .documentUnwritable
            }
            let seal = PDFSeal(unsealed, certificate)
            let signature = try await key.signature(over: seal.signedAttributes)
            let stamp = try await timeStamp(about: signature)
            if let stamp, stamp.token.count > kept {
                // The authority's tokens have grown: the page is set once more, with the room they need. Each stamp is over one signature.
                tokenRoom.note(stamp.token.count)
                guard kept < TimeStampClient.limit else { throw .tooLarge }
                kept = max(tokenRoom.count, stamp.token.count + 128)
                continue
            }
            if let stamp { tokenRoom.note(stamp.token.count) }
            let bytes = try seal.sealed(signature: signature, timeStamp: stamp?.token)
            // What leaves is what was sealed.
            guard seal.holds(bytes) else { throw .documentUnwritable }
            // Proof of what held then is worth nothing without proof of when.
            guard let revocation, let stamp else { return (bytes, stamp != nil) }
            return (try await revocation.lasting(bytes, certificate, stamp), true)
        }
    }

    /// Nil when no authority's time is asked for, or it may be missed.
    private func timeStamp(about signature: [UInt8]) async throws(SealFailure) -> TimeStamp? {
        guard let stamps else { return nil }
        do throws(SealFailure) {
            return try await stamps.timeStamp(about: signature)
        } catch {
            // Also one that lies: its words are not taken, and the authority counts as one that did not answer.
            if whenDown == .refuse { throw error }
            note(.withoutTimeStamp(tenant: tenant, error))
            return nil
        }
    }

    /// Tells an operator, when somebody listens.
    func note(_ event: SealEvent) {
        if let logger { Event.seal(event).log(to: logger) }
    }
}
