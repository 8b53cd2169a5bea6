/// What a connection and its request show of who is calling. Nothing in it is believed before the policy has looked at it.
package struct Credentials: Sendable {
    /// The leaf certificate (DER) of which the TLS handshake verified the chain and the possession of its key; nil when none was shown.
    package let certificate: ClientCertificate?
    /// The API key as it was sent; nil when none was sent.
    package let apiKey: String?
    /// The name of the listener the request came in through.
    package let listener: String
    /// Whether that listener is bound to a loopback address.
    package let isLoopback: Bool

    package init(certificate: ClientCertificate?, apiKey: String?, listener: String, isLoopback: Bool) {
        self.certificate = certificate
        self.apiKey = apiKey
        self.listener = listener
        self.isLoopback = isLoopback
    }

    /// - Parameter certificate: the leaf, DER.
    package init(certificate: [UInt8]?, apiKey: String?, listener: String, isLoopback: Bool) {
        self.init(certificate: certificate.map { ClientCertificate($0) }, apiKey: apiKey, listener: listener, isLoopback: isLoopback)
    }
}

/// An API key is a secret.
extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<credentials>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
