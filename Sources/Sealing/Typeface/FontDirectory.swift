/// Where the tables of a font file stand (OpenType, Table directory).
struct FontDirectory {
    private let tables: [String: FontTable]

    /// A font of more bytes is not read: the largest of a desktop are under it.
    static let limit = 32 << 20

    init(_ bytes: [UInt8]) throws(FontFailure) {
        guard bytes.count >= 12, bytes.count <= Self.limit else { throw .notTrueType }
        let file = FontTable(bytes: bytes[...])
        switch try file.u32(0) {
        case 0x0001_0000, 0x7472_7565: break
        case 0x4F54_544F: throw .withoutOutlines
        default: throw .notTrueType
        }
        var found: [String: FontTable] = [:]
        for at in 0..<(try file.u16(4)) {
            let entry = try file.part(12 + 16 * at, 16)
            let name = String(decoding: entry.bytes.prefix(4), as: UTF8.self)
            guard found[name] == nil else { throw .damaged }
            found[name] = try file.part(try entry.u32(8), try entry.u32(12))
        }
        guard found["glyf"] != nil, found["loca"] != nil else { throw .withoutOutlines }
        tables = found
    }

    func table(_ name: String) throws(FontFailure) -> FontTable {
        guard let table = tables[name] else { throw .damaged }
        return table
    }

    func optional(_ name: String) -> FontTable? { tables[name] }
}
