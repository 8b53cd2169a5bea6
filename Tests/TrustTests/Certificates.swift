import Trust

/// Certificates with chosen OINs, made by writing other digits into one that exists: its signature is the handshake's business.
enum Certificates {
    static func credentials(oinEndingIn number: Int) throws -> Credentials {
        var der = try Files.certificate("oin")
        let digits = String(number)
        let oin = String(repeating: "0", count: 20 - digits.count) + digits
        let old = Array("00000001823288444000".utf8)
        for at in 0...(der.count - old.count) where Array(der[at..<at + old.count]) == old {
            der.replaceSubrange(at..<at + old.count, with: oin.utf8)
        }
        return Credentials(certificate: der, apiKey: nil, listener: "service", isLoopback: false)
    }
}
