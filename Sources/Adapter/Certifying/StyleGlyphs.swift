import Core
import Sealing

/// The characters a municipality itself puts into every document: each must have a glyph, or no document could be sealed.
enum StyleGlyphs {
    /// The first character of a house style that no font has.
    static func missing(in style: HouseStyle, _ fonts: FontSet) -> Character? {
        var letters = TypeCase(fonts)
        for text in texts(style) {
            if (try? letters.runs(text, isBold: false)) != nil, (try? letters.runs(text, isBold: true)) != nil { continue }
            return text.first { character in (try? letters.runs(String(character), isBold: false)) == nil }
                ?? text.first { character in (try? letters.runs(String(character), isBold: true)) == nil }
        }
        return nil
    }

    private static func texts(_ style: HouseStyle) -> [String] {
        let contact = style.contact.map { [$0.phone, $0.email, $0.url].compactMap { $0 } + $0.address } ?? []
        let help = style.help.values.joined().flatMap { [$0.name, $0.text, $0.phone, $0.url].compactMap { $0 } }
        let sentences = style.sentences.values.flatMap { [$0.introduction, $0.certified, $0.closing].compactMap { $0 } }
        return [style.name] + contact + help + sentences + style.organisations.values.sorted()
    }

    /// Where it is written, when it is in the file.
    static func place(of character: Character, in file: SourceText) -> Span? {
        for (at, line) in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        {
            guard !line.drop(while: { $0 == " " }).hasPrefix("#"), let place = line.firstIndex(of: character) else { continue }
            return Span(source: file, line: at + 1, column: line.distance(from: line.startIndex, to: place) + 1, length: 1)
        }
        return nil
    }
}
