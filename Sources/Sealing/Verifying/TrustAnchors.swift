/// Whom whoever verifies believes: root certificates, which sign themselves.
package struct TrustAnchors: Sendable {
    /// Of who may seal documents.
    package let seals: CertificateRoots
    /// Of time stamp authorities.
    package let timeStamps: CertificateRoots

    package init(seals: CertificateRoots, timeStamps: CertificateRoots) {
        self.seals = seals
        self.timeStamps = timeStamps
    }

    /// The same for both: what a certificate may do stands in itself.
    package init(_ roots: CertificateRoots) { self.init(seals: roots, timeStamps: roots) }

    /// Nobody: everything is by someone unknown.
    package static let none = TrustAnchors(CertificateRoots([]))

    package func joined(with other: TrustAnchors) -> TrustAnchors {
        TrustAnchors(
            seals: CertificateRoots(seals.certificates + other.seals.certificates),
            timeStamps: CertificateRoots(timeStamps.certificates + other.timeStamps.certificates))
    }
}
