/// Gives the letters of phrases their fonts and finds where a line may end.
struct Shaper {
    private(set) var types: TypeCase
    private let regular: Signs
    private let bold: Signs
    private let boldFace: Int

    /// Codes that mean something for line ends.
    private struct Signs {
        let space: UInt16
        let hyphen: UInt16
        let slash: UInt16
        let digits: [UInt16]
    }

    init(_ fonts: FontSet) throws(DocumentFailure) {
        types = TypeCase(fonts)
        boldFace = fonts.regular.count
        regular = try Shaper.signs(&types, isBold: false)
        bold = try Shaper.signs(&types, isBold: true)
    }

    private static func signs(_ types: inout TypeCase, isBold: Bool) throws(DocumentFailure) -> Signs {
        let codes = try types.runs(" -/0123456789", isBold: isBold).flatMap(\.codes)
        guard codes.count == 13 else { throw .missingGlyph }
        return Signs(space: codes[0], hyphen: codes[1], slash: codes[2], digits: Array(codes[3...]))
    }

    /// - Parameter bold: whether all of it is, whatever the phrases say.
    mutating func shape(_ phrases: [Phrase], bold isBold: Bool = false) throws(DocumentFailure) -> ShapedText {
        var letters: [MeasuredLetter] = []
        for (index, phrase) in phrases.enumerated() {
            guard index < Int(UInt16.max) else { throw .unplaceable }
            let heavy = isBold || phrase.style == .strong || phrase.style == .alarm
            for run in try types.runs(phrase.text, isBold: heavy) {
                // Signs are looked for in the first font of a style: another is only asked for letters the first lacks.
                let signs = run.face == 0 ? regular : run.face == boldFace ? bold : nil
                for (place, code) in run.codes.enumerated() {
                    var kind = MeasuredLetter.Kind.plain
                    if let signs {
                        if code == signs.space {
                            // One space is enough between two words, and none before the first.
                            guard let last = letters.last, last.kind != .space else { continue }
                            kind = .space
                        } else if code == signs.hyphen || code == signs.slash {
                            kind = Shaper.ends(run.codes, place, signs) ? .hyphen : .plain
                        }
                    }
                    letters.append(
                        MeasuredLetter(
                            code: code, width: UInt16(clamping: types.width(of: code, face: run.face)), face: UInt8(clamping: run.face),
                            kind: kind, phrase: UInt16(index)))
                }
            }
        }
        if letters.last?.kind == .space { letters.removeLast() }
        return ShapedText(phrases: phrases, letters: letters)
    }

    mutating func shape(_ text: String, bold: Bool = false) throws(DocumentFailure) -> ShapedText {
        try shape([Phrase(text)], bold: bold)
    }

    /// Whether a line may end after the hyphen or solidus at a place: between two parts of three letters or more, and not in what has digits
    /// (`2026-01`, `788Z-X422`, `-75`).
    private static func ends(_ codes: [UInt16], _ place: Int, _ signs: Signs) -> Bool {
        var first = place
        while first > 0, codes[first - 1] != signs.space { first -= 1 }
        var end = place
        while end < codes.count, codes[end] != signs.space { end += 1 }
        return place - first >= 3 && end - place > 3 && !codes[first..<end].contains { signs.digits.contains($0) }
    }
}
