private import COpenSSL
package import Core

/// The certificate of a seal with the authorities between it and the root: one that may seal documents, whatever the time is.
package struct SealCertificate: Sendable {
    package let leaf: Certificate
    /// What lies between the leaf and the root, from below; without the root.
    package let issuing: [Certificate]
    package let root: Certificate
    package let key: PublicKey

    package var algorithm: SealAlgorithm { key.algorithm }

    /// Purposes (extended key usage, RFC 5280, 4.2.1.12) that are not sealing: servers, clients, code, time stamps, OCSP.
    private static let others = [1, 2, 3, 8, 9].map { DERIdentifier(1, 3, 6, 1, 5, 5, 7, 3, UInt64($0)) }

    /// - Parameters:
    ///   - pem: the leaf first, then what lies between it and the root.
    ///   - roots: what whoever checks believes.
    /// - Throws: `certificateUnreadable`, `certificatePurpose`, `keyUnsupported` or `chainIncomplete`. No clock is asked; see `check(at:)`.
    package init(pem: [UInt8], roots: CertificateRoots) throws(SealFailure) {
        guard let found = Certificate.all(inPEM: pem), let leaf = found.first, leaf.validity != nil else { throw .certificateUnreadable }
        guard SealCertificate.maySeal(leaf) else { throw .certificatePurpose }
        guard let key = PublicKey(leaf) else { throw .keyUnsupported }
        guard let chain = roots.chain(of: leaf, through: Array(found.dropFirst()), at: nil), let root = chain.last, chain.count > 1 else {
            throw .chainIncomplete
        }
        self.leaf = leaf
        self.key = key
        self.root = root
        issuing = Array(chain.dropFirst().dropLast())
    }

    /// Whether it says of itself that it is for sealing.
    static func maySeal(_ leaf: Certificate) -> Bool {
        let usage = X509_get_key_usage(leaf.x509)
        // All bits stand for no such extension: then nobody said that it may seal.
        guard !leaf.isAuthority, usage != UInt32.max, usage & UInt32(KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) != 0 else { return false }
        guard let value = leaf.value(ofExtension: NID_ext_key_usage) else { return true }
        guard let purposes = DERElement(value)?.elements()?.map(\.identifier) else { return false }
        return purposes.contains { purpose in purpose.map { !others.contains($0) } ?? false }
    }

    /// - Throws: `certificateExpired` or `certificateNotYetValid`, of the leaf or of one above it.
    package func check(at moment: Instant) throws(SealFailure) {
        for certificate in [leaf] + issuing + [root] {
            guard let validity = certificate.validity else { throw .certificateUnreadable }
            if moment.epoch < validity.lowerBound { throw .certificateNotYetValid }
            if moment.epoch > validity.upperBound { throw .certificateExpired }
        }
    }

    /// The last moment at which it can seal.
    package var lastMoment: Instant {
        Instant(epoch: ([leaf, root] + issuing).compactMap { $0.validity?.upperBound }.min() ?? 0)
    }

    /// Who seals, as the document says it: the organisation's name.
    package var name: String { leaf.subject(.organisation) ?? leaf.subject(.commonName) ?? "" }
}
