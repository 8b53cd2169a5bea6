/// Writes the letters of a document as a TrueType font (OpenType; what ISO 32000-1, 9.9 asks of `/FontFile2`). Hints are left out: they take
/// more room than the shapes of a document and say nothing on paper or on today's screens.
struct SubsetWriter {
    private let font: Font
    /// By new number: what each glyph is. Grows while parts of letters are found.
    private(set) var sources: [Letter]
    private var numbers: [UInt16: UInt16] = [:]
    private var glyf: [UInt8] = []
    private var starts: [Int] = []
    private var metrics: [UInt8] = []
    private var mostMarks = 0

    init(_ font: Font, _ letters: [Letter]) {
        self.font = font
        sources = [Letter(glyph: 0, marks: [], meaning: [])] + letters
        for (at, letter) in letters.enumerated() where letter.marks.isEmpty && numbers[letter.glyph] == nil {
            numbers[letter.glyph] = UInt16(at + 1)
        }
    }

    mutating func file() -> [UInt8] {
        glyf.reserveCapacity(200 * sources.count)
        var at = 0
        while at < sources.count {
            starts.append(glyf.count)
            let source = sources[at]
            let bearing = source.marks.isEmpty ? Int(font.bearings[Int(source.glyph)]) : compose(source)
            // What is never shown needs no shape.
            if at > 0, source.marks.isEmpty { copy(font.outlines.outline(source.glyph)) }
            if glyf.count % 2 != 0 { glyf.append(0) }
            metrics.add16(Int(font.advances[Int(source.glyph)]))
            metrics.add16(bearing)
            at += 1
        }
        starts.append(glyf.count)
        let isLong = glyf.count > 2 * 0xFFFF
        var loca: [UInt8] = []
        for start in starts {
            if isLong { loca.add32(start) } else { loca.add16(start / 2) }
        }
        return TrueTypeFile.bytes([
            ("glyf", glyf), ("head", head(isLong)), ("hhea", horizontal), ("hmtx", metrics), ("loca", loca), ("maxp", profile),
        ])
    }

    private mutating func number(of glyph: UInt16) -> Int {
        if let known = numbers[glyph] { return Int(known) }
        let new = UInt16(truncatingIfNeeded: sources.count)
        numbers[glyph] = new
        sources.append(Letter(glyph: glyph, marks: [], meaning: []))
        return Int(new)
    }

    /// A glyph without its hints, its parts by their new numbers. Outlines were checked when the font was read.
    private mutating func copy(_ outline: FontTable) {
        guard let contours = try? outline.i16(0) else { return }
        if contours == 0 {
            return
        } else if contours > 0 {
            guard let points = try? GlyphPoints.range(in: outline, contours: contours) else { return }
            glyf += outline.bytes.prefix(10 + 2 * contours)
            glyf += [0, 0]
            glyf += outline.bytes.prefix(points.upperBound).dropFirst(points.lowerBound)
        } else {
            guard let parts = try? GlyphComponent.all(in: outline), let last = parts.last else { return }
            let start = glyf.count
            glyf += outline.bytes.prefix(last.end)
            for part in parts {
                let new = number(of: part.glyph)
                let place = start + part.place
                glyf[place] = UInt8(new >> 8)
                glyf[place + 1] = UInt8(new & 0xFF)
                glyf[place - 2] &= ~UInt8(GlyphComponent.Flag.instructions >> 8)
            }
        }
    }

    /// A letter and its accents as one glyph. Returns where it begins.
    private mutating func compose(_ letter: Letter) -> Int {
        mostMarks = max(mostMarks, letter.marks.count)
        let own = font.outlines.box(letter.glyph)
        var box = own
        for mark in letter.marks {
            guard let other = font.outlines.box(mark.glyph)?.moved(mark.right, mark.up) else { continue }
            box = box.map { $0.joined(other) } ?? other
        }
        guard let box else { return 0 }
        glyf.add16(-1)
        for edge in [box.left, box.bottom, box.right, box.top] { glyf.add16(edge) }
        let parts = (own == nil ? [] : [PlacedMark(glyph: letter.glyph, right: 0, up: 0)]) + letter.marks
        for (at, part) in parts.enumerated() {
            let more = at + 1 < parts.count ? GlyphComponent.Flag.more : 0
            glyf.add16(GlyphComponent.Flag.words | GlyphComponent.Flag.offsets | more)
            glyf.add16(number(of: part.glyph))
            glyf.add16(part.right)
            glyf.add16(part.up)
        }
        // A reader moves a glyph so that it begins at its bearing: that of the letter itself must stay what it was.
        return own.map { box.left + Int(font.bearings[Int(letter.glyph)]) - $0.left } ?? box.left
    }

    private func head(_ isLong: Bool) -> [UInt8] {
        let measures = font.measures
        var bytes: [UInt8] = []
        bytes.add32(0x0001_0000)
        bytes.add32(0x0001_0000)
        bytes.add32(0)
        bytes.add32(0x5F0F_3CF5)
        // Only where the line and the left edge are; the rest is about hints.
        bytes.add16(measures.flags & 0x3)
        bytes.add16(measures.unitsPerEm)
        // No dates: the same letters are the same bytes.
        for _ in 0..<4 { bytes.add32(0) }
        for edge in measures.box { bytes.add16(edge) }
        for value in [measures.style, measures.smallestSize, 2, isLong ? 1 : 0, 0] { bytes.add16(value) }
        return bytes
    }

    private var horizontal: [UInt8] {
        let measures = font.measures
        let widest = sources.map { Int(font.advances[Int($0.glyph)]) }.max() ?? 0
        var bytes: [UInt8] = []
        bytes.add32(0x0001_0000)
        for value in [measures.ascent, measures.descent, measures.lineGap, widest] { bytes.add16(value) }
        // The box of all glyphs stands for the extremes of these; an upright caret.
        for value in [measures.box[0], 0, measures.box[2], 1, 0, 0, 0, 0, 0, 0, 0, sources.count] { bytes.add16(value) }
        return bytes
    }

    private var profile: [UInt8] {
        let measures = font.measures
        var bytes: [UInt8] = []
        bytes.add32(0x0001_0000)
        bytes.add16(sources.count)
        let points = measures.limits
        let parts = mostMarks + 1
        let composed = mostMarks == 0 ? [0, 0] : [max(points[0], points[2]) * parts, max(points[1], points[3]) * parts]
        for value in [points[0], points[1], max(points[2], composed[0]), max(points[3], composed[1])] { bytes.add16(min(value, 0xFFFF)) }
        // One zone, and nothing for hints.
        for value in [1, 0, 0, 0, 0, 0, 0] { bytes.add16(value) }
        bytes.add16(max(measures.componentLimit, mostMarks == 0 ? 0 : parts))
        bytes.add16(min(measures.componentDepth + (mostMarks == 0 ? 0 : 1), 16))
        return bytes
    }
}

extension [UInt8] {
    /// Two bytes, high byte first; a negative number as its complement.
    mutating func add16(_ value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func add32(_ value: Int) {
        add16(value >> 16)
        add16(value)
    }
}
