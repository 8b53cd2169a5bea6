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
        guard update.start >= end, agree(update.trailer, before.sections[0].trailer) else { return false }
        guard try addsOnly(try now.catalog(), to: try before.catalog(), in: &now) else { return false }
        for (number, place) in update.places {
            switch place {
            case .free:
                // The head of the list of free objects, which every table has.
                guard number == 0 else { return false }
            case .at(let at):
                guard at >= end, number == catalog || before.place(of: number) == nil || before.place(of: number) == .free else {
                    return false
                }
            case .packed: return false
            }
        }
        return try isTiled(now, update, from: end)
    }

    /// The trailers name the same document: the same catalog, information and first identifier.
    private static func agree(_ new: [String: PDFItem], _ old: [String: PDFItem]) -> Bool {
        new["Root"] == old["Root"] && new["Info"] == old["Info"] && new["ID"]?.list?.first == old["ID"]?.list?.first
            && new["Encrypt"] == nil
    }

    /// The catalog has got a `/DSS`, and perhaps says which version and extension of PDF that is; the rest is as it was.
    private static func addsOnly(
        _ new: [String: PDFItem], to old: [String: PDFItem], in file: inout PDFReading
    ) throws(PDFMistake) -> Bool {
        let added: Set = ["DSS", "Extensions", "Version"]
        guard old["DSS"] == nil, new.filter({ !added.contains($0.key) }) == old.filter({ !added.contains($0.key) }),
            let material = try file.resolved(new["DSS"]).map
        else { return false }
        return Set(material.keys).isSubset(of: ["Type", "Certs", "CRLs", "OCSPs", "VRI"])
    }

    /// Every appended byte belongs to an object that the update names, to its cross-reference or to the end of the file: there is nothing
    /// that a reader which repairs files could find.
    private static func isTiled(_ file: PDFReading, _ update: PDFSection, from end: Int) throws(PDFMistake) -> Bool {
        var starts: [Int: Int] = [:]
        for (number, place) in update.places {
            if case .at(let at) = place { starts[at] = number }
        }
        var at = end
        for _ in 0...starts.count {
            while at < file.bytes.count, PDFScan.isSpace(file.bytes[at]) { at += 1 }
            if at == update.start, update.number == nil { break }
            guard let number = starts[at] else { return false }
            let extent = try file.extent(at: at)
            guard extent.number == number, !extent.hasComment else { return false }
            starts[at] = nil
            at = extent.end
            if number == update.number { break }
        }
        guard starts.isEmpty else { return false }
        var scan = PDFScan(file.bytes, at: at, isFile: true)
        if update.number == nil {
            try scan.word("xref")
            _ = try PDFSection(table: &scan, start: at)
        }
        try scan.word("startxref")
        guard try scan.number() == update.start else { return false }
        while let byte = scan.next, PDFScan.isSpace(byte) { scan.move(to: scan.at + 1) }
        // That the file ends behind the last `startxref` is known: then this is the last.
        return scan.take("%%EOF") && [[], [0x0A], [0x0D], [0x0D, 0x0A]].contains(Array(file.bytes[scan.at...]))
    }
}
