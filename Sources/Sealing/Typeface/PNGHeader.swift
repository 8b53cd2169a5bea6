/// What a PNG says of itself (ISO/IEC 15948, 11.2.2).
struct PNGHeader {
    enum Colour: UInt8 {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgbAlpha = 6
    }

    let width: Int
    let height: Int
    /// Per sample: 1, 2, 4 or 8.
    let bits: Int
    let colour: Colour

    init(_ bytes: [UInt8]) throws(PictureFailure) {
        guard bytes.count == 13, bytes[10] == 0, bytes[11] == 0, bytes[12] <= 1, let colour = Colour(rawValue: bytes[9]) else {
            throw .damaged
        }
        let sides = [0, 4].map { at in bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard sides[0] > 0, sides[1] > 0 else { throw .damaged }
        guard sides[0] <= Picture.sideLimit, sides[1] <= Picture.sideLimit, sides[0] * sides[1] <= Picture.pixelLimit else {
            throw .tooLarge
        }
        if bytes[8] == 16 { throw .unsupported("16 bits per sample") }
        guard bytes[8] == 8 || [1, 2, 4].contains(bytes[8]) && (colour == .grey || colour == .palette) else { throw .damaged }
        if bytes[12] == 1 { throw .unsupported("interlaced") }
        width = sides[0]
        height = sides[1]
        bits = Int(bytes[8])
        self.colour = colour
    }

    var samples: Int {
        switch colour {
        case .grey, .palette: 1
        case .greyAlpha: 2
        case .rgb: 3
        case .rgbAlpha: 4
        }
    }

    var rowBytes: Int { (width * samples * bits + 7) / 8 }
}
