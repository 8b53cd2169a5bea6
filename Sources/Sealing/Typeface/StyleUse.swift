/// The letters that one style of a document uses, and in which of its fonts each is.
struct StyleUse: Sendable {
    /// Of the document's fonts: the one that is meant first.
    private let faces: Range<Int>
    /// By ASCII byte, then by scalar, then by letter with its accents.
    private var plain = [Slot?](repeating: nil, count: 128)
    private var others: [Unicode.Scalar: Slot] = [:]
    private var accented: [[Unicode.Scalar]: Slot] = [:]

    init(faces: Range<Int>) { self.faces = faces }

    mutating func slot(_ scalar: Unicode.Scalar, _ uses: inout [FaceUse]) throws(DocumentFailure) -> Slot {
        if scalar.value < 128 {
            if let known = plain[Int(scalar.value)] { return known }
            let made = try make(scalar, &uses)
            plain[Int(scalar.value)] = made
            return made
        }
        if let known = others[scalar] { return known }
        // Another spelling of a letter that is there shares its code.
        let composed = MarkComposing.composed([scalar])[0]
        let made = composed == scalar ? try make(scalar, &uses) : try slot(composed, &uses)
        others[scalar] = made
        return made
    }

    /// - Parameter scalars: a letter and the marks on it.
    mutating func slot(_ scalars: [Unicode.Scalar], _ uses: inout [FaceUse]) throws(DocumentFailure) -> Slot {
        if let known = accented[scalars] { return known }
        let composed = MarkComposing.composed(scalars)
        let made: Slot
        do {
            made = composed.count == 1 ? try slot(composed[0], &uses) : try make(composed, &uses)
        } catch {
            // No font has it in one piece; its pieces may be there.
            made = try make(scalars, &uses)
        }
        accented[scalars] = made
        return made
    }

    private func make(_ scalar: Unicode.Scalar, _ uses: inout [FaceUse]) throws(DocumentFailure) -> Slot {
        for face in faces {
            let font = uses[face].font
            if let glyph = font.glyph(for: scalar) ?? Self.twin(of: scalar).flatMap({ font.glyph(for: $0) }) {
                return Slot(face: face, code: try uses[face].add(Letter(glyph: glyph, marks: [], meaning: [scalar])))
            }
        }
        throw .missingGlyph
    }

    private func make(_ composed: [Unicode.Scalar], _ uses: inout [FaceUse]) throws(DocumentFailure) -> Slot {
        for face in faces {
            if let letter = uses[face].font.letter(composed[0], with: Array(composed.dropFirst()), meaning: composed) {
                return Slot(face: face, code: try uses[face].add(letter))
            }
        }
        throw .missingGlyph
    }

    /// A character that looks the same by definition, and only breaks lines otherwise: a space of another width is a space, a hyphen that does
    /// not break is a hyphen.
    private static func twin(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x2010, 0x2011: "-"
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        default: nil
        }
    }
}
