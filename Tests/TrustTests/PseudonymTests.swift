import Core
import Testing
import Trust

@Suite("Pseudonyms: the same citizen, nobody's name")
struct PseudonymTests {
    private let secret = Secret(Array("0123456789abcdef0123456789abcdef".utf8))

    @Test("is HMAC-SHA256 of the nine digits, as openssl computes it")
    func vector() throws {
        let key = try #require(PseudonymKey(id: "p1", key: secret))
        #expect(
            key.pseudonym(of: try #require(BSN("999990019"))).text == "p1:b8e3a98e461dbf61742b5cac6d01b4e1f7fd19d074eb4ab35e31b2921ab9f572")
        #expect(
            key.pseudonym(of: try #require(BSN("010000008"))).text == "p1:cef0c127a106a01a092c52c285a2effb834d1efc106af2be42031c804577f049")
    }

    @Test("an id is p and a number; a key has 32 bytes", arguments: ["", "p", "1", "k1", "p1:", "pa", "p1234567", "P1"])
    func badID(id: String) {
        #expect(PseudonymKey(id: id, key: secret) == nil)
        #expect(PseudonymKey(id: "p1", key: Secret([UInt8](repeating: 1, count: 31))) == nil)
    }

    @Test(
        "a vendor's reference is kept when it cannot hold a BSN",
        arguments: [
            "eform-2025-00042", "c0a8f1de-3b7a-4d2e-9f6b-a1b2c3d4e5f6", "A1", "ORDER:77/3", "123456789", "x99999001x", "99999002",
        ])
    func kept(reference: String) throws {
        let key = try #require(PseudonymKey(id: "p1", key: secret))
        #expect(key.keeping(reference: reference) == reference)
    }

    @Test(
        "and is hashed when it can, or when it is not one plain word",
        arguments: [
            "999990019", "ref-999990019", "1999990019", "9999900191", "99999.00-19", "999_990_019", "10000008", "a b", "", "é", "x\n",
            "<bsn>",
            String(repeating: "a", count: 65),
        ])
    func hashed(reference: String) throws {
        let key = try #require(PseudonymKey(id: "p1", key: secret))
        let kept = key.keeping(reference: reference)
        #expect(kept.hasPrefix("p1:") && kept.utf8.count == 67)
        #expect(kept == key.keeping(reference: reference))
        if let bsn = BSN(reference) { #expect(kept != key.pseudonym(of: bsn).text) }
    }
}
