import Core
import Testing
import Trust

/// The certificates were made with `openssl req -new -x509 -subj "/C=NL/CN=a.example/serialNumber=…"`; their dates play no part here.
@Suite("The OIN is the one serialNumber of the certificate's subject")
struct ClientCertificateTests {
    private let oin = OIN("00000001823288444000")

    @Test("is read whatever its string type and place", arguments: ["oin", "oin-utf8", "oin-multivalued"])
    func good(name: String) throws {
        #expect(ClientCertificate(try Files.certificate(name)).oin == oin)
    }

    @Test(
        "is not guessed",
        arguments: ["none", "digits-19", "digits-21", "letters", "space", "two", "two-alike", "dn-qualifier"])
    func bad(name: String) throws {
        #expect(ClientCertificate(try Files.certificate(name)).oin == nil)
    }

    @Test("every truncation, and anything behind the certificate, names nobody")
    func damaged() throws {
        let der = try Files.certificate("oin")
        for count in 0..<der.count { #expect(ClientCertificate(Array(der[..<count])).oin == nil, "\(count) bytes") }
        #expect(ClientCertificate(der + [0]).oin == nil)
    }

    @Test("no single changed byte makes another organisation, but in the digits themselves")
    func changed() throws {
        let der = try Files.certificate("oin")
        let digits = Array("00000001823288444000".utf8)
        // The issuer's name, which stands before the subject's, has the same digits.
        let place = try #require((0...(der.count - 20)).last { Array(der[$0..<$0 + 20]) == digits })
        for at in der.indices where !(place..<place + 20).contains(at) {
            for bit in 0..<8 {
                var changed = der
                changed[at] ^= UInt8(1) << bit
                let read = ClientCertificate(changed).oin
                #expect(read == nil || read == oin, "byte \(at), bit \(bit)")
            }
        }
    }

    @Test("the fingerprint is the SHA-256 of the DER bytes, as openssl prints it")
    func fingerprint() throws {
        #expect(
            ClientCertificate(try Files.certificate("oin")).fingerprint.hex
                == "b23fbfb44b3cd31cad52ff4b22d15f011ea2aac95de51abcbc56e93bbcc280bc")
    }
}
