/// A PDF file as somebody brings it, read only as far as is asked: cross-reference tables and streams, object streams, references. What is
/// broken, ambiguous or boundless is refused; nothing is repaired.
struct PDFReading {
    /// Larger than any document of ours, in bytes.
    static let ceiling = 20_000_000
    private static let revisions = 64

    struct Stream {
        let map: [String: PDFItem]
        let content: Range<Int>
    }

    private enum Object {
        case item(PDFItem)
        case stream(Stream)
    }

    let bytes: [UInt8]
    /// The newest first.
    private(set) var sections: [PDFSection] = []
    /// The newest word about every object.
    private var places: [Int: PDFSection.Place] = [:]
    private var read: [Int: Object] = [:]
    private var packs: [Int: [Int: PDFItem]] = [:]
    /// What is being read now: whoever meets it again goes round in a circle.
    private var busy: Set<Int> = []
    private let budget: PDFBudget

    init(_ bytes: [UInt8]) throws(PDFMistake) {
        guard bytes.count <= PDFReading.ceiling else { throw .tooComplex }
        self.bytes = bytes
        budget = PDFBudget(64_000_000)
        var head = PDFScan(bytes, at: 0, isFile: true)
        guard head.take("%PDF-1.") || head.take("%PDF-2.") else { throw .malformed }
        try readSections(from: try PDFReading.lastStart(bytes))
        if sections[0].trailer["Encrypt"] != nil { throw .encrypted }
    }

    /// The number behind the last `startxref`; the file ends right behind it.
    private static func lastStart(_ bytes: [UInt8]) throws(PDFMistake) -> Int {
        let tail = Array("startxref".utf8)
        var from = bytes.count - tail.count
        let lowest = max(0, bytes.count - 64)
        while from >= lowest, !bytes[from...].starts(with: tail) { from -= 1 }
        guard from >= lowest else { throw .malformed }
        var scan = PDFScan(bytes, at: from + tail.count, isFile: true)
        let start = try scan.number()
        while let byte = scan.next, PDFScan.isSpace(byte) { scan.move(to: scan.at + 1) }
        guard scan.take("%%EOF") else { throw .malformed }
        while let byte = scan.next, byte == 0x0A || byte == 0x0D { scan.move(to: scan.at + 1) }
        guard scan.at == bytes.count else { throw .malformed }
        return start
    }

    private mutating func readSections(from last: Int) throws(PDFMistake) {
        var start: Int? = last
        var seen: Set<Int> = []
        while let at = start {
            guard at > 0, at < bytes.count, seen.insert(at).inserted, sections.count < PDFReading.revisions else { throw .malformed }
            let section = try section(at: at)
            sections.append(section)
            places.merge(section.places) { newer, _ in newer }
            guard places.count <= PDFSection.objects else { throw .tooComplex }
            guard let before = section.trailer["Prev"] else { return }
            guard let before = before.integer else { throw .malformed }
            start = before
        }
    }

    private mutating func section(at start: Int) throws(PDFMistake) -> PDFSection {
        var scan = PDFScan(bytes, at: start, isFile: true)
        scan.space()
        if scan.take("xref") {
            let section = try PDFSection(table: &scan, start: start)
            try budget.spend(scan.at - start)
            return section
        }
        let (number, object, _, _) = try object(at: start)
        guard case .stream(let stream) = object else { throw .malformed }
        return try PDFSection(stream: stream.map, content: try content(of: stream), number: number, start: start)
    }

    /// The number of the object that stands at a byte, the byte behind it, and whether there is a comment in it.
    func extent(at place: Int) throws(PDFMistake) -> (number: Int, end: Int, hasComment: Bool) {
        var copy = self
        let found = try copy.object(at: place)
        return (found.number, found.end, found.hasComment)
    }

    private mutating func object(at place: Int) throws(PDFMistake) -> (number: Int, Object, end: Int, hasComment: Bool) {
        guard place >= 0, place < bytes.count else { throw .malformed }
        var scan = PDFScan(bytes, at: place, isFile: true)
        let number = try scan.number()
        guard try scan.number() == 0, let blank = scan.next, PDFScan.isSpace(blank) else { throw .malformed }
        try scan.word("obj")
        let item = try scan.item()
        scan.space()
        try budget.spend(scan.at - place)
        guard scan.take("stream") else {
            try scan.word("endobj")
            return (number, .item(item), scan.at, scan.hasComment)
        }
        guard case .map(let map) = item, scan.take("\r\n") || scan.take("\n"), let said = map["Length"],
            let length = try resolved(said).integer, length >= 0, length <= bytes.count - scan.at
        else { throw .malformed }
        let content = scan.at..<scan.at + length
        scan.move(to: content.upperBound)
        try scan.word("endstream")
        try scan.word("endobj")
        return (number, .stream(Stream(map: map, content: content)), scan.at, scan.hasComment)
    }

    /// Where an object stands, in the newest word about it.
    func place(of number: Int) -> PDFSection.Place? { places[number] }

    private mutating func object(_ number: Int) throws(PDFMistake) -> Object {
        if let known = read[number] { return known }
        guard busy.insert(number).inserted, busy.count < 16 else { throw .malformed }
        defer { busy.remove(number) }
        let object: Object
        switch places[number] {
        case nil, .free: object = .item(.null)
        case .at(let place):
            let found = try self.object(at: place)
            guard found.number == number else { throw .malformed }
            object = found.1
        case .packed(let pack, _):
            guard let item = try unpacked(pack)[number] else { throw .malformed }
            object = .item(item)
        }
        read[number] = object
        return object
    }

    /// The objects of an object stream (ISO 32000-1, 7.5.7).
    private mutating func unpacked(_ pack: Int) throws(PDFMistake) -> [Int: PDFItem] {
        if let known = packs[pack] { return known }
        guard case .at = places[pack], case .stream(let stream) = try object(pack), stream.map["Type"]?.name == "ObjStm",
            let count = stream.map["N"]?.integer, let first = stream.map["First"]?.integer, count >= 0, count <= PDFSection.objects
        else { throw .malformed }
        let content = try content(of: stream)
        guard first >= 0, first <= content.count else { throw .malformed }
        var head = PDFScan(content, at: 0, isFile: false)
        var items: [Int: PDFItem] = [:]
        var places: [(number: Int, at: Int)] = []
        for _ in 0..<count {
            places.append((try head.number(), try head.number()))
            guard head.at <= first else { throw .malformed }
        }
        for place in places {
            // An object that was replaced later, or is said to be elsewhere, is not this one.
            guard case .packed(pack, _) = self.places[place.number] else { continue }
            guard place.at <= content.count - first else { throw .malformed }
            var scan = PDFScan(content, at: first + place.at, isFile: false)
            let item = try scan.item()
            try budget.spend(scan.at - first - place.at)
            guard items.updateValue(item, forKey: place.number) == nil else { throw .malformed }
        }
        packs[pack] = items
        return items
    }

    /// What a reference leads to; anything else is itself. A stream gives its dictionary.
    mutating func resolved(_ item: PDFItem?) throws(PDFMistake) -> PDFItem {
        guard case .reference(let number) = item else { return item ?? .null }
        switch try object(number) {
        case .item(.reference): throw .malformed
        case .item(let item): return item
        case .stream(let stream): return .map(stream.map)
        }
    }

    /// The content of the stream a reference leads to, its filters undone; nil when it leads to something else.
    mutating func stream(_ item: PDFItem?) throws(PDFMistake) -> [UInt8]? {
        guard case .reference(let number) = item, case .stream(let stream) = try object(number) else { return nil }
        return try content(of: stream)
    }

    private mutating func content(of stream: Stream) throws(PDFMistake) -> [UInt8] {
        try PDFInflate.content(
            bytes[stream.content], filter: try resolved(stream.map["Filter"]), parameters: try resolved(stream.map["DecodeParms"]),
            budget: budget)
    }

    mutating func catalog() throws(PDFMistake) -> [String: PDFItem] {
        guard let catalog = try resolved(sections[0].trailer["Root"]).map, catalog["Type"]?.name == "Catalog" else { throw .malformed }
        return catalog
    }
}
