/// The samples of a PNG as colours (ISO/IEC 15948, 6 and 11.3.2).
struct PNGColours {
    private let header: PNGHeader
    /// By the value of a sample: red, green, blue and how opaque; of a palette, and of grey.
    private let table: [(UInt8, UInt8, UInt8, UInt8)]
    /// The one colour that is not there at all, of a picture without a mask of its own.
    private let absent: [UInt8]?

    init(_ header: PNGHeader, palette: [UInt8], transparency: [UInt8]) throws(PictureFailure) {
        self.header = header
        let most = 1 << header.bits
        var absent: [UInt8]?
        var table: [(UInt8, UInt8, UInt8, UInt8)] = []
        switch header.colour {
        case .palette:
            guard !palette.isEmpty, palette.count / 3 <= most, transparency.count <= palette.count / 3 else { throw .damaged }
            for at in 0..<palette.count / 3 {
                table.append((palette[3 * at], palette[3 * at + 1], palette[3 * at + 2], at < transparency.count ? transparency[at] : 255))
            }
        case .grey:
            guard transparency.isEmpty || transparency.count == 2 else { throw .damaged }
            for value in 0..<most {
                let grey = UInt8(value * 255 / (most - 1))
                let isAbsent = transparency.count == 2 && Int(transparency[0]) << 8 | Int(transparency[1]) == value
                table.append((grey, grey, grey, isAbsent ? 0 : 255))
            }
        case .rgb:
            guard transparency.isEmpty || transparency.count == 6 else { throw .damaged }
            if transparency.count == 6, transparency[0] == 0, transparency[2] == 0, transparency[4] == 0 {
                absent = [transparency[1], transparency[3], transparency[5]]
            }
        case .greyAlpha, .rgbAlpha:
            guard transparency.isEmpty else { throw .damaged }
        }
        self.table = table
        self.absent = absent
    }

    /// A sample that the palette does not have is black, as elsewhere.
    func picture(_ rows: [UInt8]) -> Picture {
        let count = header.width * header.height
        var pixels: [UInt8] = []
        var mask: [UInt8] = []
        pixels.reserveCapacity(3 * count)
        mask.reserveCapacity(count)
        for row in 0..<header.height {
            let start = row * header.rowBytes
            for column in 0..<header.width {
                let (red, green, blue, opaque) = colour(rows, start, column)
                pixels.append(red)
                pixels.append(green)
                pixels.append(blue)
                mask.append(opaque)
            }
        }
        let isOpaque = mask.allSatisfy { $0 == 255 }
        return Picture(width: header.width, height: header.height, pixels: pixels, mask: isOpaque ? nil : mask)
    }

    private func colour(_ rows: [UInt8], _ start: Int, _ column: Int) -> (UInt8, UInt8, UInt8, UInt8) {
        switch header.colour {
        case .grey, .palette:
            let bit = column * header.bits
            let value = Int(rows[start + bit / 8]) >> (8 - header.bits - bit % 8) & ((1 << header.bits) - 1)
            return value < table.count ? table[value] : (0, 0, 0, 255)
        case .rgb:
            let at = start + 3 * column
            let isAbsent = absent.map { $0[0] == rows[at] && $0[1] == rows[at + 1] && $0[2] == rows[at + 2] } ?? false
            return (rows[at], rows[at + 1], rows[at + 2], isAbsent ? 0 : 255)
        case .greyAlpha:
            let grey = rows[start + 2 * column]
            return (grey, grey, grey, rows[start + 2 * column + 1])
        case .rgbAlpha:
            let at = start + 4 * column
            return (rows[at], rows[at + 1], rows[at + 2], rows[at + 3])
        }
    }
}
