/// What a font says of itself, in its own units (OpenType `head`, `hhea`, `maxp`, `OS/2`, `post`, `name`).
struct FontMeasures: Sendable {
    let unitsPerEm: Int
    let box: [Int]
    let ascent: Int
    let descent: Int
    let lineGap: Int
    /// From `OS/2`; nil in an old font, which is asked for the height of its H and x instead.
    let capHeight: Int?
    let xHeight: Int?
    let weight: Int
    let italicAngle: Int
    let isFixedPitch: Bool
    let style: Int
    let smallestSize: Int
    /// Of `head`: what they say of hints is gone with the hints.
    let flags: Int
    let isLongLoca: Bool
    let glyphs: Int
    let metrics: Int
    /// `maxPoints`, `maxContours`, `maxCompositePoints`, `maxCompositeContours`.
    let limits: [Int]
    let componentLimit: Int
    let componentDepth: Int
    let postScriptName: String

    init(_ directory: FontDirectory) throws(FontFailure) {
        let head = try directory.table("head")
        guard try head.u32(12) == 0x5F0F_3CF5 else { throw .damaged }
        unitsPerEm = try head.u16(18)
        guard (16...16_384).contains(unitsPerEm) else { throw .damaged }
        box = [try head.i16(36), try head.i16(38), try head.i16(40), try head.i16(42)]
        flags = try head.u16(16)
        style = try head.u16(44)
        smallestSize = try head.u16(46)
        isLongLoca = try head.i16(50) != 0

        let hhea = try directory.table("hhea")
        ascent = try hhea.i16(4)
        descent = try hhea.i16(6)
        lineGap = try hhea.i16(8)
        metrics = try hhea.u16(34)

        let maxp = try directory.table("maxp")
        guard try maxp.u32(0) == 0x0001_0000 else { throw .damaged }
        glyphs = try maxp.u16(4)
        guard glyphs > 0, metrics > 0, metrics <= glyphs else { throw .damaged }
        limits = [try maxp.u16(6), try maxp.u16(8), try maxp.u16(10), try maxp.u16(12)]
        componentLimit = try maxp.u16(28)
        componentDepth = try maxp.u16(30)

        let windows = try directory.table("OS/2")
        try Self.checkEmbedding(try windows.u16(8))
        weight = try windows.u16(4)
        let isRecent = try windows.u16(0) >= 2
        let heights: (Int, Int) = isRecent ? (try windows.i16(86), try windows.i16(88)) : (0, 0)
        xHeight = heights.0 > 0 ? heights.0 : nil
        capHeight = heights.1 > 0 ? heights.1 : nil

        let post = directory.optional("post")
        // 16.16 fixed point: the whole degrees are enough for a descriptor.
        italicAngle = try post?.i16(4) ?? 0
        isFixedPitch = try (post?.u32(12) ?? 0) != 0
        postScriptName = try directory.optional("name").flatMap { (names) throws(FontFailure) in try Self.name(names) } ?? "Font"
    }

    /// `fsType`: 2 forbids embedding, unless 4 (to view and print) or 8 (to edit) allow it after all; 0x100 forbids a subset; 0x200 allows
    /// bitmaps only.
    private static func checkEmbedding(_ rights: Int) throws(FontFailure) {
        let isForbidden = rights & 0x2 != 0 && rights & 0xC == 0
        if isForbidden || rights & 0x300 != 0 { throw .embeddingForbidden }
    }

    /// Name 6; letters, digits and a hyphen only, since it becomes a name in the document.
    private static func name(_ table: FontTable) throws(FontFailure) -> String? {
        let texts = try table.from(try table.u16(4))
        for at in 0..<(try table.u16(2)) {
            let entry = try table.part(6 + 12 * at, 12)
            let platform = try entry.u16(0)
            guard try entry.u16(6) == 6, platform == 1 || platform == 3 else { continue }
            let text = try texts.part(try entry.u16(10), try entry.u16(8))
            // Either way ASCII: in UTF-16 every other byte is zero.
            let kept = text.bytes.filter { isNameByte($0) }.prefix(63)
            if !kept.isEmpty { return String(decoding: kept, as: UTF8.self) }
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
