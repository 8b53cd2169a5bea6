/// The pixels of a picture of few colours as places in a palette (ISO 32000-1, 8.6.6.3): a third of the bytes, or a sixth.
struct PictureIndex {
    let palette: [UInt8]
    let bits: Int
    /// Rows from the top, each from a whole byte.
    let places: [UInt8]

    /// Nil when there are more than 256 colours, or so few pixels that a palette saves nothing.
    init?(_ pixels: [UInt8], width: Int, height: Int) {
        guard width > 0, height > 0, pixels.count == 3 * width * height, width * height > 256 else { return nil }
        var found: [UInt32: UInt8] = [:]
        var palette: [UInt8] = []
        var places: [UInt8] = []
        places.reserveCapacity(width * height)
        for at in stride(from: 0, to: pixels.count, by: 3) {
            let colour = UInt32(pixels[at]) << 16 | UInt32(pixels[at + 1]) << 8 | UInt32(pixels[at + 2])
            if let place = found[colour] {
                places.append(place)
                continue
            }
            guard found.count < 256 else { return nil }
            let place = UInt8(found.count)
            found[colour] = place
            palette += pixels[at...at + 2]
            places.append(place)
        }
        self.palette = palette
        bits = found.count <= 16 ? 4 : 8
        self.places = bits == 8 ? places : PictureIndex.halved(places, width: width)
    }

    /// Two places in a byte, the left one high.
    private static func halved(_ places: [UInt8], width: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(places.count / 2 + places.count / width)
        for start in stride(from: 0, to: places.count, by: width) {
            for column in stride(from: 0, to: width, by: 2) {
                out.append(places[start + column] << 4 | (column + 1 < width ? places[start + column + 1] : 0))
            }
        }
        return out
    }
}
