/// What stands behind the sealed bytes of a file. One thing only may: an incremental update that adds material for long-term validation (PAdES
/// B-LT: certificates and revocation lists in `/DSS`), and touches nothing else.
enum PDFAppendix {
    /// - Parameter end: the first byte behind what was sealed.
    static func isValidationMaterial(in file: PDFReading, behind end: Int) -> Bool {
        do throws(PDFMistake) { return try judge(file, behind: end) } catch { return false }
    }

    private static func judge(_ file: PDFReading, behind end: Int) throws(PDFMistake) -> Bool {
        var now = file
        var before = try PDFReading(Array(file.bytes[..<end]))
        guard now.sections.count == before.sections.count + 1, now.sections[1].start == before.sections[0].start,
            let catalog = before.sections[0].trailer["Root"]?.reference
        else { return false }
        let update = now.sections[0]
        // A stream, as ours is: of a table there are spellings that one reader takes and for which another repairs the file.
        guard update.start >= end, let own = update.number, agree(update.trailer, before.sections[0].trailer),
            addsOnly(try now.catalog(), to: try before.catalog()), let material = try material(in: &now)
        else { return false }
        for (number, place) in update.places {
            guard case .at(let at) = place, at >= end else { return false }
            if number == catalog { continue }
            let isNew = before.place(of: number) == nil || before.place(of: number) == .free
            guard isNew, number == own || material.contains(number) else { return false }
        }
        return try isTiled(now, update, from: end)
    }

    /// The trailers name the same document: the same catalog, information and first identifier.
    private static func agree(_ new: [String: PDFItem], _ old: [String: PDFItem]) -> Bool {
        new["Root"] == old["Root"] && new["Info"] == old["Info"] && new["ID"]?.list?.first == old["ID"]?.list?.first
            && new["Encrypt"] == nil
    }

    /// The catalog has got a `/DSS`; the rest is as it was.
    private static func addsOnly(_ new: [String: PDFItem], to old: [String: PDFItem]) -> Bool {
        old["DSS"] == nil && new.filter { $0.key != "DSS" } == old
    }

    /// The objects of the material: the dictionary, and a stream for each certificate and list, which is that and nothing else. Nil when there
    /// is more in it.
    private static func material(in file: inout PDFReading) throws(PDFMistake) -> Set<Int>? {
        guard let place = try file.catalog()["DSS"]?.reference, let map = try file.resolved(.reference(place)).map,
            Set(map.keys).isSubset(of: ["Type", "Certs", "CRLs"])
        else { return nil }
        var found: Set<Int> = [place]
        for key in ["Certs", "CRLs"] {
            guard let listed = map[key]?.list, listed.count <= 64 else { return nil }
            for item in listed {
                guard let number = item.reference, found.insert(number).inserted, let entries = try file.resolved(item).map,
                    Array(entries.keys) == ["Length"], entries["Length"]?.integer != nil, let content = try file.stream(item),
                    key == "Certs" ? Certificate(content) != nil : DERElement(content)?.tag == DERTag.sequence
                else { return nil }
            }
        }
        return found
    }

    /// Every appended byte belongs to an object that the update names, to its cross-reference or to the end of the file: there is nothing
    /// that a reader which repairs files could find.
    private static func isTiled(_ file: PDFReading, _ update: PDFSection, from end: Int) throws(PDFMistake) -> Bool {
        var starts: [Int: Int] = [:]
        for (number, place) in update.places {
            if case .at(let at) = place { starts[at] = number }
        }
        guard headings(in: file.bytes[end...]) == starts.count else { return false }
        var at = end
        for _ in 0...starts.count {
            while at < file.bytes.count, PDFScan.isSpace(file.bytes[at]) { at += 1 }
            guard let number = starts[at] else { return false }
            let extent = try file.extent(at: at)
            guard extent.number == number, !extent.hasComment else { return false }
            starts[at] = nil
            at = extent.end
            if number == update.number { break }
        }
        guard starts.isEmpty else { return false }
        var scan = PDFScan(file.bytes, at: at, isFile: true)
        try scan.word("startxref")
        guard try scan.number() == update.start, !scan.hasComment else { return false }
        while let byte = scan.next, PDFScan.isSpace(byte) { scan.move(to: scan.at + 1) }
        // That the file ends behind the last `startxref` is known: then this is the last.
        return scan.take("%%EOF") && [[], [0x0A], [0x0D], [0x0D, 0x0A]].contains(Array(file.bytes[scan.at...]))
    }

    /// How many objects and trailers a reader that repairs the file could see begin in some bytes, also inside of texts and streams.
    private static func headings(in bytes: ArraySlice<UInt8>) -> Int {
        let (object, trailer) = (Array("obj".utf8), Array("trailer".utf8))
        var count = 0
        for at in bytes.indices.dropFirst() {
            if bytes[at] == trailer[0], bytes[at...].starts(with: trailer) { count += 1 }
            guard bytes[at] == object[0], PDFScan.isSpace(bytes[at - 1]), bytes[at...].starts(with: object) else { continue }
            // Behind a line end too: the line before may end in a comment.
            let before = bytes[..<at].last { $0 == 0x0A || $0 == 0x0D || !PDFScan.isSpace($0) } ?? 0x0A
            if before == 0x0A || before == 0x0D || before &- 0x30 <= 9 { count += 1 }
        }
        return count
    }
}
