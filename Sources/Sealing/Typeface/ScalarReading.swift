/// Reads a text as what is to be set: a letter, then the marks on it. What shows nothing is passed over.
struct ScalarReading<Scalars: IteratorProtocol<Unicode.Scalar>> {
    private var scalars: Scalars
    private var ahead: (scalar: Unicode.Scalar, isMark: Bool)?
    private var previous: Unicode.Scalar = " "

    /// More marks on one letter are no spelling of any language.
    private static var markLimit: Int { 4 }

    init<Text: Sequence>(_ text: Text) where Text.Iterator == Scalars {
        scalars = text.makeIterator()
    }

    mutating func next() throws(DocumentFailure) -> Unicode.Scalar? {
        guard let found = try take() else { return nil }
        // A mark without a letter has no place.
        if found.isMark { throw .missingGlyph }
        return found.scalar
    }

    /// Those on the letter that was read last.
    mutating func marks() throws(DocumentFailure) -> [Unicode.Scalar] {
        var marks: [Unicode.Scalar] = []
        while let found = try take() {
            guard found.isMark else {
                ahead = found
                return marks
            }
            guard marks.count < Self.markLimit else { throw .missingGlyph }
            marks.append(found.scalar)
        }
        return marks
    }

    private mutating func take() throws(DocumentFailure) -> (scalar: Unicode.Scalar, isMark: Bool)? {
        if let ahead {
            self.ahead = nil
            return ahead
        }
        while let scalar = scalars.next() {
            let before = previous
            previous = scalar
            switch Standing.of(scalar) {
            case .letter: return (scalar, false)
            case .mark: return (scalar, true)
            // A line end of two characters is one space.
            case .space: if scalar != "\n" || before != "\r" { return (" ", false) }
            case .nothing: break
            case .joiner: if before.properties.isEmoji && before.value > 0x7F { throw .missingGlyph }
            case .refused: throw .missingGlyph
            }
        }
        return nil
    }
}
