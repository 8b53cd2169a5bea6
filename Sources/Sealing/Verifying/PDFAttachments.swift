/// The data a Blauwbrug puts in its documents: per organisation a JSON and its signature, as embedded files (ISO 32000-1, 7.11.4).
enum PDFAttachments {
    /// Names of files of ours begin with it.
    private static let stem = "schuldenoverzicht"
    /// More than any document of ours has.
    private static let files = 1_000

    /// By name. Files of others are passed over.
    static func all(in file: inout PDFReading) throws(PDFMistake) -> [String: [UInt8]] {
        guard let names = try file.resolved(try file.catalog()["Names"]).map, let tree = names["EmbeddedFiles"] else { return [:] }
        var found: [String: [UInt8]] = [:]
        var nodes = [tree]
        var seen: Set<Int> = []
        var count = 0
        while let item = nodes.popLast() {
            if let number = item.reference, !seen.insert(number).inserted { throw .malformed }
            guard let node = try file.resolved(item).map else { throw .malformed }
            let kids = try file.resolved(node["Kids"]).list ?? []
            let pairs = try file.resolved(node["Names"]).list ?? []
            count += kids.count + pairs.count + 1
            guard count <= files, pairs.count.isMultiple(of: 2) else { throw .tooComplex }
            nodes += kids
            for at in stride(from: 1, to: pairs.count, by: 2) {
                guard let filed = try file.resolved(pairs[at]).map else { throw .malformed }
                guard let name = text(filed["UF"]) ?? text(filed["F"]), name.hasPrefix(stem) else { continue }
                guard let place = try file.resolved(filed["EF"]).map, let content = try file.stream(place["F"] ?? place["UF"]),
                    found.updateValue(content, forKey: name) == nil
                else { throw .malformed }
            }
        }
        return found
    }

    /// A text string in ASCII or UTF-16 (ISO 32000-1, 7.9.2); nil for what has other characters than names of ours.
    private static func text(_ item: PDFItem?) -> String? {
        guard let bytes = item?.string, bytes.count <= 512 else { return nil }
        var plain = bytes
        if bytes.starts(with: [0xFE, 0xFF]) {
            guard bytes.count.isMultiple(of: 2), stride(from: 2, to: bytes.count, by: 2).allSatisfy({ bytes[$0] == 0 }) else { return nil }
            plain = stride(from: 3, to: bytes.count, by: 2).map { bytes[$0] }
        }
        return plain.allSatisfy { (0x20...0x7E).contains($0) } ? String(decoding: plain, as: UTF8.self) : nil
    }
}
