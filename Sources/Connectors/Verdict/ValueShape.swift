import Core

/// What can be said of a value without saying it.
enum ValueShape {
    /// `9 digits`, `12 characters`.
    static func text(_ value: String) -> String {
        if value.isEmpty { return "empty" }
        let digits = value.utf8.count { (0x30...0x39).contains($0) }
        let count = value.count
        let unit = digits == value.utf8.count ? "digit" : "character"
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }

    /// A value of a word of the inquiry: those that are no datum of anybody are told.
    static func text(_ value: String, of word: RequestWords.Fixed?) -> String {
        let isTold =
            switch word {
            case .version: value.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") } && value.utf8.count <= 5
            case .representation: ["xml", "json", "pdf", "link"].contains(value)
            case .language: Language(rawValue: value) != nil
            case .assurance: ["10", "20", "25", "30"].contains(value)
            default: false
            }
        return isTold ? value : text(value)
    }

    /// What stands in the place of the BSN, what is wrong with it, and how to mend it.
    static func bsn(_ text: String, _ quirks: Quirks) -> (shape: String, mistake: String?, fix: String?) {
        if quirks.bsn(text) != nil {
            if text.utf8.count == 8 { return ("8 digits, read with a leading zero; passes the 11-proef", nil, nil) }
            return ("\(text.utf8.count == 9 ? "" : "the sector code s00000000: and ")9 digits, passes the 11-proef", nil, nil)
        }
        let shape = self.text(text)
        let digits = text.utf8.count { (0x30...0x39).contains($0) }
        if digits == 9, text.hasPrefix("s") == false, text.utf8.count > 9 {
            return ("\(shape), of which 9 digits", "is a BSN with something between or around its digits", "send the nine digits alone")
        }
        if text.hasPrefix("s00000001:") {
            return (shape, "is a SOFI number, as its sector code s00000001: says", "send a BSN")
        }
        if text.hasPrefix("s00000000:") {
            return (
                shape, "has DigiD's sector code s00000000: before it, and this vendor's switch bsn_sector_prefix is off",
                "send the nine digits alone, or set 'bsn_sector_prefix: true' in connector.yaml"
            )
        }
        guard digits == text.utf8.count else { return (shape, "is no number: \(shape), \(digits) of them digits", "send nine digits") }
        switch digits {
        case 9 where Int(text) == 0: return ("9 zeros", "is 000000000, which is nobody", "send the BSN of a citizen, or an invented one")
        case 9:
            return (
                "9 digits, fails the 11-proef", "fails the 11-proef: some digit is wrong",
                "send a BSN, or an invented one that passes, as the vendor's cases have"
            )
        case 8 where quirks.bsnOf8Digits:
            return (
                "8 digits, read with a leading zero; fails the 11-proef", "fails the 11-proef, with a leading zero: some digit is wrong",
                "send a BSN, or an invented one that passes, as the vendor's cases have"
            )
        case 8:
            return (
                shape, "has 8 digits: a leading zero was lost on the way",
                "send it as text of nine digits, or set 'bsn_8_digits: true' in connector.yaml for a vendor that cannot"
            )
        default: return (shape, "has \(digits) digits", "a BSN has nine, leading zeros included")
        }
    }
}
