/// A raster image as a page holds it: pixels of 8 bits, decoded and checked once.
package struct Picture: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// RGB, three bytes per pixel, rows from the top.
    package let pixels: [UInt8]
    /// One byte per pixel, 255 is opaque; nil when the whole picture is.
    package let mask: [UInt8]?
    /// `pixels` and `mask` as zlib streams, ready for `/FlateDecode`: packed once, not for every document.
    package let packedPixels: [UInt8]
    package let packedMask: [UInt8]?

    package init(width: Int, height: Int, pixels: [UInt8], mask: [UInt8]?) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.mask = mask
        packedPixels = []
        packedMask = nil
    }

    /// A PNG (ISO/IEC 15948) of 8 bits per sample or a palette, not interlaced.
    package static func read(_ bytes: [UInt8]) throws(PictureFailure) -> Picture { throw .notAPicture }
}
