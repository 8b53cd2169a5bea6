import Core
import Testing

@Suite("The level of a login, in every spelling and no other")
struct AssuranceTests {
    @Test(
        "what vendors send",
        arguments: [
            ("10", .basis), ("20", .midden), ("25", .substantieel), ("30", .hoog),
            ("Basis", .basis), ("midden", .midden), ("SUBSTANTIEEL", .substantieel), ("hOOg", .hoog),
            ("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", .basis),
            ("urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract", .midden),
            ("urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard", .substantieel),
            ("urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI", .hoog),
            ("http://eidas.europa.eu/LoA/low", .midden), ("http://eidas.europa.eu/LoA/substantial", .substantieel),
            ("http://eidas.europa.eu/LoA/high", .hoog),
            ("low", .midden), ("Substantial", .substantieel), ("high", .hoog),
        ] as [(String, Assurance)])
    func known(text: String, level: Assurance) {
        #expect(Assurance(spelling: text) == level)
        #expect(!Assurance.isOfCompany(text))
    }

    @Test(
        "what is none, however near",
        arguments: [
            "", " ", "0", "1", "15", "2", "200", "020", "20.0", "+20", " 20", "20 ", "２０", "midden ", "middel", "laag", "none",
            "Smartcard", "urn:oasis:names:tc:SAML:2.0:ac:classes:", "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
            "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPK", "https://eidas.europa.eu/LoA/low", "http://eidas.europa.eu/LoA/",
            "http://eidas.europa.eu/LoA/NotNotified/low", "urn:etoegang:core:assurance-class:loa3", "<assurance>",
        ])
    func unknown(text: String) { #expect(Assurance(spelling: text) == nil) }

    @Test("levels of eHerkenning are a company's", arguments: ["loa1", "loa2", "loa2plus", "loa3", "loa4"])
    func companies(level: String) {
        #expect(Assurance.isOfCompany("urn:etoegang:core:assurance-class:\(level)"))
        #expect(Assurance(spelling: "urn:etoegang:core:assurance-class:\(level)") == nil)
    }

    @Test("no spelling is of two levels, and each is read back, in capitals and small letters")
    func spellings() {
        var seen: Set<String> = []
        for level in Assurance.allCases {
            for spelling in level.spellings {
                #expect(seen.insert(spelling.lowercased()).inserted, "\(spelling) is of two levels")
                for written in [spelling, spelling.lowercased(), spelling.uppercased()] { #expect(Assurance(spelling: written) == level) }
            }
        }
    }

    @Test("a text is a level exactly when it is a spelling of it, whatever is changed in it")
    func property() {
        var state: UInt64 = 7
        func dice(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
        let all = Assurance.allCases.flatMap { level in level.spellings.map { (level, $0) } }
        let letters = Array("0125ablow:/. é")
        for _ in 0..<5_000 {
            let (level, spelling) = all[dice(all.count)]
            var text = Array(spelling).map { dice(2) == 0 ? Character($0.uppercased()) : $0 }
            #expect(Assurance(spelling: String(text)) == level)
            switch dice(3) {
            case 0: text.insert(letters[dice(letters.count)], at: dice(text.count + 1))
            case 1: text.remove(at: dice(text.count))
            default: text[dice(text.count)] = letters[dice(letters.count)]
            }
            let changed = String(text)
            let expected = all.first { $0.1.lowercased() == changed.lowercased() }?.0
            #expect(Assurance(spelling: changed) == expected, "\(changed)")
        }
    }

    @Test("they have an order, and a number and a name to tell")
    func order() {
        #expect(Assurance.allCases.map(\.number) == [10, 20, 25, 30])
        #expect(Assurance.allCases.sorted() == [.basis, .midden, .substantieel, .hoog])
        #expect(Assurance.midden < .substantieel && !(Assurance.hoog < .hoog))
        #expect(Assurance.substantieel.title == "Substantieel (25)")
    }
}
