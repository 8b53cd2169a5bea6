import Core

/// What a listener proves itself with and judges clients by, as it was read from files (PEM).
struct TLSMaterial: Sendable, Equatable {
    /// The leaf first, then what lies between it and the root.
    let chain: [UInt8]
    /// Not encrypted.
    let key: Secret
    /// The CAs that client certificates may come from; nil when clients show none.
    let clientRoots: [UInt8]?

    init(chain: [UInt8], key: Secret, clientRoots: [UInt8]? = nil) {
        self.chain = chain
        self.key = key
        self.clientRoots = clientRoots
    }
}
