import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// The seal of the data: JAdES baseline B-B in the compact form.
@Suite struct JWSSealTests {
    private let bench = SealBench.shared

    private static func decoded(_ part: Substring) throws -> Data {
        let text = part.replacing("-", with: "+").replacing("_", with: "/")
        return try #require(Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)))
    }

    @Test(arguments: [
        ("jws-256", SealBench.p256, "ES256", 64), ("jws-384", SealBench.p384, "ES384", 96), ("jws-rsa", SealBench.rsa(2_048), "RS256", 256),
    ])
    func saysWhatItMust(name: String, key: [String], algorithm: String, length: Int) throws {
        try bench.issue(name, by: "ca", key: key)
        let certificate = try bench.certificate(name)
        #expect(certificate.algorithm.rawValue == algorithm)
        let number = DocumentNumber(random: [UInt8](0..<10))
        let payload = Array(#"{"bedrag":"één"}"#.utf8)
        let about = JWSSeal.About(
            number: number, isComplete: false, version: "3.0.0",
            mappings: [DocumentFacts.Mapping(name: "heff\"ingen", hash: Digest(of: "x"))], program: "1.2.3")
        let seal = JWSSeal(payload, at: Instant(epoch: 1_790_000_000), about: about, certificate)
        let signature = try bench.key(name, certificate.algorithm).signatureNow(over: seal.signingInput)
        let parts = String(decoding: try seal.compact(signature: signature), as: UTF8.self).split(separator: ".")
        #expect(parts.count == 3 && !parts.contains { $0.contains("=") })
        #expect([UInt8](try JWSSealTests.decoded(parts[1])) == payload)
        #expect(try JWSSealTests.decoded(parts[2]).count == length)
        let header = try #require(try JSONSerialization.jsonObject(with: JWSSealTests.decoded(parts[0])) as? [String: Any])
        #expect(header["alg"] as? String == algorithm && header["typ"] as? String == "jose" && header["cty"] as? String == "json")
        #expect(header["iat"] as? Int == 1_790_000_000 && header["sigT"] == nil)
        let chain = try #require(header["x5c"] as? [String]).map { try #require(Data(base64Encoded: $0)) }
        #expect(chain.map { [UInt8]($0) } == [certificate.leaf.der, certificate.issuing[0].der])
        #expect(
            [UInt8](try JWSSealTests.decoded(Substring(try #require(header["x5t#S256"] as? String))))
                == Digest(of: certificate.leaf.der).bytes)
        let own = try #require(header["blauwbrug"] as? [String: Any])
        #expect(own["documentnummer"] as? String == number.description && own["volledig"] as? Bool == false)
        #expect(own["versie"] as? String == "3.0.0" && own["programma"] as? String == "1.2.3")
        #expect(own["mappings"] as? [String: String] == ["heff\"ingen": Digest(of: "x").hex])
    }

    @Test func theKeyMustBeTheCertificates() throws {
        let about = JWSSeal.About(
            number: DocumentNumber(random: [UInt8](0..<10)), isComplete: true, version: "3.0.0", mappings: [], program: "1")
        let seal = JWSSeal([1], at: Instant(epoch: 0), about: about, try bench.certificate())
        let foreign = try bench.key("ca").signatureNow(over: seal.signingInput)
        #expect(throws: SealFailure.keyMismatch) { try seal.compact(signature: foreign) }
    }
}
