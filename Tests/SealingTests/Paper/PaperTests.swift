import Core
import Sealing
import Testing

/// Whole documents, as another program reads them.
@Suite(.enabled(if: Qpdf.isThere && Specimen.fonts != nil)) struct PaperTests {
    static let texts: [(String, DocumentText)] = [
        ("none", Specimen.overview(cases: 0)), ("one", Specimen.overview(cases: 1)), ("five", Specimen.overview(cases: 5)),
        ("forty", Specimen.overview(cases: 40)), ("words without end", Specimen.text(Specimen.hostile)),
    ]

    private func made(_ text: DocumentText, certifies: Bool = true) throws -> UnsealedDocument {
        let fonts = try #require(Specimen.fonts)
        let setter = Typesetter(fonts, Specimen.style)
        let seal = SealPlace(name: "Gemeente Voorbeeldstad", moment: Specimen.moment, certifies: certifies, room: 4096)
        return try setter.document(text, number: Specimen.number, attachments: Specimen.attachments, seal: seal)
    }

    @Test(arguments: texts) func isAFileToOthers(_ name: String, _ text: DocumentText) throws {
        let document = try made(text)
        let checked = try Qpdf.run("qpdf --check {}", on: document.bytes)
        #expect(checked.status == 0, "\(checked.output)")
        let pages = try Qpdf.unpacked(document.bytes).pages
        #expect(pages.count == document.pages)
    }

    @Test(arguments: texts) func everyMarkHasItsPlaceInTheTree(_ name: String, _ text: DocumentText) throws {
        let file = try Qpdf.unpacked(try made(text).bytes)
        let root = try #require(file.at(file.catalog?["StructTreeRoot"]))
        let parents = try #require(file.at(root["ParentTree"])?["Nums"]?.items)
        var parentOf: [Int: OpenPDF.Thing] = [:]
        for index in stride(from: 0, to: parents.count, by: 2) {
            let key = try #require(parents[index].number)
            parentOf[Int(key)] = file.at(parents[index + 1])
        }
        var kids = Kids()
        for kid in root["K"]?.items ?? [] { kids.gather(kid, page: nil, in: file) }
        var marks = 0
        for page in file.pages {
            let said = try marksOf(page, in: file)
            #expect(said == Array(0..<said.count), "\(name): a mark is used twice or not in order")
            let key = try #require(file.objects[page]?["StructParents"]?.number)
            let elements = try #require(parentOf[Int(key)]?.items)
            #expect(elements.count == said.count)
            for (mark, element) in elements.enumerated() {
                #expect(file.at(element) == kids.element(of: mark, on: page, in: file), "\(name): mark \(mark) is elsewhere in the tree")
            }
            marks += said.count
            for annotation in file.objects[page]?["Annots"]?.items ?? [] {
                let object = try #require(annotation.object)
                let key = try #require(file.objects[object]?["StructParent"]?.number)
                let element = try #require(kids.annotations[object])
                #expect(parentOf[Int(key)] == file.at(.reference(element)))
            }
        }
        #expect(kids.marks.count == marks)
        #expect(kids.isEachOnce)
    }

    @Test(arguments: texts) func noLetterStandsOutsideTheMargins(_ name: String, _ text: DocumentText) throws {
        let file = try Qpdf.unpacked(try made(text).bytes)
        for page in file.pages {
            let lines = try PrintedLines(page, in: file)
            #expect(!lines.all.isEmpty)
            for line in lines.all {
                #expect(line.left >= 56.6 && line.right <= 595.28 - 56.6, "\(name): from \(line.left) to \(line.right)")
                #expect(line.y >= 25 && line.y <= 841.89 - 30, "\(name): at \(line.y)")
                #expect(line.isMarked, "\(name): text that is neither content nor artifact")
            }
        }
    }

    @Test func filesInsideComeOutAsTheyWentIn() throws {
        let document = try made(Specimen.overview(cases: 1))
        for attachment in Specimen.attachments {
            let out = try Qpdf.run("pdfdetach -savefile \(attachment.name) -o /dev/stdout {}", on: document.bytes)
            #expect(out.output == String(decoding: attachment.bytes, as: UTF8.self))
        }
        let file = try Qpdf.unpacked(document.bytes)
        let relations = file.catalog?["AF"]?.items.compactMap { file.at($0)?["AFRelationship"]?.name }
        #expect(relations == ["Alternative", "Supplement"])
    }

    @Test func readsAsItIsWritten() throws {
        let text = try Qpdf.run("pdftotext -layout {} -", on: try made(Specimen.overview(cases: 5)).bytes).output
        for words in ["Overzicht van uw schulden", "€ 1.234,50", "Ġøṫẖ́ìñgàńẽn", "8000 0000 1234 5614", "Pagina 4 van 4", "−€ 50,00"] {
            #expect(text.contains(words), "\(words) is not read")
        }
    }

    @Test func theSealHasItsPlace() throws {
        let document = try made(Specimen.overview(cases: 1))
        let bytes = document.bytes
        #expect(bytes[document.gap.lowerBound] == UInt8(ascii: "<") && bytes[document.gap.upperBound - 1] == UInt8(ascii: ">"))
        #expect(document.gap.count == 2 * 4096 + 2)
        #expect(bytes[document.gap].dropFirst().dropLast().allSatisfy { $0 == UInt8(ascii: "0") })
        let file = try Qpdf.unpacked(bytes)
        let field = file.at(file.at(file.catalog?["AcroForm"])?["Fields"]?.items.first)
        let seal = try #require(file.at(field?["V"]))
        let range = seal["ByteRange"]?.items.compactMap(\.number).map { Int($0) }
        #expect(range == [0, document.gap.lowerBound, document.gap.upperBound, bytes.count - document.gap.upperBound])
        #expect(seal["SubFilter"]?.name == "ETSI.CAdES.detached")
        let steps = file.at(seal["Reference"]?.items.first)
        #expect(file.at(steps?["TransformParams"])?["P"]?.number == 1)
        #expect(file.at(file.at(file.catalog?["Perms"])?["DocMDP"]) == seal)
    }

    @Test func anApprovalForbidsNothing() throws {
        let file = try Qpdf.unpacked(try made(Specimen.overview(cases: 0), certifies: false).bytes)
        #expect(file.catalog?["Perms"] == nil)
        let field = file.at(file.at(file.catalog?["AcroForm"])?["Fields"]?.items.first)
        #expect(file.at(field?["V"])?["Reference"] == nil)
    }

    private func marksOf(_ page: Int, in file: OpenPDF) throws -> [Int] {
        try file.content(of: page).compactMap { $0.word == "BDC" ? $0.before.last?["MCID"]?.number.map { Int($0) } : nil }
    }
}

/// What hangs in the tree of tags.
private struct Kids {
    struct Mark: Hashable {
        let page: Int
        let number: Int
    }

    private(set) var marks: [Mark: Int] = [:]
    private(set) var annotations: [Int: Int] = [:]
    private(set) var isEachOnce = true

    mutating func gather(_ thing: OpenPDF.Thing, page: Int?, in file: OpenPDF) {
        guard case .reference(let object) = thing, let element = file.objects[object], element["S"] != nil else { return }
        let home = element["Pg"]?.object
        for kid in element["K"]?.items ?? [] {
            if let mark = kid.number {
                add(Mark(page: home ?? -1, number: Int(mark)), object)
            } else if let kind = file.at(kid)?["Type"]?.name, kind == "MCR", let it = file.at(kid) {
                add(Mark(page: it["Pg"]?.object ?? home ?? -1, number: Int(it["MCID"]?.number ?? -1)), object)
            } else if let kind = file.at(kid)?["Type"]?.name, kind == "OBJR", let annotation = file.at(kid)?["Obj"]?.object {
                if annotations.updateValue(object, forKey: annotation) != nil { isEachOnce = false }
            } else {
                gather(kid, page: home, in: file)
            }
        }
    }

    private mutating func add(_ mark: Mark, _ element: Int) {
        if marks.updateValue(element, forKey: mark) != nil { isEachOnce = false }
    }

    func element(of mark: Int, on page: Int, in file: OpenPDF) -> OpenPDF.Thing? {
        marks[Mark(page: page, number: mark)].flatMap { file.objects[$0] }
    }
}

/// Where the letters of a page stand.
private struct PrintedLines {
    struct Line {
        let left: Double
        let right: Double
        let y: Double
        let isMarked: Bool
    }

    private(set) var all: [Line] = []

    init(_ page: Int, in file: OpenPDF) throws {
        let fonts = file.at(file.at(file.objects[page]?["Resources"])?["Font"])
        var widths: [Double] = []
        var space = -1
        var size = 0.0
        var depth = 0
        var at = (x: 0.0, y: 0.0)
        for (word, before) in try file.content(of: page) {
            switch word {
            case "BDC", "BMC": depth += 1
            case "EMC": depth -= 1
            case "BT": at = (0, 0)
            case "Tf":
                let font = try #require(before.first?.name.flatMap { file.at(fonts?[$0]) })
                let letters = try #require(file.at(file.at(font["DescendantFonts"])?.items.first))
                let list = try #require(file.at(file.at(letters["W"])?.items.last))
                widths = list.items.compactMap(\.number)
                let meaning = try #require(font["ToUnicode"]?.object.flatMap { file.streams[$0] })
                space = PrintedLines.space(in: String(decoding: meaning, as: UTF8.self))
                size = try #require(before.last?.number)
            case "Td": at = (at.x + (before.first?.number ?? 0), at.y + (before.last?.number ?? 0))
            case "Tj":
                guard case .text(let bytes) = before.last else { continue }
                var codes = stride(from: 0, to: bytes.count - 1, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
                while codes.last == space { codes.removeLast() }
                let width = codes.reduce(0.0) { $0 + widths[$1] } * size / 1000
                all.append(Line(left: at.x, right: at.x + width, y: at.y, isMarked: depth == 1))
            default: continue
            }
        }
    }

    /// The code that means a space.
    private static func space(in meaning: String) -> Int {
        for line in meaning.split(separator: "\n") where line.hasSuffix("<0020>") {
            return Int(line.dropFirst().prefix(4), radix: 16) ?? -1
        }
        return -1
    }
}
