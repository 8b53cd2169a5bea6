import Core
import Sealing

/// Whether the certificates of a seal hold now: what `check --live` tells besides what it sees in the databases.
enum SealAge {
    /// Days before its end at which a certificate is spoken of.
    static let warning = 30

    static func tell(_ settings: Settings, root: Root, at now: Instant, into diagnostics: inout Diagnostics) {
        for tenant in settings.tenants {
            // What cannot be read is told by who reads it to seal.
            guard let seal = tenant.seal, let pem = File.read(root.path(seal.certificate.path)),
                let roots = File.read(root.path(seal.roots.path)).flatMap({ CertificateRoots(pem: $0) }),
                let certificate = try? SealCertificate(pem: pem, roots: roots)
            else { continue }
            for each in [certificate.leaf] + certificate.issuing + [certificate.root] {
                tell(each, at: each === certificate.root ? seal.roots.span : seal.certificate.span, now, &diagnostics)
            }
        }
    }

    private static func tell(_ certificate: Certificate, at span: Span, _ now: Instant, _ diagnostics: inout Diagnostics) {
        guard let validity = certificate.validity else { return }
        let name = certificate.subject(.commonName) ?? "the seal"
        let days = (validity.upperBound - now.epoch) / 86_400
        if now.epoch < validity.lowerBound {
            diagnostics.error(
                .sealAge, at: span, "the certificate of \(name) holds from \(day(validity.lowerBound)), not yet now",
                hint: "wait, or set this machine's clock right")
        } else if now.epoch > validity.upperBound {
            diagnostics.error(
                .sealAge, at: span, "the certificate of \(name) has ended on \(day(validity.upperBound))",
                hint: "without a new one nothing is sealed")
        } else if days < warning {
            diagnostics.warning(
                .sealAge, at: span, "the certificate of \(name) ends on \(day(validity.upperBound))",
                hint: "ask for a new one now: days left \(days)")
        }
    }

    /// `2026-03-01`: the day a moment falls on, in Amsterdam.
    private static func day(_ epoch: Int) -> String {
        let civil = Instant(epoch: epoch).civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(civil.year)-\(two(civil.month))-\(two(civil.day))"
    }
}
