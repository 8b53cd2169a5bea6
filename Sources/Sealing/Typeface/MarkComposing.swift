/// Letters and their accents as Unicode has them together (NFC, Unicode Standard Annex 15), for the scripts that are set here.
///
/// Swift compares strings by canonical equivalence, so a table of the letters themselves is a table of all their spellings.
enum MarkComposing {
    /// Latin, Greek and Cyrillic, their extensions, and the arrows and signs of mathematics. The first of several equivalent ones is the one
    /// that NFC keeps.
    private static let composed: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [:]
        for range: ClosedRange<UInt32> in [0x21...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF, 0x2002...0x2003, 0x2190...0x22FF] {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let text = String(scalar)
                if table[text] == nil { table[text] = scalar }
            }
        }
        return table
    }()

    /// As few scalars as there are: the letter with what it takes in, then the marks that are left.
    static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard let first = scalars.first else { return [] }
        var base = composed[String(first)] ?? first
        var left: [Unicode.Scalar] = []
        // A mark does not pass another that stands at the same side.
        var taken: Set<UInt8> = []
        for mark in scalars.dropFirst() {
            let side = mark.properties.canonicalCombiningClass.rawValue
            var both = String(base)
            both.unicodeScalars.append(mark)
            if !taken.contains(side), let joined = composed[both] {
                base = joined
            } else {
                left.append(mark)
                taken.insert(side)
            }
        }
        return [base] + left
    }
}
