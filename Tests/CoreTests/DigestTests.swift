import Core
import Testing

@Suite("Digests are SHA-256 and HMAC-SHA-256")
struct DigestTests {
    @Test("the examples of FIPS 180-4")
    func sha256() {
        #expect(Digest(of: "").hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest(of: "abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest(of: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            Digest(of: [UInt8](repeating: 0x61, count: 1_000_000)).hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
    }

    /// Key, message and code of RFC 4231 sections 4.2 to 4.8; 4.6 is cut to 128 bits there.
    private static let vectors: [(section: String, key: [UInt8], message: [UInt8], code: String)] = [
        (
            "4.2", [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "4.3", Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            "4.4", [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        ("4.5", Array(1...25), [UInt8](repeating: 0xCD, count: 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        ("4.6", [UInt8](repeating: 0x0C, count: 20), Array("Test With Truncation".utf8), "a3b6167473100ee06e0c796c2955552b"),
        (
            "4.7", [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            "4.8", [UInt8](repeating: 0xAA, count: 131),
            Array(
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
                    .utf8), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test("the examples of RFC 4231, each twice with one key", arguments: vectors.indices)
    func hmac(index: Int) {
        let vector = DigestTests.vectors[index]
        let keyed = KeyedDigest(key: Secret(vector.key))
        for _ in 0..<2 { #expect(keyed.code(of: vector.message).hex.prefix(vector.code.count) == vector.code, "\(vector.section)") }
    }

    @Test("a digest and its hexadecimal text are inverse; other texts are refused")
    func hex() {
        let digest = Digest(of: "x")
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
        #expect(Digest(hex: digest.hex + "0") == nil)
        #expect(Digest(hex: String(digest.hex.dropLast()) + "g") == nil)
        #expect(Digest(hex: "") == nil)
        #expect(Hex.text([0x00, 0x0F, 0xF0, 0xFF]) == "000ff0ff")
        #expect(Hex.text([0x12, 0x34, 0x56], prefix: 2) == "1234")
    }

    @Test("the comparison in constant time compares")
    func constantTime() {
        #expect(Digest(of: "x").equalsInConstantTime(Digest(of: "x")))
        #expect(!Digest(of: "x").equalsInConstantTime(Digest(of: "y")))
        var last = Digest(of: "x").hex
        last = String(last.dropLast()) + (last.last == "0" ? "1" : "0")
        #expect(Digest(hex: last)?.equalsInConstantTime(Digest(of: "x")) == false)
    }
}
