import Testing

@testable import Sealing

@Suite struct PictureTests {
    @Test func everyKindOfColourIsRead() throws {
        let red = try Picture.read(PNG(2, 1, bits: 8, colour: 2, rows: [[0, 255, 0, 0, 1, 2, 3]]).bytes)
        #expect(red == Picture(width: 2, height: 1, pixels: [255, 0, 0, 1, 2, 3], mask: nil))
        let clear = try Picture.read(PNG(1, 2, bits: 8, colour: 6, rows: [[0, 9, 8, 7, 128], [0, 1, 2, 3, 255]]).bytes)
        #expect(clear == Picture(width: 1, height: 2, pixels: [9, 8, 7, 1, 2, 3], mask: [128, 255]))
        let opaque = try Picture.read(PNG(1, 1, bits: 8, colour: 6, rows: [[0, 9, 8, 7, 255]]).bytes)
        #expect(opaque.mask == nil)
        let grey = try Picture.read(PNG(1, 1, bits: 8, colour: 4, rows: [[0, 77, 0]]).bytes)
        #expect(grey == Picture(width: 1, height: 1, pixels: [77, 77, 77], mask: [0]))
        let bits = try Picture.read(PNG(5, 1, bits: 1, colour: 0, rows: [[0, 0b1010_1000]]).bytes)
        #expect(bits.pixels.enumerated().filter { $0.offset % 3 == 0 }.map(\.element) == [255, 0, 255, 0, 255])
        let palette = try Picture.read(
            PNG(3, 1, bits: 4, colour: 3, rows: [[0, 0x01, 0x20]], palette: [1, 1, 1, 2, 2, 2, 3, 3, 3], clear: [255, 0]).bytes)
        #expect(palette == Picture(width: 3, height: 1, pixels: [1, 1, 1, 2, 2, 2, 3, 3, 3], mask: [255, 0, 255]))
        let absent = try Picture.read(PNG(2, 1, bits: 8, colour: 2, rows: [[0, 5, 5, 5, 6, 6, 6]], clear: [0, 5, 0, 5, 0, 5]).bytes)
        #expect(absent.mask == [0, 255])
    }

    /// Each filter, by hand from ISO/IEC 15948, 9.2.
    @Test func filtersAreUndone() throws {
        let rows: [[UInt8]] = [[1, 10, 5, 5], [2, 1, 1, 1], [3, 1, 1, 1], [4, 1, 1, 1]]
        let picture = try Picture.read(PNG(3, 4, bits: 8, colour: 0, rows: rows).bytes)
        let grey = picture.pixels.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        #expect(grey == [10, 15, 20, 11, 16, 21, 6, 12, 17, 7, 13, 18])
    }

    @Test func isPackedForThePage() throws {
        let picture = try Picture.read(PNG(1, 1, bits: 8, colour: 6, rows: [[0, 9, 8, 7, 128]]).bytes)
        #expect(Zlib.unpacked(picture.packedPixels, count: 3) == [9, 8, 7])
        #expect(picture.packedMask.flatMap { Zlib.unpacked($0, count: 1) } == [128])
    }

    /// Few colours are written as places in a palette, two in a byte, a row from a whole byte; what is seen stays the same.
    @Test(arguments: [(3, 4), (16, 4), (17, 8), (256, 8), (257, nil)]) func fewColoursArePlacesInAPalette(_ count: Int, _ bits: Int?) throws
    {
        let (width, height) = (301, 2)
        let pixels = (0..<width * height).flatMap { at -> [UInt8] in [UInt8(at % count / 256), UInt8(truncatingIfNeeded: at % count), 7] }
        let picture = Picture(width: width, height: height, pixels: pixels, mask: nil)
        guard let bits else {
            #expect(picture.palette.isEmpty && picture.bits == 8)
            #expect(Zlib.unpacked(picture.packedPixels, count: pixels.count) == pixels)
            return
        }
        #expect(picture.bits == bits && picture.palette.count == 3 * count)
        let row = bits == 8 ? width : (width + 1) / 2
        let places = try #require(Zlib.unpacked(picture.packedPixels, count: row * height))
        var seen: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let byte = places[y * row + x * bits / 8]
                let place = Int(bits == 8 ? byte : x % 2 == 0 ? byte >> 4 : byte & 15)
                seen += picture.palette[3 * place..<3 * place + 3]
            }
        }
        #expect(seen == pixels)
    }

    @Test(arguments: ["", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "<html>", "%PDF-1.7", "MZ", "\u{89}PNG"])
    func whatIsNoPictureIsRefused(text: String) {
        #expect(throws: PictureFailure.notAPicture) { try Picture.read(Array(text.utf8)) }
    }

    @Test func otherKindsAreNamed() {
        #expect(throws: PictureFailure.unsupported("JPEG")) { try Picture.read([0xFF, 0xD8, 0xFF, 0xE0, 0]) }
        #expect(throws: PictureFailure.unsupported("GIF")) { try Picture.read(Array("GIF89a".utf8)) }
        #expect(throws: PictureFailure.unsupported("16 bits per sample")) {
            try Picture.read(PNG(1, 1, bits: 16, colour: 0, rows: [[0, 1, 1]]).bytes)
        }
        #expect(throws: PictureFailure.unsupported("interlaced")) {
            try Picture.read(PNG(1, 1, bits: 8, colour: 0, rows: [[0, 1]], interlaced: 1).bytes)
        }
    }

    @Test func tooMuchIsRefused() {
        #expect(throws: PictureFailure.tooLarge) { try Picture.read([UInt8](repeating: 0x89, count: 20_000_000)) }
        #expect(throws: PictureFailure.tooLarge) { try Picture.read(PNG(4001, 1, bits: 8, colour: 0, rows: [[0]]).bytes) }
        #expect(throws: PictureFailure.tooLarge) { try Picture.read(PNG(4000, 1001, bits: 8, colour: 0, rows: [[0]]).bytes) }
        #expect(throws: PictureFailure.tooLarge) { try Picture.read(PNG(0xFFFF_FFFF, 2, bits: 8, colour: 0, rows: [[0]]).bytes) }
        // Says one pixel, unpacks to a million.
        let bomb = PNG(1, 1, bits: 8, colour: 0, rows: [[UInt8](repeating: 0, count: 1_000_000)]).bytes
        #expect(bomb.count < 2_000)
        #expect(throws: PictureFailure.damaged) { try Picture.read(bomb) }
    }

    @Test func whatIsCutOffOrGoesOnIsRefused() throws {
        let whole = PNG(2, 2, bits: 8, colour: 2, rows: [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5, 6]]).bytes
        for length in 8..<whole.count { #expect(throws: PictureFailure.damaged) { try Picture.read(Array(whole.prefix(length))) } }
        #expect(throws: PictureFailure.damaged) { try Picture.read(whole + Array("<script>".utf8)) }
        #expect(throws: PictureFailure.damaged) { try Picture.read(PNG(2, 2, bits: 8, colour: 0, rows: [[0, 1, 1]]).bytes) }
        #expect(throws: PictureFailure.damaged) { try Picture.read(PNG(1, 1, bits: 8, colour: 0, rows: [[5, 1]]).bytes) }
        #expect(throws: PictureFailure.damaged) { try Picture.read(PNG(1, 1, bits: 8, colour: 3, rows: [[0, 1]]).bytes) }
        #expect(throws: PictureFailure.damaged) { try Picture.read(PNG(1, 1, bits: 4, colour: 2, rows: [[0, 1]]).bytes) }
    }

    /// With sums that fit, so that what is behind them is reached.
    @Test func aDamagedPictureCannotBreakAnything() {
        var dice = Dice(3)
        var read = 0
        for _ in 0..<4_000 {
            let colour = [0, 2, 3, 4, 6][dice.next(5)]
            // Mostly what fits, so that the rest of the file is reached.
            let bits = dice.next(3) > 0 ? 8 : [1, 2, 4][dice.next(3)]
            let clear = dice.next(3) > 0 ? 0 : dice.next(8)
            var png = PNG(
                1 + dice.next(9), 1 + dice.next(9), bits: bits, colour: colour, rows: [],
                palette: (0..<dice.next(20)).map { UInt8($0) }, clear: (0..<clear).map { UInt8($0) })
            let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour] ?? 1
            let width = (png.width * samples * png.bits + 7) / 8
            png.rows = (0..<png.height).map { _ in [UInt8(dice.next(5))] + (0..<width).map { _ in UInt8(dice.next(256)) } }
            var bytes = png.bytes
            if dice.next(2) == 0 { bytes[dice.next(bytes.count)] ^= UInt8(1 << dice.next(8)) }
            guard let picture = try? Picture.read(bytes) else { continue }
            read += 1
            #expect(picture.pixels.count == 3 * picture.width * picture.height)
        }
        #expect(read > 300)
    }
}

/// A PNG as it is told to be, right or wrong.
struct PNG {
    let width: Int
    let height: Int
    let bits: Int
    let colour: Int
    /// Each with its filter byte.
    var rows: [[UInt8]]
    let palette: [UInt8]
    let clear: [UInt8]
    let interlaced: Int

    init(
        _ width: Int, _ height: Int, bits: Int, colour: Int, rows: [[UInt8]], palette: [UInt8] = [], clear: [UInt8] = [],
        interlaced: Int = 0
    ) {
        self.width = width
        self.height = height
        self.bits = bits
        self.colour = colour
        self.rows = rows
        self.palette = palette
        self.clear = clear
        self.interlaced = interlaced
    }

    var bytes: [UInt8] {
        var header: [UInt8] = []
        header.add32(width)
        header.add32(height)
        header += [UInt8(bits), UInt8(colour), 0, 0, UInt8(interlaced)]
        var file = PNGReader.signature + chunk("IHDR", header)
        if !palette.isEmpty { file += chunk("PLTE", palette) }
        if !clear.isEmpty { file += chunk("tRNS", clear) }
        return file + chunk("tEXt", Array("<script>".utf8)) + chunk("IDAT", Zlib.packed(rows.flatMap { $0 })) + chunk("IEND", [])
    }

    private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        var bytes: [UInt8] = []
        bytes.add32(content.count)
        bytes += body
        bytes.add32(Int(Zlib.check(body[...])))
        return bytes
    }
}
