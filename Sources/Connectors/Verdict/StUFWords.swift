/// Words of StUF that stand in the place of another often enough to be named: no datum can look like them.
enum StUFWords {
    private static let entities = ["NPS", "NNP", "PRS", "VES", "MAC", "ADR", "VRD", "VRDNPSDEB", "VRDNNPDEB", "ZAK", "BSL", "OBJ", "WOZ"]

    /// Whether a value is a berichtcode or an entiteittype.
    static func isKnown(_ text: String) -> Bool { StUF.isBerichtcode(text) || entities.contains(text) }

    /// What a berichtcode is, when it is one.
    static func meaning(_ text: String) -> String? {
        guard StUF.isBerichtcode(text) else { return nil }
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
