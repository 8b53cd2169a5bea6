import Glibc

@testable import Sealing

/// The fonts that the product uses, from the Debian packages fonts-lato and fonts-dejavu-core.
enum TestFonts {
    struct Missing: Error { let path: String }

    static let folder = "/usr/share/fonts/truetype"

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen("\(folder)/\(path)", "r") else { throw Missing(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    static let lato = Result { try Font.read(bytes("lato/Lato-Regular.ttf")) }
    static let latoBold = Result { try Font.read(bytes("lato/Lato-Bold.ttf")) }
    static let dejaVu = Result { try Font.read(bytes("dejavu/DejaVuSans.ttf")) }
    static let dejaVuBold = Result { try Font.read(bytes("dejavu/DejaVuSans-Bold.ttf")) }

    static func set() throws -> FontSet {
        FontSet(regular: [try lato.get(), try dejaVu.get()], bold: [try latoBold.get(), try dejaVuBold.get()])
    }

    /// A whole font of a few letters, with the tables that a document's subset lacks: small enough to be broken thousands of times.
    static func small(isLong: Bool) throws -> [UInt8] {
        var letters = TypeCase(try set())
        _ = try letters.runs("Aé;ő€", isBold: false)
        guard let subset = letters.subsets()[0] else { throw Missing(path: "subset") }
        let directory = try FontDirectory(subset.bytes)
        let original = try FontDirectory(bytes("lato/Lato-Regular.ttf"))
        let characters = subset.meanings.enumerated().compactMap { code, meaning in meaning.first.map { (Int($0.value), code) } }
            .sorted { $0.0 < $1.0 }
        var tables: [(name: String, bytes: [UInt8])] = [
            ("cmap", isLong ? groups(characters) : segments(characters)),
            ("OS/2", Array(try original.table("OS/2").bytes)), ("name", name),
        ]
        for name in ["glyf", "head", "hhea", "hmtx", "loca", "maxp"] { tables.append((name, Array(try directory.table(name).bytes))) }
        return TrueTypeFile.bytes(tables.sorted { $0.name < $1.name })
    }

    private static var name: [UInt8] {
        var bytes: [UInt8] = []
        for value in [0, 1, 18, 3, 1, 0x409, 6, 10, 0] { bytes.add16(value) }
        for byte in "Small".utf8 { bytes.add16(Int(byte)) }
        return bytes
    }

    private static func groups(_ characters: [(Int, Int)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in [0, 1, 3, 10] { bytes.add16(value) }
        bytes.add32(12)
        for value in [12, 0] { bytes.add16(value) }
        for value in [16 + 12 * characters.count, 0, characters.count] { bytes.add32(value) }
        for (scalar, code) in characters { for value in [scalar, scalar, code] { bytes.add32(value) } }
        return bytes
    }

    private static func segments(_ characters: [(Int, Int)]) -> [UInt8] {
        let all = characters + [(0xFFFF, 0)]
        var bytes: [UInt8] = []
        for value in [0, 1, 3, 1, 0, 12] { bytes.add16(value) }
        for value in [4, 16 + 8 * all.count, 0, 2 * all.count, 0, 0, 0] { bytes.add16(value) }
        for (scalar, _) in all { bytes.add16(scalar) }
        bytes.add16(0)
        for (scalar, _) in all { bytes.add16(scalar) }
        for (scalar, code) in all { bytes.add16(code - scalar) }
        for _ in all { bytes.add16(0) }
        return bytes
    }
}

/// Numbers that look random and are the same every time (splitmix64).
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(max(1, limit)))
    }
}
