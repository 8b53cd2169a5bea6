/// Undoes what makes the rows of a PNG easier to pack (ISO/IEC 15948, 9); the cross-reference streams of a PDF are filtered so too.
enum PNGFilter {
    /// The rows without the byte that says how each was filtered; nil for one that is filtered otherwise, or rows that are not whole.
    ///
    /// - Parameters:
    ///   - width: bytes of a row, at least 1.
    ///   - step: bytes from a sample to the next one.
    static func undone(_ raw: [UInt8], width: Int, step: Int) -> [UInt8]? {
        guard width > 0, raw.count.isMultiple(of: width + 1) else { return nil }
        let height = raw.count / (width + 1)
        var rows = [UInt8](repeating: 0, count: width * height)
        for row in 0..<height {
            let from = row * (width + 1)
            let to = row * width
            let kind = raw[from]
            guard kind <= 4 else { return nil }
            for at in 0..<width {
                let left = at >= step ? rows[to + at - step] : 0
                let above = row > 0 ? rows[to + at - width] : 0
                let before = at >= step && row > 0 ? rows[to + at - width - step] : 0
                rows[to + at] = raw[from + 1 + at] &+ guess(kind, left, above, before)
            }
        }
        return rows
    }

    private static func guess(_ kind: UInt8, _ left: UInt8, _ above: UInt8, _ before: UInt8) -> UInt8 {
        switch kind {
        case 1: return left
        case 2: return above
        case 3: return UInt8((Int(left) + Int(above)) / 2)
        case 4:
            // Paeth: whichever of the three is nearest to left + above - before.
            let guess = Int(left) + Int(above) - Int(before)
            let (toLeft, toAbove, toBefore) = (abs(guess - Int(left)), abs(guess - Int(above)), abs(guess - Int(before)))
            if toLeft <= toAbove && toLeft <= toBefore { return left }
            return toAbove <= toBefore ? above : before
        default: return 0
        }
    }
}
