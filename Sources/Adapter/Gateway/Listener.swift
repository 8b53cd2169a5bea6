/// One address the gateway listens on.
struct Listener: Sendable {
    /// What is served there.
    enum Purpose: Sendable, Equatable {
        /// Vendors' requests, always over TLS.
        case service
        /// `/livez` and `/readyz` for whoever keeps the process running; may be plain HTTP when bound to loopback.
        case admin
        /// Citizens, and whoever they show a document to: always over TLS, and never what vendors are served.
        case open
        /// Suppliers who try things on their own machine; may be plain HTTP when bound to loopback.
        case sandbox
    }

    /// Whether a client must show a certificate.
    enum ClientCertificates: String, Sendable, CaseIterable {
        case none, optional, required
    }

    /// The name in the settings (`service`, `bench`).
    let name: String
    /// A numeric IPv4 or IPv6 address, or a host name that is resolved once at start.
    let host: String
    /// 0 takes a free port; `Gateway.start` says which.
    let port: Int
    let purpose: Purpose
    /// Nil is plain HTTP: only for `admin` and `sandbox`, on loopback.
    let tls: TLSMaterial?
    let clientCertificates: ClientCertificates

    init(
        name: String, host: String, port: Int, purpose: Purpose = .service, tls: TLSMaterial? = nil,
        clientCertificates: ClientCertificates = .none
    ) {
        self.name = name
        self.host = host
        self.port = port
        self.purpose = purpose
        self.tls = tls
        self.clientCertificates = clientCertificates
    }

    /// Whether only this machine can reach it. A name such as `127.example` is no address.
    var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
    }
}

/// Where a listener came to stand.
struct BoundAddress: Sendable, Equatable {
    let listener: String
    let host: String
    let port: Int
}

/// Why the gateway cannot start, or why new certificates are not taken. Names and classes only.
struct GatewayFailure: Error, Sendable, Equatable {
    enum Reason: String, Sendable, Equatable {
        case certificateUnreadable = "certificate_unreadable"
        case keyUnreadable = "key_unreadable"
        /// The key is not the certificate's, or is of a kind TLS cannot use.
        case keyMismatch = "key_mismatch"
        /// Client certificates are asked for, but there is no CA to judge them by.
        case clientRootsUnreadable = "client_roots_unreadable"
        case tlsMissing = "tls_missing"
        case addressUnusable = "address_unusable"
        case addressInUse = "address_in_use"
        case addressNotPermitted = "address_not_permitted"
        case listenerUnknown = "listener_unknown"
    }

    let listener: String
    let reason: Reason
}

extension GatewayFailure: CustomStringConvertible {
    var description: String {
        let what =
            switch reason {
            case .certificateUnreadable: "its certificate cannot be read"
            case .keyUnreadable: "its key cannot be read"
            case .keyMismatch: "its key is not its certificate's, or of a kind TLS cannot use"
            case .clientRootsUnreadable: "the authority for client certificates cannot be read"
            case .tlsMissing: "it has no certificate"
            case .addressUnusable: "its address cannot be used"
            case .addressInUse: "its address is in use by another program"
            case .addressNotPermitted: "its address is not permitted to this user"
            case .listenerUnknown: "there is no such listener"
            }
        return "listener '\(listener)': \(what)"
    }
}
