extension Font {
    /// A letter with accents on and under it that Unicode does not have together; nil when the font lacks one, or where one goes is not known.
    ///
    /// An accent is drawn for a small letter without stroke: it is centred on this one, and raised or lowered by what this one is taller or
    /// deeper.
    func letter(_ base: Unicode.Scalar, with marks: [Unicode.Scalar], meaning: [Unicode.Scalar]) -> Letter? {
        let sides = marks.map { Side($0.properties.canonicalCombiningClass.rawValue) }
        guard !sides.contains(.unknown), let glyph = glyph(for: sides.contains(.above) ? Self.dotless(base) : base) else { return nil }
        let advance = Int(advances[Int(glyph)])
        var box = outlines.box(glyph) ?? GlyphBox(left: 0, bottom: 0, right: advance, top: 0)
        var placed: [PlacedMark] = []
        for (mark, side) in zip(marks, sides) {
            guard let accent = self.glyph(for: mark), let own = outlines.box(accent) else { return nil }
            // A horn or a comma beside the letter begins at its right edge; the others stand on its middle.
            let right = side == .beside ? box.right - (own.left + own.right) / 2 : (box.left + box.right - own.left - own.right) / 2
            var up = 0
            switch side {
            case .above, .beside:
                up = max(0, box.top - smallHeight)
                box.top = own.top + up
            case .below:
                up = min(0, box.bottom)
                box.bottom = own.bottom + up
            case .across: up = (box.bottom + box.top - own.bottom - own.top) / 2
            case .attached, .unknown: break
            }
            guard abs(right) < 0x8000, abs(up) < 0x8000 else { return nil }
            placed.append(PlacedMark(glyph: accent, right: right, up: up))
        }
        return Letter(glyph: glyph, marks: placed, meaning: meaning)
    }

    /// i and j lose their dot under an accent (Unicode, Soft_Dotted).
    private static func dotless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "i": "\u{131}"
        case "j": "\u{237}"
        default: scalar
        }
    }

    /// Where a mark goes (Unicode, Canonical_Combining_Class).
    private enum Side {
        case above, beside, below, across, attached, unknown

        init(_ combining: UInt8) {
            switch combining {
            case 230: self = .above
            case 216, 232: self = .beside
            case 220, 240: self = .below
            case 202: self = .attached
            case 1: self = .across
            default: self = .unknown
            }
        }
    }
}
