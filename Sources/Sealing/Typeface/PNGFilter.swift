/// Undoes what makes the rows of a PNG easier to pack (ISO/IEC 15948, 9).
enum PNGFilter {
    /// The rows without the byte that says how each was filtered.
    static func undone(_ raw: [UInt8], _ header: PNGHeader) throws(PictureFailure) -> [UInt8] {
        let width = header.rowBytes
        let step = max(1, header.samples * header.bits / 8)
        var rows = [UInt8](repeating: 0, count: width * header.height)
        for row in 0..<header.height {
            let from = row * (width + 1)
            let to = row * width
            let kind = raw[from]
            guard kind <= 4 else { throw .damaged }
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
