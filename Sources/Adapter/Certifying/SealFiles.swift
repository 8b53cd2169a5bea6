import Core
import Sealing
import Syntax

/// The files a seal is made with, read and held against each other; needs no clock and no network. `check` tells what it can see, and `serve`
/// refuses what is not there in the same words.
struct SealFiles {
    let certificate: SealCertificate
    let roots: CertificateRoots
    let timeStampRoots: CertificateRoots?
    /// Nil when it is not on this machine.
    let key: (any LocalKey)?
    /// Why the module that holds the key did not answer when it was tried; it may do so later.
    let absence: SealFailure?

    /// - Parameters:
    ///   - secrets: nil on a machine that only checks.
    ///   - isServing: whether everything must be here; otherwise a file that is absent is the business of the machine that serves.
    static func read(
        _ settings: Settings.SealSettings, root: Root, secrets: Secrets?, isServing: Bool, into diagnostics: inout Diagnostics
    ) -> SealFiles? {
        let reading = Reading(root: root, secrets: secrets, isServing: isServing)
        let before = diagnostics.errorCount
        let pem = reading.bytes(settings.certificate, .sealCertificate, "certificate", &diagnostics)
        let roots = reading.roots(settings.roots, .sealCertificate, &diagnostics)
        let stamps = settings.timeStamp.flatMap { reading.roots($0.roots, .sealTimeStamp, &diagnostics) }
        guard let pem, let roots else { return nil }
        let certificate: SealCertificate
        do throws(SealFailure) {
            certificate = try SealCertificate(pem: pem, roots: roots)
        } catch {
            diagnostics.error(.sealCertificate, at: settings.certificate.span, error.words, hint: error.hint)
            return nil
        }
        if settings.level == .lasting {
            for each in [certificate.leaf] + certificate.issuing where each.revocationLists.isEmpty {
                diagnostics.error(
                    .sealRevocation, at: settings.levelSpan,
                    "the certificate of \(each.subject(.commonName) ?? "the seal") does not say where its revocation list is",
                    hint: "level: b-t, or a certificate with a CRL distribution point")
            }
        }
        let key = reading.key(settings.key, certificate, &diagnostics)
        guard diagnostics.errorCount == before, settings.timeStamp == nil || stamps != nil else { return nil }
        return SealFiles(certificate: certificate, roots: roots, timeStampRoots: stamps, key: key?.key, absence: key?.absence)
    }
}

/// Reads for `SealFiles`.
private struct Reading {
    let root: Root
    let secrets: Secrets?
    let isServing: Bool

    func bytes(_ place: Settings.SealSettings.Place, _ code: Code, _ what: String, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        if let bytes = File.read(root.path(place.path)) { return bytes }
        if isServing { diagnostics.error(code, at: place.span, "there is no readable file \(place.path)", hint: "the \(what) of the seal") }
        return nil
    }

    func roots(_ place: Settings.SealSettings.Place, _ code: Code, _ diagnostics: inout Diagnostics) -> CertificateRoots? {
        guard let pem = bytes(place, code, "authorities", &diagnostics) else { return nil }
        if let roots = CertificateRoots(pem: pem) { return roots }
        diagnostics.error(code, at: place.span, "there is no certificate of an authority in \(place.path)", hint: "a file in PEM")
        return nil
    }

    /// A key, and why it did not answer.
    typealias Tried = (key: any LocalKey, absence: SealFailure?)

    func key(_ key: Settings.SealSettings.Key, _ certificate: SealCertificate, _ diagnostics: inout Diagnostics) -> Tried? {
        switch key {
        case .pem(let place):
            guard let pem = bytes(place, .sealKey, "key", &diagnostics) else { return nil }
            guard let held = HeldKey(pem: pem, certificate.algorithm) else {
                let isEncrypted = HeldKey.isEncrypted(pem: pem)
                diagnostics.error(
                    .sealKey, at: place.span, isEncrypted ? "the key in \(place.path) is encrypted" : "there is no key in \(place.path)",
                    hint: isEncrypted ? "openssl pkcs12 -export makes a file that a secret opens: key: { pkcs12: …, secret: … }" : nil)
                return nil
            }
            return fitting(held, certificate, place.span, &diagnostics)
        case .pkcs12(let place, let name):
            guard let file = bytes(place, .sealKey, "key", &diagnostics), let secret = secret(name, &diagnostics) else { return nil }
            guard let held = HeldKey(pkcs12: file, password: secret, certificate.algorithm) else {
                diagnostics.error(
                    .sealKey, at: place.span, "the secret '\(name.path)' does not open \(place.path), or there is no key in it",
                    hint: "old files use ciphers that OpenSSL 3 leaves out: make it again with openssl pkcs12 -export")
                return nil
            }
            return fitting(held, certificate, place.span, &diagnostics)
        case .pkcs11(let address, let name, let module):
            // A module has one home: whoever checks elsewhere does not knock at it.
            guard isServing, let pin = secret(name, &diagnostics) else { return nil }
            guard File.isThere(root.path(module.path)) else {
                diagnostics.error(.sealKey, at: module.span, "there is no library \(module.path)")
                return nil
            }
            let held = HardwareKey(address.path, pin: pin, library: root.path(module.path), certificate.algorithm)
            return fitting(held, certificate, address.span, &diagnostics)
        }
    }

    private func secret(_ name: Settings.SealSettings.Place, _ diagnostics: inout Diagnostics) -> Secret? {
        guard let secrets else { return nil }
        if let secret = secrets.secret(name.path) { return secret }
        if isServing {
            diagnostics.error(
                .sealKey, at: name.span, "there is no secret '\(name.path)'", hint: "put it in a file '\(name.path)' in the secrets folder")
        }
        return nil
    }

    /// Tries the key: what it signs, the certificate must confirm.
    private func fitting(
        _ key: any LocalKey, _ certificate: SealCertificate, _ span: Span, _ diagnostics: inout Diagnostics
    ) -> Tried? {
        let message = Array("blauwbrug".utf8)
        do throws(SealFailure) {
            if certificate.key.verifies(try key.signatureNow(over: message), over: message) { return (key, nil) }
            diagnostics.error(.sealKey, at: span, "this is not the key of the seal certificate")
        } catch {
            // A module that does not answer now may do so when it is asked for a seal; every seal is held against its certificate.
            if error == .keyTimeout || key is HardwareKey && error == .keyUnavailable { return (key, error) }
            // A key of another kind than the certificate's cannot even sign as it asks.
            diagnostics.error(
                .sealKey, at: span,
                error == .keyUnreadable ? "the module does not take the PIN" : "this is not the key of the seal certificate")
        }
        return nil
    }
}

extension SealFailure {
    /// What is wrong with a certificate, for whoever configures it.
    fileprivate var words: String {
        switch self {
        case .certificatePurpose: "this certificate is not for sealing documents"
        case .keyUnsupported: "seals cannot be made with this kind of key"
        case .chainIncomplete: "no certificate in 'roots' stands for this one, or one between them is missing"
        default: "there is no certificate that can be read in this file"
        }
    }

    fileprivate var hint: String? {
        switch self {
        case .certificatePurpose:
            "its key usage must have nonRepudiation or digitalSignature, and it must be for documents, not for a server"
        case .keyUnsupported: "ECDSA on P-256 or P-384, or RSA of 2048 to 8192 bits"
        case .chainIncomplete: "the seal certificate first, then what issued it; the root in 'roots'"
        default: "a file in PEM, the seal certificate first"
        }
    }
}
