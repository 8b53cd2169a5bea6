import Trust

/// Who is at the other end of a connection, as far as the connection itself shows it.
struct Peer: Sendable {
    /// The leaf certificate (DER) whose chain and key the TLS handshake verified; nil when none was shown.
    let certificate: [UInt8]?
    /// The same certificate, read: once per connection, because reading costs more than a request's framing.
    let client: ClientCertificate?
    /// The name of the listener.
    let listener: String
    /// The remote IP address, without the port.
    let address: String
    /// Whether the listener is bound to a loopback address.
    let isLoopback: Bool
    /// The number of the connection since start, to find what belongs together in a log.
    let connection: UInt64

    init(certificate: [UInt8]?, listener: String, address: String, isLoopback: Bool, connection: UInt64) {
        self.certificate = certificate
        client = certificate.map { ClientCertificate($0) }
        self.listener = listener
        self.address = address
        self.isLoopback = isLoopback
        self.connection = connection
    }
}
