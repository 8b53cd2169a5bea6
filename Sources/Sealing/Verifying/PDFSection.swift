/// One part of the cross-reference of a file (ISO 32000-1, 7.5.4 and 7.5.8): what one revision says about where its objects stand.
struct PDFSection {
    enum Place: Equatable {
        case free
        /// The byte at which `12 0 obj` begins.
        case at(Int)
        /// In an object stream, at this place in it, from 0.
        case packed(in: Int, index: Int)
    }

    /// Of the cross-reference itself: the byte `startxref` names.
    let start: Int
    let places: [Int: Place]
    let trailer: [String: PDFItem]
    /// The number of the object that a cross-reference stream is; nil for a table.
    let number: Int?

    /// More objects than any document of ours has.
    static let objects = 300_000

    /// A table: `xref`, runs of lines of twenty bytes, `trailer`.
    init(table scan: inout PDFScan, start: Int) throws(PDFMistake) {
        var places: [Int: Place] = [:]
        while true {
            scan.space()
            if scan.take("trailer") { break }
            let first = try scan.number()
            let count = try scan.number()
            guard first + count <= PDFSection.objects else { throw .tooComplex }
            for number in first..<first + count {
                let place = try scan.number()
                let generation = try scan.number()
                scan.space()
                let isUsed = scan.take("n")
                guard isUsed && generation == 0 || scan.take("f") else { throw .malformed }
                guard places.updateValue(isUsed ? .at(place) : .free, forKey: number) == nil else { throw .malformed }
            }
        }
        guard let trailer = try scan.item().map, trailer["XRefStm"] == nil else { throw .malformed }
        self.start = start
        self.places = places
        self.trailer = trailer
        number = nil
    }

    /// - Parameter content: of the stream, its filters undone.
    init(stream trailer: [String: PDFItem], content: [UInt8], number: Int, start: Int) throws(PDFMistake) {
        guard trailer["Type"]?.name == "XRef", let size = trailer["Size"]?.integer, size >= 0, size <= PDFSection.objects,
            let widths = trailer["W"]?.list?.compactMap(\.integer), widths.count == 3, widths.allSatisfy({ (0...8).contains($0) })
        else { throw .malformed }
        let width = widths.reduce(0, +)
        let index = trailer["Index"]?.list.map { $0.compactMap(\.integer) } ?? [0, size]
        guard width > 0, index.count.isMultiple(of: 2) else { throw .malformed }
        var places: [Int: Place] = [:]
        var at = 0
        func field(_ width: Int) throws(PDFMistake) -> Int {
            defer { at += width }
            let value = content[at..<at + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard value <= 1 << 40 else { throw .malformed }
            return Int(value)
        }
        for run in stride(from: 0, to: index.count, by: 2) {
            let (first, count) = (index[run], index[run + 1])
            guard first >= 0, count >= 0, first <= size, count <= size - first, count <= (content.count - at) / width else {
                throw .malformed
            }
            for number in first..<first + count {
                let kind = widths[0] == 0 ? 1 : try field(widths[0])
                let (second, third) = (try field(widths[1]), try field(widths[2]))
                let place: Place =
                    switch kind {
                    case 0: .free
                    case 1 where third == 0: .at(second)
                    case 2: .packed(in: second, index: third)
                    default: throw .malformed
                    }
                guard places.updateValue(place, forKey: number) == nil else { throw .malformed }
            }
        }
        guard at == content.count else { throw .malformed }
        self.start = start
        self.places = places
        self.trailer = trailer
        self.number = number
    }
}
