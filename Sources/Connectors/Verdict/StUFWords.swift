/// Words of StUF that stand in the place of another often enough to be named: no datum can look like them.
enum StUFWords {
    private static let kinds = ["Lv", "La", "Lk", "Di", "Du", "Fo", "Bv", "Tr", "Sa", "Sh"]
    private static let entities = ["NPS", "NNP", "PRS", "VES", "MAC", "ADR", "VRD", "VRDNPSDEB", "VRDNNPDEB", "ZAK", "BSL", "OBJ", "WOZ"]

    /// Whether a value is a berichtcode or an entiteittype.
    static func isKnown(_ text: String) -> Bool { isCode(text) || entities.contains(text) }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count == 4 && kinds.contains(String(text.prefix(2))) && text.utf8.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
    }

    /// What a berichtcode is, when it is one.
    static func meaning(_ text: String) -> String? {
        guard isCode(text) else { return nil }
        let isAsynchronous = text.hasSuffix("02") && ["Lv", "La"].contains(text.prefix(2)) || text == "Di01" || text == "Du01"
        switch text.prefix(2) {
        case "Lv": return isAsynchronous ? "It is an asynchronous question" : "It is a question about an entity"
        case "Di": return isAsynchronous ? "It is an asynchronous free message" : "It is a free message"
        case "Lk": return "It is a notification of a change"
        case "La", "Du", "Fo", "Bv": return "It is an answer"
        default: return nil
        }
    }
}
