package import Core

/// Who is calling, proven. Only the policy makes one.
package struct Caller: Sendable, Equatable {
    /// By what a caller was recognised.
    package enum Proof: Sendable, Equatable {
        /// A client certificate: the OIN in its subject, and its SHA-256.
        case certificate(OIN, sha256: Digest)
        /// An API key: the first 16 hexadecimal digits of its stored hash, enough to find it and too little to use.
        case key(id: String)
        /// Nothing: the listener is a loopback one and the settings name a caller for it.
        case anonymous
        /// The municipality's own operator, at the machine itself: an account of its operating system, which could read the secrets.
        case account
    }

    /// As the settings name it.
    package let name: String
    package let proof: Proof

    /// The OIN that its certificate proves; nil when it is known by something else.
    var oin: String? {
        if case .certificate(let oin, _) = proof { oin.digits } else { nil }
    }

    init(name: String, proof: Proof) {
        self.name = name
        self.proof = proof
    }
}
