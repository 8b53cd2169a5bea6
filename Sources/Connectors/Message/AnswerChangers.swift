/// Names in a message that would change the answer, or whose answer it is. A connector that ignores what it does not know still refuses these:
/// they are honoured by a sample or refused, never ignored.
enum AnswerChangers {
    /// Compared without regard to case, prefix or separators.
    private static let whole: Set<String> = [
        "peildatum", "peiltijdstip", "peiltijdstipmaterieel", "peiltijdstipformeel", "representatie", "documentversie", "vertegenwoordiger",
        "vertegenwoordigde", "representee", "gemachtigde", "machtiging", "mandate", "authcontext", "datumvan", "datumtot", "maximumaantal",
    ]

    static func contains(_ name: String) -> Bool {
        let plain = name.lowercased().filter { $0.isLetter }
        return whole.contains(plain) || plain.contains("bsn") || plain.contains("burgerservicenummer")
    }

    /// A name from a message as a fault may repeat it: short, and unable to hold a number of a person.
    static func speakable(_ name: String) -> String {
        let digits = name.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
        let isPlain = name.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains($0)) }
        return isPlain && digits < 4 && !name.isEmpty && name.utf8.count <= 40 ? name : "onbekend"
    }
}
