import Core
import Sealing
import Testing

import Glibc

/// Documents sealed by others than us, in `fixtures`; `make.py` there says how.
enum Sealed {
    /// When all of them are judged: an hour after they were sealed.
    static let now = Instant(epoch: 1_795_338_000)

    static let trust: TrustAnchors = {
        guard let roots = CertificateRoots(pem: file("roots.pem")), let clocks = CertificateRoots(pem: file("clocks.pem")) else {
            return .none
        }
        return TrustAnchors(seals: roots, timeStamps: clocks)
    }()

    static func file(_ name: String) -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        guard let file = fopen("/\(folder)/fixtures/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 17)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    static func verification(_ bytes: [UInt8], signature: [UInt8]? = nil, at moment: Instant = now) -> Verification {
        Verification(of: bytes, signature: signature, trust: trust, at: moment)
    }

    /// The finding that spoils a verification; nil when nothing does.
    static func flaw(_ verification: Verification) -> Verification.Finding? { verification.checks.first { $0.outcome == .fails }?.finding }

    /// Whether every byte is tried, as `make prove` does.
    static let isThorough = getenv("BLAUWBRUG_FLIPS").map { String(cString: $0) } == "all"
    static let masks: [UInt8] = isThorough ? [0x01, 0x20, 0xFF] : [0x01, 0x20]

    /// Every thirty-seventh byte, and those near what shapes a PDF.
    static func isTried(_ at: Int, in bytes: [UInt8]) -> Bool {
        if isThorough || at % 37 == 0 { return true }
        // The zeros behind the signature are all alike.
        if bytes[at] == 0x30, at > 0, bytes[at - 1] == 0x30 { return false }
        return bytes[at] == UInt8(ascii: "<") || bytes[at] == UInt8(ascii: ">") || bytes[at] == UInt8(ascii: "/")
            || bytes[at] == UInt8(ascii: "[") || bytes[at] == UInt8(ascii: ".")
    }

    /// What shapes a PDF, for files that are made at random.
    static let words = [
        "<<", ">>", "[", "]", "(", ")", "1 0 R", "/Length 99999999", "/Prev 0", "/Kids[1 0 R]", "stream\n", "endstream", "endobj",
        "9 0 obj",
        "startxref\n0\n%%EOF", "/ByteRange[0 1 2 3]", "<</V 1 0 R/FT/Sig>>", "/W[0 0 0]", "/Filter/FlateDecode", "/Size 999999999999",
    ]
}
