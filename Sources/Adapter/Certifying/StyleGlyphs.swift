import Core
import Sealing

/// The characters a municipality itself puts into every document: each must have a glyph, or no document could be sealed.
enum StyleGlyphs {
    /// The first character of a house style that no font has.
    static func missing(in style: HouseStyle, _ fonts: FontSet) -> Character? {
        var letters = TypeCase(fonts)
        for text in style.texts {
            if (try? letters.runs(text, isBold: false)) != nil, (try? letters.runs(text, isBold: true)) != nil { continue }
            return text.first { character in (try? letters.runs(String(character), isBold: false)) == nil }
                ?? text.first { character in (try? letters.runs(String(character), isBold: true)) == nil }
        }
        return nil
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
