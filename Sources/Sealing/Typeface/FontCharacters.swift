/// Which glyph a font has for which character (OpenType `cmap`, formats 4 and 12).
struct FontCharacters: Sendable {
    /// By scalar up to U+FFFF; 0 is none.
    private var plane: [UInt16]
    /// Beyond it, in order, apart.
    private var beyond: [Stretch] = []

    private struct Stretch: Sendable {
        let first: UInt32
        let last: UInt32
        let glyph: UInt32
    }

    init(_ table: FontTable, glyphs: Int) throws(FontFailure) {
        plane = [UInt16](repeating: 0, count: 0x10000)
        var best: (rank: Int, table: FontTable, format: Int)?
        for at in 0..<(try table.u16(2)) {
            let platform = try table.u16(4 + 8 * at)
            let encoding = try table.u16(6 + 8 * at)
            guard platform == 0 && encoding != 5 || platform == 3 && (encoding == 1 || encoding == 10) else { continue }
            let part = try table.from(try table.u32(8 + 8 * at))
            let format = try part.u16(0)
            let rank = format == 12 ? 2 : format == 4 ? 1 : 0
            if rank > (best?.rank ?? 0) { best = (rank, part, format) }
        }
        guard let best else { throw .withoutCharacters }
        if best.format == 12 { try readGroups(best.table, glyphs) } else { try readSegments(best.table, glyphs) }
    }

    func glyph(for scalar: Unicode.Scalar) -> UInt16? {
        let value = scalar.value
        if value < 0x10000 {
            let glyph = plane[Int(value)]
            return glyph == 0 ? nil : glyph
        }
        var low = 0
        var high = beyond.count
        while low < high {
            let middle = (low + high) / 2
            let stretch = beyond[middle]
            if value > stretch.last {
                low = middle + 1
            } else if value < stretch.first {
                high = middle
            } else {
                return UInt16(truncatingIfNeeded: stretch.glyph + (value - stretch.first))
            }
        }
        return nil
    }

    /// Format 12. Groups are in order and apart, so the work is bounded by the number of characters there are.
    private mutating func readGroups(_ table: FontTable, _ glyphs: Int) throws(FontFailure) {
        let count = try table.u32(12)
        guard count <= (table.count - 16) / 12 else { throw .damaged }
        var previous = -1
        for at in 0..<count {
            let first = try table.u32(16 + 12 * at)
            let last = try table.u32(20 + 12 * at)
            let glyph = try table.u32(24 + 12 * at)
            guard first > previous, last >= first, last <= 0x10FFFF, glyph < glyphs, last - first < glyphs - glyph else { throw .damaged }
            previous = last
            if first < 0x10000 {
                for scalar in first...min(last, 0xFFFF) { plane[scalar] = UInt16(glyph + scalar - first) }
            }
            if last >= 0x10000 {
                let start = max(first, 0x10000)
                // Glyph 0 stands for no character at all, wherever it is named.
                guard glyph + start - first > 0 else { throw .damaged }
                beyond.append(Stretch(first: UInt32(start), last: UInt32(last), glyph: UInt32(glyph + start - first)))
            }
        }
    }

    /// Format 4.
    private mutating func readSegments(_ table: FontTable, _ glyphs: Int) throws(FontFailure) {
        let double = try table.u16(6)
        guard double % 2 == 0 else { throw .damaged }
        let (ends, starts, deltas, offsets) = (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
        var previous = -1
        for at in stride(from: 0, to: double, by: 2) {
            let start = try table.u16(starts + at)
            let end = try table.u16(ends + at)
            guard start > previous, end >= start else { throw .damaged }
            previous = end
            let delta = try table.u16(deltas + at)
            let offset = try table.u16(offsets + at)
            for scalar in start...end where scalar != 0xFFFF {
                var glyph = scalar
                if offset != 0 {
                    glyph = try table.u16(offsets + at + offset + 2 * (scalar - start))
                    if glyph == 0 { continue }
                }
                glyph = (glyph + delta) & 0xFFFF
                guard glyph < glyphs else { throw .damaged }
                plane[scalar] = UInt16(glyph)
            }
        }
    }
}
