import Backends
import Core
import Sealing

/// What can be said of a document that somebody shows: no more than this ever leaves.
enum CheckOutcome: String, Sendable {
    /// Issued here, and as it was issued.
    case known
    /// Not issued here, or nothing of it can be recognised.
    case unknown
    /// Issued here, and not as it is shown.
    case changed
}

/// Compares what is shown with the register of issued documents.
struct DocumentCheck: Sendable {
    /// What came of a file.
    struct Judgement: Sendable {
        let outcome: CheckOutcome
        /// What the register knows of it; nil when it does not.
        let issued: IssuedDocument?
        let verification: Verification
    }

    /// Numbers in a file that are looked up, at most.
    private static let mostNumbers = 4

    let register: IssuedRegister
    let trust: TrustAnchors

    func outcome(of number: DocumentNumber, _ code: CheckCode) async throws(RegisterFailure) -> CheckOutcome {
        guard let issued = try await register.find(number) else { return .unknown }
        return issued.contentHashes.contains(where: code.fits) ? .known : .changed
    }

    /// - Parameter bytes: a PDF, a JWS or a JSON; hostile for all we know.
    func judgement(of bytes: [UInt8], at moment: Instant) async throws(RegisterFailure) -> Judgement {
        let verification = Verification(of: bytes, trust: trust, at: moment)
        let hash = Digest(of: bytes)
        if let issued = try await register.find(fileHash: hash) {
            return Judgement(outcome: .known, issued: issued, verification: verification)
        }
        // The JSON by itself is what is attached, byte for byte.
        if let issued = try await register.find(contentHash: hash) {
            return Judgement(outcome: .known, issued: issued, verification: verification)
        }
        for content in verification.facts.contentHashes + DocumentCheck.contents(signed: bytes) {
            guard let issued = try await register.find(contentHash: content) else { continue }
            // A JWS is its content and our signature: anybody can sign the same content anew. Of everything else some part is not as it left.
            let isWhole =
                verification.facts.kind == .jws && verification.facts.contentHashes.contains(content) && verification.verdict != .changed
                && verification.facts.certificate == issued.sealer
            return Judgement(outcome: isWhole ? .known : .changed, issued: issued, verification: verification)
        }
        for number in DocumentCheck.numbers(in: bytes, first: verification.facts.number) {
            if let issued = try await register.find(number) {
                return Judgement(outcome: .changed, issued: issued, verification: verification)
            }
        }
        return Judgement(outcome: .unknown, issued: nil, verification: verification)
    }

    /// What a JWS in three parts signs (RFC 7515 §7.1), whether or not its signature is right.
    static func contents(signed bytes: [UInt8]) -> [Digest] {
        var text = bytes[...]
        while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let content = Base64.bytes(url: parts[1]) else { return [] }
        return [Digest(of: content)]
    }

    /// The document numbers that stand in a file as they are (in its metadata, in its JSON): one that was damaged too much to be read may still
    /// say which it was.
    static func numbers(in bytes: [UInt8], first: DocumentNumber?) -> [DocumentNumber] {
        var found: [DocumentNumber] = first.map { [$0] } ?? []
        bytes.withUnsafeBufferPointer { bytes in
            var at = 4
            let dash = UInt8(ascii: "-")
            while at + 15 <= bytes.count, found.count < mostNumbers {
                defer { at += 1 }
                guard bytes[at] == dash, bytes[at + 5] == dash, bytes[at + 10] == dash else { continue }
                let text = String(decoding: bytes[(at - 4)..<(at + 15)], as: UTF8.self)
                guard let number = DocumentNumber(text), number.description == text, !found.contains(number) else { continue }
                found.append(number)
            }
        }
        return found
    }
}
