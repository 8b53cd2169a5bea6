/// What a character is to who sets it.
enum Standing {
    case letter
    /// It goes on or under the letter before it.
    case mark
    /// Shown as a space: a tab, the end of a line.
    case space
    /// Shows nothing, and means nothing in the scripts that are set here.
    case nothing
    /// Joins what is beside it: nothing between letters, another picture between pictures.
    case joiner
    /// Cannot be set, or not be set rightly.
    case refused

    static func of(_ scalar: Unicode.Scalar) -> Standing {
        switch scalar.value {
        case 0x20...0x7E: .letter
        case 0x9...0xD, 0x85, 0x2028, 0x2029: .space
        case 0x0...0x9F: .refused
        case 0xAD: .nothing
        case 0xA0..<0x300: .letter
        // A grapheme joiner, a place to break, a non-joiner, a mark of direction in text that has one direction, a word joiner, how a symbol is
        // drawn, a byte order mark.
        case 0x34F, 0x200B, 0x200C, 0x200E, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF: .nothing
        case 0x200D: .joiner
        // What stands for a character that was lost before it came here.
        case 0xFFFC, 0xFFFD: .refused
        case let value where isShaped(value): .refused
        default: of(scalar.properties.generalCategory, scalar.value)
        }
    }

    private static func of(_ category: Unicode.GeneralCategory, _ value: UInt32) -> Standing {
        switch category {
        // What chooses among shapes of the letter before it.
        case .nonspacingMark: (0xFE00...0xFE0D).contains(value) || value >= 0xE0000 ? .refused : .mark
        case .spacingMark, .enclosingMark, .control, .format, .surrogate, .privateUse, .unassigned: .refused
        default: .letter
        }
    }

    /// Scripts that are written from right to left, or whose letters change or change places beside others: set one by one they would be
    /// misspelt. (Unicode, Blocks: Hebrew to Arabic Extended-A, Devanagari to Myanmar, Hangul Jamo, Tagalog to Mongolian, the presentation forms,
    /// and those beyond the first plane.)
    private static func isShaped(_ value: UInt32) -> Bool {
        switch value {
        case 0x590...0x109F, 0x1100...0x11FF, 0x1700...0x18AF, 0x1900...0x1AFF, 0x1B00...0x1C4F: true
        case 0xA800...0xABFF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x1_0800...0x1_1FFF, 0x1_E800...0x1_EFFF: true
        default: false
        }
    }
}
