import Core
import NIOCore
import NIOSSL
import Synchronization
import Trust

/// The TLS side of one listener. Each new connection takes the context of that moment, so new certificates, new client CAs and new rules are
/// one swap and never touch a running connection.
///
/// A context is also renewed by age: it holds the keys of session tickets, and a resumed session does not verify the client's certificate
/// again. Renewal bounds how long an expired or revoked certificate can go on.
final class TLSContext: Sendable {
    private struct Held {
        var configuration: TLSConfiguration
        var context: NIOSSLContext
        var made: NIODeadline
    }

    private let listener: String
    private let clientCertificates: Listener.ClientCertificates
    private let rules: TLSRules
    private let renewal: TimeAmount
    private let held: Mutex<Held>

    init(_ listener: Listener, material: TLSMaterial, rules: TLSRules, renewal: TimeAmount) throws(GatewayFailure) {
        self.listener = listener.name
        clientCertificates = listener.clientCertificates
        self.rules = rules
        self.renewal = renewal
        held = Mutex(try TLSContext.held(listener.name, material, listener.clientCertificates, rules))
    }

    /// The context for a connection that begins now.
    func current(at now: NIODeadline) -> NIOSSLContext {
        held.withLock { held in
            if now - held.made > renewal, let context = try? NIOSSLContext(configuration: held.configuration) {
                held.context = context
                held.made = now
            }
            return held.context
        }
    }

    /// Takes new files, or throws and keeps the old.
    func replace(with material: TLSMaterial) throws(GatewayFailure) {
        let fresh = try TLSContext.held(listener, material, clientCertificates, rules)
        held.withLock { $0 = fresh }
    }

    private static func held(
        _ listener: String, _ material: TLSMaterial, _ clients: Listener.ClientCertificates, _ rules: TLSRules
    ) throws(GatewayFailure) -> Held {
        let configuration = try configuration(listener, material, clients, rules)
        guard let context = try? NIOSSLContext(configuration: configuration) else {
            throw GatewayFailure(listener: listener, reason: .keyMismatch)
        }
        return Held(configuration: configuration, context: context, made: .now())
    }

    private static func configuration(
        _ listener: String, _ material: TLSMaterial, _ clients: Listener.ClientCertificates, _ rules: TLSRules
    ) throws(GatewayFailure) -> TLSConfiguration {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(material.chain), !chain.isEmpty else {
            throw GatewayFailure(listener: listener, reason: .certificateUnreadable)
        }
        guard let key = try? NIOSSLPrivateKey(bytes: material.key.reveal(), format: .pem) else {
            throw GatewayFailure(listener: listener, reason: .keyUnreadable)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = rules.versions.contains(.tls12) ? .tlsv12 : .tlsv13
        configuration.maximumTLSVersion = .tlsv13
        if !rules.suites.isEmpty { configuration.cipherSuiteValues = rules.suites.map { NIOTLSCipher($0.rawValue) } }
        configuration.curves = rules.curves.map { NIOTLSCurve($0.rawValue) }
        let algorithms = rules.signatureAlgorithms.map { SignatureAlgorithm(rawValue: $0.rawValue) }
        configuration.signingSignatureAlgorithms = algorithms
        configuration.verifySignatureAlgorithms = algorithms
        configuration.renegotiationSupport = .none
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .seconds(1)
        configuration.trustRoots = .certificates([])
        switch clients {
        case .none: configuration.certificateVerification = .none
        case .optional: configuration.certificateVerification = .optionalVerification
        case .required: configuration.certificateVerification = .noHostnameVerification
        }
        if clients != .none {
            guard let pem = material.clientRoots, let roots = try? NIOSSLCertificate.fromPEMBytes(pem), !roots.isEmpty else {
                throw GatewayFailure(listener: listener, reason: .clientRootsUnreadable)
            }
            configuration.trustRoots = .certificates(roots)
            configuration.sendCANameList = true
        }
        return configuration
    }
}
