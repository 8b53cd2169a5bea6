import Core

/// A text of a sample with its holes: `{word}`. A brace that is meant as a brace is written twice.
enum HoleText {
    enum Part: Equatable {
        case text(String)
        case word(String)
    }

    /// The parts of a text; a brace that does not pair is reported.
    static func parts(_ text: String, _ place: SamplePlace, _ diagnostics: inout Diagnostics) -> [Part] {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
            return text.isEmpty ? [] : [.text(text)]
        }
        var parts: [Part] = []
        var plain = ""
        var rest = text[...]
        while let letter = rest.first {
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                plain.append(letter)
                rest = rest.dropFirst(2)
                continue
            }
            guard letter == "{" else {
                if letter == "}" { return lone("}", place, &diagnostics) }
                plain.append(letter)
                rest = rest.dropFirst()
                continue
            }
            guard let close = rest.firstIndex(of: "}") else { return lone("{", place, &diagnostics) }
            let name = String(rest[rest.index(after: rest.startIndex)..<close])
            guard isWord(name) else {
                diagnostics.error(
                    .holePlace, at: place.span(of: "{\(name)}"), "'{\(name)}' is not a hole",
                    hint: "a hole holds one word: letters, digits, '_' and '.'; write '{{' for a brace")
                return []
            }
            if !plain.isEmpty { parts.append(.text(plain)) }
            plain = ""
            parts.append(.word(name))
            rest = rest[rest.index(after: close)...]
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    /// The only part of a text of a request: a constant or one hole. Nil after reporting a mixture.
    static func whole(_ text: String, _ place: SamplePlace, _ diagnostics: inout Diagnostics) -> Part? {
        let before = diagnostics.errorCount
        let parts = parts(text, place, &diagnostics)
        if parts.count == 1 { return parts[0] }
        if parts.isEmpty { return diagnostics.errorCount > before ? nil : .text("") }
        for case .word(let name) in parts {
            diagnostics.error(
                .holePlace, at: place.span(of: "{\(name)}"), "in a request a hole is the whole text, this is half of one",
                hint: "what stands around it would have to be cut off by guessing")
        }
        return nil
    }

    /// Whether a text has a hole, for places that cannot have one.
    static func hole(in text: String) -> String? {
        guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else { return nil }
        return String(text[open...close])
    }

    private static func lone(_ brace: String, _ place: SamplePlace, _ diagnostics: inout Diagnostics) -> [Part] {
        diagnostics.error(
            .holePlace, at: place.span(of: brace), "a brace without its other half", hint: "write '\(brace)\(brace)' for a brace")
        return []
    }

    private static func isWord(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: ".")
            }
    }
}
