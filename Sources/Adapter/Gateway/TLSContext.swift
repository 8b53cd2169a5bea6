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
    struct Held {
        fileprivate let material: TLSMaterial
        fileprivate let clientCertificates: Listener.ClientCertificates
        fileprivate var configuration: TLSConfiguration
        fileprivate var context: NIOSSLContext
        fileprivate var made: NIODeadline
    }

    private let listener: String
    private let rules: TLSRules
    private let renewal: TimeAmount
    private let held: Mutex<Held>

    init(_ listener: Listener, material: TLSMaterial, rules: TLSRules, renewal: TimeAmount) throws(GatewayFailure) {
        self.listener = listener.name
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

    /// What these certificates come to; nil when they are those that are held: a new context would cost every client its session ticket.
    ///
    /// - Throws: when they cannot be used.
    func prepare(_ fresh: Listener) throws(GatewayFailure) -> Held? {
        guard let material = fresh.tls else { throw GatewayFailure(listener: listener, reason: .tlsMissing) }
        let isSame = held.withLock { $0.material == material && $0.clientCertificates == fresh.clientCertificates }
        return isSame ? nil : try TLSContext.held(listener, material, fresh.clientCertificates, rules)
    }

    /// From now on what was prepared holds.
    func take(_ fresh: Held) { held.withLock { $0 = fresh } }

    private static func held(
        _ listener: String, _ material: TLSMaterial, _ clients: Listener.ClientCertificates, _ rules: TLSRules
    ) throws(GatewayFailure) -> Held {
        let configuration = try configuration(listener, material, clients, rules)
        guard let context = try? NIOSSLContext(configuration: configuration) else {
            throw GatewayFailure(listener: listener, reason: .keyMismatch)
        }
        return Held(
            material: material, clientCertificates: clients, configuration: configuration, context: context, made: .now())
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
