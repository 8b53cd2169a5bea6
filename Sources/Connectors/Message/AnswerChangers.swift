/// Names in a message that would change the answer, or whose answer it is. A connector that ignores what it does not know still refuses
/// these: they are honoured by a sample or refused, never ignored.
enum AnswerChangers {
    /// Compared without regard to case, prefix or separators.
    private static let whole: Set<[UInt8]> = Set(
        [
            "peildatum", "peiltijdstip", "peiltijdstipmaterieel", "peiltijdstipformeel", "representatie", "documentversie",
            "machtiging", "mandate", "represents", "authcontext", "datumvan", "datumtot", "maximumaantal",
        ].map { Array($0.utf8) })
    /// Names that hold one of these, such as `auth_context_representee_identifier` or `wordtVertegenwoordigdDoor`.
    private static let within = ["bsn", "burgerservicenummer", "representee", "vertegenwoordig", "gemachtigd", "volmacht"].map {
        Array($0.utf8)
    }

    /// The letters of each name in `whole`. A name with other letters is none of them: that is seen without copying it, and holds for nearly
    /// every name there is.
    private static let wholeLetters = whole.map { letters($0) }
    private static let withinLetters = within.map { letters($0) }

    /// Which letters occur in a name, one bit each.
    private static func letters(_ name: some Sequence<UInt8>) -> UInt32 {
        var found: UInt32 = 0
        for byte in name {
            let letter = byte | 0x20
            if letter >= 0x61, letter <= 0x7A { found |= 1 << UInt32(letter - 0x61) }
        }
        return found
    }

    /// The same for a header, whose name may begin with `X-`; none of the names here begins with an x.
    static func contains(header name: String) -> Bool {
        name.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "x") ? contains(name.dropFirst()) : contains(name)
    }

    static func contains(_ name: some StringProtocol) -> Bool {
        let found = letters(name.utf8)
        guard wholeLetters.contains(found) || withinLetters.contains(where: { found & $0 == $0 }) else { return false }
        var plain: [UInt8] = []
        plain.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            let letter = byte | 0x20
            if letter >= 0x61, letter <= 0x7A { plain.append(letter) }
        }
        return whole.contains(plain) || within.contains { part in holds(plain, part) }
    }

    private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...text.count - part.count).contains { start in text[start..<start + part.count].elementsEqual(part) }
    }

    /// A name from a message as a fault may repeat it: short, and unable to hold a number of a person.
    static func speakable(_ name: String) -> String {
        let digits = name.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
        let isPlain = name.utf8.allSatisfy {
            let letter = $0 | 0x20
            return (0x61...0x7A).contains(letter) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
                || $0 == UInt8(ascii: "-")
        }
        return isPlain && digits < 4 && !name.isEmpty && name.utf8.count <= 40 ? name : "onbekend"
    }
}
