/// A raster image as a page holds it: pixels of 8 bits, decoded and checked once.
package struct Picture: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// RGB, three bytes per pixel, rows from the top.
    package let pixels: [UInt8]
    /// One byte per pixel, 255 is opaque; nil when the whole picture is.
    package let mask: [UInt8]?

    package init(width: Int, height: Int, pixels: [UInt8], mask: [UInt8]?) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.mask = mask
    }
}
