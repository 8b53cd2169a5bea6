import Core

/// The signature in a PDF (ISO 32000-1, 12.8), and how it says which bytes it is about.
struct PDFSignature {
    /// What `/Contents` holds, the zeros behind it included.
    let contents: [UInt8]
    /// Where `/Contents` stands, the angle brackets included.
    let place: Range<Int>
    /// `/ByteRange`: pairs of a first byte and a count.
    let byteRange: [Int]
    let format: String?
    /// `/M`, the sealer's own clock; nil when it is not there or not a moment.
    let claimed: Instant?
    /// Whether it is a certification signature (DocMDP): nothing may be added.
    let certifies: Bool

    /// The signatures of a file, in the order of its fields.
    static func all(in file: inout PDFReading) throws(PDFMistake) -> [PDFSignature] {
        guard let form = try file.resolved(try file.catalog()["AcroForm"]).map,
            let fields = try file.resolved(form["Fields"]).list
        else { return [] }
        var walk = Walk()
        for field in fields { try walk.visit(field, inherited: nil, level: 0, in: &file) }
        return walk.found
    }

    private struct Walk {
        var found: [PDFSignature] = []
        private var seen: Set<Int> = []
        private var values: Set<Int> = []

        mutating func visit(
            _ item: PDFItem, inherited: String?, level: Int, in file: inout PDFReading
        ) throws(PDFMistake) {
            guard level < 16, seen.count < 5_000 else { throw .tooComplex }
            guard let number = item.reference, seen.insert(number).inserted, let field = try file.resolved(item).map else {
                throw .malformed
            }
            let type = try file.resolved(field["FT"]).name ?? inherited
            if type == "Sig", let value = field["V"], value != .null {
                // Two fields with one value are one signature.
                if let number = value.reference, !values.insert(number).inserted { return }
                guard let map = try file.resolved(value).map else { throw .malformed }
                found.append(try PDFSignature(map, in: &file))
            }
            for kid in try file.resolved(field["Kids"]).list ?? [] { try visit(kid, inherited: type, level: level + 1, in: &file) }
        }
    }

    private init(_ map: [String: PDFItem], in file: inout PDFReading) throws(PDFMistake) {
        guard case .string(let contents, at: .some(let place)) = map["Contents"], let range = map["ByteRange"]?.list else {
            throw .malformed
        }
        self.contents = contents
        self.place = place
        byteRange = range.map { $0.integer ?? -1 }
        format = map["SubFilter"]?.name
        claimed = map["M"]?.string.flatMap { PDFSignature.moment($0) }.map { Instant(epoch: $0) }
        var certifies = false
        for reference in try file.resolved(map["Reference"]).list ?? [] {
            if try file.resolved(reference).map?["TransformMethod"]?.name == "DocMDP" { certifies = true }
        }
        self.certifies = certifies
    }

    /// Where the sealed bytes end; nil unless exactly `/Contents` is left out of them, and that is nothing but hexadecimal digits.
    func end(in bytes: [UInt8]) -> Int? {
        guard byteRange.count == 4, byteRange[0] == 0, byteRange[1] == place.lowerBound, byteRange[2] == place.upperBound,
            byteRange[3] > 0, byteRange[3] <= bytes.count - place.upperBound, bytes[place.lowerBound] == UInt8(ascii: "<"),
            place.count == contents.count * 2 + 2, isPlain(bytes[place].dropFirst().dropLast())
        else { return nil }
        return place.upperBound + byteRange[3]
    }

    /// Whether there are digits only, and those above nine are all capitals or none: then nothing can be written otherwise without a trace.
    private func isPlain(_ digits: ArraySlice<UInt8>) -> Bool {
        var (hasCapitals, hasOthers) = (false, false)
        for digit in digits {
            switch digit {
            case 0x30...0x39: continue
            case 0x41...0x46: hasCapitals = true
            case 0x61...0x66: hasOthers = true
            default: return false
            }
        }
        return !(hasCapitals && hasOthers)
    }

    /// `D:20261122083000Z` or `D:20261122093000+01'00'` (ISO 32000-1, 7.9.4), in seconds since 1970 UTC.
    static func moment(_ text: [UInt8]) -> Int? {
        guard text.count >= 16, text.starts(with: Array("D:".utf8)), text[2..<16].allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
        func number(_ at: Int, _ count: Int) -> Int { text[at..<at + count].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        guard let date = CalendarDate(year: number(2, 4), month: number(6, 2), day: number(8, 2)), number(10, 2) < 24, number(12, 2) < 60,
            number(14, 2) < 60
        else { return nil }
        let second = date.epochDay * 86_400 + number(10, 2) * 3_600 + number(12, 2) * 60 + number(14, 2)
        guard text.count > 16, text[16] != UInt8(ascii: "Z") else { return second }
        guard text.count >= 19, text[16] == UInt8(ascii: "+") || text[16] == UInt8(ascii: "-"),
            text[17..<19].allSatisfy({ $0 &- 0x30 <= 9 })
        else { return nil }
        var zone = number(17, 2) * 3_600
        if text.count >= 22, text[20..<22].allSatisfy({ $0 &- 0x30 <= 9 }) { zone += number(20, 2) * 60 }
        return text[16] == UInt8(ascii: "+") ? second - zone : second + zone
    }
}
