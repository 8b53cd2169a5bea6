import Testing
import Trust

/// The expected values are typed from the NCSC-NL table of 2025-05 and the IANA registries, not taken from the code.
@Suite("TLS: nothing below what NCSC calls sufficient")
struct TLSRulesTests {
    @Test("the default profile")
    func sufficient() {
        let rules = TLSRules.sufficient
        #expect(rules.versions.map(\.rawValue) == [0x0304, 0x0303])
        #expect(rules.suites.map(\.rawValue) == [0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC02B, 0xC02F])
        #expect(rules.curves.map(\.rawValue) == [0x11EC, 0x001D, 0x0017, 0x0018])
        #expect(Set(rules.signatureAlgorithms.map(\.rawValue)) == [0x0403, 0x0503, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601])
    }

    @Test("no signature with SHA-1 (0x02xx) or SHA-224 (0x03xx)")
    func hashes() {
        #expect(TLSRules.sufficient.signatureAlgorithms.allSatisfy { $0.rawValue >> 8 != 0x02 && $0.rawValue >> 8 != 0x03 })
    }
}
