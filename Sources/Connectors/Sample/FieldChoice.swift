import Core

/// How a request chooses parts of the answer: by paths such as `saldo` or `gebeurtenissen.bedrag`, as the Haal Centraal APIs do with
/// `fields`. A path stands for everything below it. What says that an answer is incomplete is never among what can be chosen.
extension Recipe {
    /// How many paths one request may name, as with the Haal Centraal BRP API.
    static let fieldCount = 1...130

    /// `^[a-zA-Z0-9\._]{1,200}$`.
    static func isPath(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
            }
    }

    /// Which fields are wanted when these paths are asked, by their number. A path that names none of them is a problem.
    func choice(of paths: [String], label: String, _ problems: inout Problems) -> [Bool] {
        var chosen = [Bool](repeating: false, count: fields.count)
        for (index, path) in paths.enumerated() {
            guard fields.contains(path) else {
                problems.add("\(label)[\(index)]", .fields)
                continue
            }
            for (field, name) in fields.enumerated() where Recipe.holds(path, name) || Recipe.holds(name, path) { chosen[field] = true }
        }
        return chosen
    }

    /// Whether a path is another, or is above it.
    private static func holds(_ path: String, _ other: String) -> Bool {
        other == path || (other.hasPrefix(path) && other.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: "."))
    }
}
