/// What the gateway can tell an operator: names of our own, classes, numbers and durations. It has no field that could hold a datum of a request.
enum GatewayEvent: Sendable, Equatable {
    case listening(listener: String, port: Int)
    /// A connection closed at once because too many were open; of one address, or in total.
    case connectionRefused(listener: String, perAddress: Bool)
    case handshakeFailed(listener: String, connection: UInt64, because: HandshakeFailure)
    case timedOut(listener: String, connection: UInt64, in: Pace.Phase)
    /// A request that did not get as far as the handler.
    case refused(listener: String, connection: UInt64, because: Refusal)
    /// The client went away while its request was being answered; the task was cancelled.
    case abandoned(listener: String, connection: UInt64, milliseconds: Int)
    /// No file descriptors or memory for another connection; accepting rests for a moment.
    case acceptPaused(listener: String)
    /// `cut` connections had to be closed in the middle of something.
    case drained(cut: Int, milliseconds: Int)
}

/// Why a TLS handshake came to nothing.
enum HandshakeFailure: String, Sendable, Equatable {
    case version, suite, group
    case certificateMissing = "certificate_missing"
    case certificateRefused = "certificate_refused"
    /// Signed with SHA-1, or a key that is too short.
    case certificateWeak = "certificate_weak"
    case notTLS = "not_tls"
    case alert, ended, other

    /// From the library's own words for the error. They name its functions and reasons, never what a client sent.
    init(libraryText: String) {
        let words: [(String, HandshakeFailure)] = [
            ("UNSUPPORTED_PROTOCOL", .version), ("NO_SUPPORTED_VERSIONS_ENABLED", .version), ("INAPPROPRIATE_FALLBACK", .version),
            ("NO_SHARED_CIPHER", .suite), ("NO_COMMON_SIGNATURE_ALGORITHMS", .suite), ("NO_SHARED_GROUP", .group),
            ("PEER_DID_NOT_RETURN_A_CERTIFICATE", .certificateMissing), ("CERTIFICATE_VERIFY_FAILED", .certificateRefused),
            ("HTTP_REQUEST", .notTLS), ("WRONG_VERSION_NUMBER", .notTLS), ("HTTPS_PROXY_REQUEST", .notTLS),
            ("ALERT", .alert), ("EOF", .ended),
        ]
        self = words.first { libraryText.contains($0.0) }?.1 ?? .other
    }
}
