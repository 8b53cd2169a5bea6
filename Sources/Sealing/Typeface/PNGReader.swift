/// Reads a PNG (ISO/IEC 15948) whole: one that is cut off, goes on after its end or unpacks to more than it says is refused.
struct PNGReader {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private var header: PNGHeader?
    private var palette: [UInt8] = []
    private var transparency: [UInt8] = []
    private var data: [UInt8] = []
    private var isDataDone = false

    static func picture(_ bytes: [UInt8]) throws(PictureFailure) -> Picture {
        var reader = PNGReader()
        try reader.readChunks(bytes)
        return try reader.picture()
    }

    private mutating func readChunks(_ bytes: [UInt8]) throws(PictureFailure) {
        var at = Self.signature.count
        while true {
            guard at <= bytes.count - 12 else { throw .damaged }
            let length = Self.number(bytes, at)
            guard length <= bytes.count - at - 12 else { throw .damaged }
            let name = bytes[at + 4..<at + 8]
            let content = bytes[at + 8..<at + 8 + length]
            guard Int(Zlib.check(bytes[at + 4..<at + 8 + length])) == Self.number(bytes, at + 8 + length) else { throw .damaged }
            at += 12 + length
            guard header != nil || Array(name) == Array("IHDR".utf8) else { throw .damaged }
            if try !take(String(decoding: name, as: UTF8.self), content) {
                guard at == bytes.count else { throw .damaged }
                return
            }
        }
    }

    /// False at the end.
    private mutating func take(_ name: String, _ content: ArraySlice<UInt8>) throws(PictureFailure) -> Bool {
        if name != "IDAT", !data.isEmpty { isDataDone = true }
        switch name {
        case "IHDR":
            guard header == nil else { throw .damaged }
            header = try PNGHeader(Array(content))
        case "PLTE":
            guard palette.isEmpty, data.isEmpty, content.count % 3 == 0, (3...768).contains(content.count) else { throw .damaged }
            palette = Array(content)
        case "tRNS":
            guard transparency.isEmpty, data.isEmpty, content.count <= 256 else { throw .damaged }
            transparency = Array(content)
        case "IDAT":
            guard !isDataDone else { throw .damaged }
            data += content
        case "IEND": return false
        default:
            // A capital first letter: without it the picture cannot be shown rightly.
            guard let first = name.utf8.first, first & 0x20 != 0 else { throw .damaged }
        }
        return true
    }

    private func picture() throws(PictureFailure) -> Picture {
        guard let header, let raw = Zlib.unpacked(data, count: header.height * (1 + header.rowBytes)) else { throw .damaged }
        let step = max(1, header.samples * header.bits / 8)
        guard let rows = PNGFilter.undone(raw, width: header.rowBytes, step: step) else { throw .damaged }
        let colours = try PNGColours(header, palette: palette, transparency: transparency)
        return colours.picture(rows)
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
        let high = Int(bytes[at]) << 24 | Int(bytes[at + 1]) << 16
        return high | Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
    }
}
