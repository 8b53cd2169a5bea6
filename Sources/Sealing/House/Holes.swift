extension HouseStyle {
    /// What may be filled in where a municipality writes its own words.
    enum Holes {
        static let known = ["naam", "datum"]

        /// The names between braces; nil when a brace stands alone.
        static func names(in text: String) -> [String]? {
            var names: [String] = []
            var rest = Substring(text)
            while let at = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
                guard rest[at] == "{", let end = rest[at...].firstIndex(of: "}") else { return nil }
                names.append(String(rest[rest.index(after: at)..<end]))
                rest = rest[rest.index(after: end)...]
            }
            return names
        }

        static func filled(_ text: String, _ fill: (String) -> String?) -> String {
            var filled = ""
            var rest = Substring(text)
            while let at = rest.firstIndex(of: "{"), let end = rest[at...].firstIndex(of: "}") {
                filled += rest[..<at] + (fill(String(rest[rest.index(after: at)..<end])) ?? "")
                rest = rest[rest.index(after: end)...]
            }
            return filled + rest
        }
    }
}
