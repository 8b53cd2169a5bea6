/// The sRGB colour space as an ICC profile (ISO 15076-1, version 4.2), built here: 500 bytes that a PDF/A must carry to say what its colours are.
enum ColourProfile {
    static let bytes: [UInt8] = build()

    private static func build() -> [UInt8] {
        let tags: [(String, [UInt8])] = [
            ("desc", localised("sRGB")),
            ("cprt", localised("No copyright, use freely")),
            ("wtpt", xyz([0.9642, 1, 0.8249])),
            // The primaries and the adaptation of IEC 61966-2-1, seen under D50.
            ("chad", fixed("sf32", [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168])),
            ("rXYZ", xyz([0.43607, 0.22249, 0.01392])),
            ("gXYZ", xyz([0.38515, 0.71687, 0.09708])),
            ("bXYZ", xyz([0.14307, 0.06061, 0.71410])),
            ("rTRC", curve()),
        ]
        var table: [UInt8] = []
        var data: [UInt8] = []
        let names = tags.map(\.0) + ["gTRC", "bTRC"]
        let start = 128 + 4 + names.count * 12
        var last: (offset: Int, size: Int) = (0, 0)
        table += big(names.count)
        for (index, name) in names.enumerated() {
            // One curve serves the three colours.
            if index < tags.count {
                last = (start + data.count, tags[index].1.count)
                data += tags[index].1
                while data.count % 4 > 0 { data.append(0) }
            }
            table += Array(name.utf8) + big(last.offset) + big(last.size)
        }
        var head = big(start + data.count) + big(0) + [4, 0x20, 0, 0] + Array("mntrRGB XYZ ".utf8)
        head += [0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0] + Array("acsp".utf8)
        head += [UInt8](repeating: 0, count: 28) + triple([0.9642, 1, 0.8249])
        head += [UInt8](repeating: 0, count: 128 - head.count)
        return head + table + data
    }

    private static func big(_ value: Int) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// s15Fixed16Number.
    private static func triple(_ values: [Double]) -> [UInt8] { values.flatMap { big(Int(($0 * 65536).rounded())) } }

    private static func fixed(_ type: String, _ values: [Double]) -> [UInt8] { Array(type.utf8) + big(0) + triple(values) }

    private static func xyz(_ values: [Double]) -> [UInt8] { fixed("XYZ ", values) }

    /// The sRGB transfer curve as a formula (parametric curve type 3).
    private static func curve() -> [UInt8] {
        Array("para".utf8) + big(0) + [0, 3, 0, 0] + triple([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
    }

    private static func localised(_ text: String) -> [UInt8] {
        let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return Array("mluc".utf8) + big(0) + big(1) + big(12) + Array("enUS".utf8) + big(units.count) + big(28) + units
    }
}
