/// A raster image as a page holds it: pixels of 8 bits, decoded and checked once.
package struct Picture: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// RGB, three bytes per pixel, rows from the top.
    package let pixels: [UInt8]
    /// One byte per pixel, 255 is opaque; nil when the whole picture is.
    package let mask: [UInt8]?
    /// Its colours when they are few (2 to 16, or to 256): red, green, blue of each. Then `packedPixels` are places in it; else empty.
    package let palette: [UInt8]
    /// Of a place in the palette: 4 or 8; 8 without a palette.
    package let bits: Int
    /// `pixels`, or their places in the palette, and `mask` as zlib streams, ready for `/FlateDecode`: packed once, not for every document.
    package let packedPixels: [UInt8]
    package let packedMask: [UInt8]?

    package init(width: Int, height: Int, pixels: [UInt8], mask: [UInt8]?) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.mask = mask
        let indexed = PictureIndex(pixels, width: width, height: height)
        palette = indexed?.palette ?? []
        bits = indexed?.bits ?? 8
        packedPixels = Zlib.packed(indexed?.places ?? pixels)
        packedMask = mask.map { Zlib.packed($0) }
    }

    /// A PNG (ISO/IEC 15948) of at most 8 bits per sample, not interlaced. Colours are taken as sRGB.
    package static func read(_ bytes: [UInt8]) throws(PictureFailure) -> Picture {
        guard bytes.count <= byteLimit else { throw .tooLarge }
        if bytes.starts(with: PNGReader.signature) { return try PNGReader.picture(bytes) }
        for (name, start) in known where bytes.starts(with: start) { throw .unsupported(name) }
        throw .notAPicture
    }

    static let byteLimit = 1_000_000
    static let sideLimit = 4000
    static let pixelLimit = 4_000_000

    private static let known: [(String, [UInt8])] = [
        ("JPEG", [0xFF, 0xD8, 0xFF]), ("GIF", Array("GIF8".utf8)), ("BMP", Array("BM".utf8)), ("WebP", Array("RIFF".utf8)),
        ("TIFF", [0x49, 0x49, 0x2A, 0]), ("TIFF", [0x4D, 0x4D, 0, 0x2A]),
    ]
}
