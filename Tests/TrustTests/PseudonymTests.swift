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
        "a vendor's reference is kept when it is a UUID that cannot hold a BSN",
        arguments: ["0a7f1c3e-7f0d-4a53-8a40-2d0f7b3c9e11", "5B1E2C1C-24A2-4D0B-9F6F-2B0F2B0F8A11"])
    func kept(reference: String) throws {
        let key = try #require(PseudonymKey(id: "p1", key: secret))
        #expect(key.keeping(reference: reference) == reference)
    }

    @Test(
        "and is hashed when it can, or is any other word: it may be a name or an amount",
        arguments: [
            "999990019", "ref-999990019", "1999990019", "9999900191", "99999.00-19", "999_990_019", "10000008", "a b", "", "é", "x\n",
            "<bsn>", "Jansen-916.05", "eform-1", "b999a990b019", "99999001-9a7f-4a53-8a40-2d0f7b3c9e11",
            "0a7f1c3e-7f0d-4a53-8a40-2d0f7b3c9e1", "0a7f1c3e 7f0d-4a53-8a40-2d0f7b3c9e11", "ga7f1c3e-7f0d-4a53-8a40-2d0f7b3c9e11",
            String(repeating: "a", count: 65),
        ])
    func hashed(reference: String) throws {
        let key = try #require(PseudonymKey(id: "p1", key: secret))
        let kept = key.keeping(reference: reference)
        #expect(kept.hasPrefix("p1:") && kept.utf8.count == 67)
        #expect(kept == key.keeping(reference: reference))
        if let bsn = BSN(reference) { #expect(kept != key.pseudonym(of: bsn).text) }
    }

    @Test("the mark of an answer is keyed: without the key it does not tell whose answer it was")
    func mark() throws {
        let body = Array("{\"bsn\":\"999990019\"}".utf8)
        let key = try #require(PseudonymKey(id: "p1", key: secret))
        let other = try #require(PseudonymKey(id: "p1", key: Secret(Array(repeating: 7, count: 32))))
        #expect(key.mark(of: body) == key.mark(of: body))
        #expect(key.mark(of: body) != other.mark(of: body))
        #expect(!key.mark(of: body).text.contains(Digest(of: body).hex))
    }
}
