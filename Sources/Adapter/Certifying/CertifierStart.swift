import Core
import Logging
import Sealing
import Standard

extension Certifier {
    /// What a tenant's settings come to on this machine, now; nil when the tenant seals nothing.
    ///
    /// - Throws: what is missing, wrong or over, for the operator.
    static func start(
        _ tenant: Settings.TenantSettings, style: HouseStyle, of catalogue: Catalogue, _ settings: Settings, root: Root, secrets: Secrets
    ) throws(StartFailure) -> Certifier? {
        guard let seal = tenant.seal else { return nil }
        // Who tries a municipality's settings in the sandbox does not have its seal.
        if catalogue.sandbox != nil, !File.isThere(root.path(seal.certificate.path)) { return nil }
        var diagnostics = Diagnostics()
        let files = SealFiles.read(seal, root: root, secrets: secrets, isServing: true, into: &diagnostics)
        guard let files, let key = files.key, !diagnostics.hasErrors else { throw StartFailure(diagnostics) }
        do throws(SealFailure) {
            try files.certificate.check(at: Clock.now)
        } catch {
            let when = error == .certificateExpired ? "has expired" : "is not valid yet"
            throw StartFailure(
                environment: "The seal certificate of '\(tenant.name)' (\(seal.certificate.path)), or one above it, \(when).")
        }
        let folder = root.path(settings.documents.fonts)
        guard let fonts = DocumentFonts.read(in: folder) else {
            throw StartFailure(
                environment:
                    "The fonts of documents are missing: there is no \(folder)/\(DocumentFonts.missing(in: folder) ?? "lato"). \(Code.sealFonts.fix)"
            )
        }
        var stamps: TimeStampClient?
        if let timeStamp = seal.timeStamp, let roots = files.timeStampRoots {
            stamps = TimeStampClient(timeStamp, roots: roots)
            if stamps == nil { throw StartFailure(environment: "This machine has no authorities to judge \(timeStamp.url.authority) by.") }
        }
        return Certifier(
            tenant: tenant.name, standard: catalogue.standard, style: style, fonts: fonts, certificate: files.certificate, key: key,
            stamps: stamps, whenDown: seal.timeStamp?.whenDown ?? .refuse,
            revocation: seal.level == .lasting ? RevocationLists() : nil, publicURL: settings.site?.url,
            trust: TrustAnchors(seals: files.roots, timeStamps: files.timeStampRoots ?? CertificateRoots([])),
            absence: files.absence)
    }

    /// This certifier with somebody to tell, who hears at once when the certificate ends soon or the key does not answer.
    func telling(_ logger: Logger) -> Certifier {
        var told = self
        told.logger = logger
        if let absence { told.note(.keyAbsent(tenant: tenant, absence)) }
        told.noteAge()
        return told
    }

    /// Tells when the certificate, or one above it, ends soon or has ended.
    func noteAge() {
        let days = (certificate.lastMoment.epoch - Clock.now.epoch) / 86_400
        if days < SealAge.warning { note(.expires(tenant: tenant, days: days)) }
    }
}
