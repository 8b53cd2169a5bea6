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
}
