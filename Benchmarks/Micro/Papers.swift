import Core
import Glibc
import Sealing
import Standard

/// Documents of five and of forty cases, laid out and written but not sealed: what they cost, and to be looked at.
extension Micro {
    /// - Parameter folder: where the documents are put; nil for nowhere.
    static func papers(_ cases: [FinancialCase], of organisation: OIN, about bsn: BSN, _ standard: Standard, into folder: String?) {
        guard let fonts = fonts(), !cases.isEmpty else {
            say("no document is laid out: fonts-lato and fonts-dejavu-core are not installed")
            return
        }
        let logo = read("mappings/voorbeeldstad/logo.png").flatMap { try? Picture.read($0.bytes) }
        let style = HouseStyle(name: "gemeente Voorbeeldstad", logo: logo)
        let setter = Typesetter(fonts, style)
        say("One document before its seal, µs of CPU (goal with its seal: 7 000 for five cases, 25 000 for forty; 60 000 bytes for five):")
        for count in [0, 1, 5, 40] {
            let many = (0..<count).map { copy(of: cases[$0 % cases.count], $0 + 1, standard) }
            guard let made = made(many, organisation, bsn, standard, style, setter) else {
                say("  \(count) cases: not made")
                exit(1)
            }
            var runs: [Int] = []
            for _ in 0..<(count == 40 ? 5 : 11) {
                let began = cpu()
                _ = self.made(many, organisation, bsn, standard, style, setter)
                runs.append(cpu() - began)
            }
            let median = runs.sorted()[runs.count / 2]
            say(
                "  \(count) cases  \(micro(median))  (\(made.bytes.count) bytes, \(made.pages) pages; the rendition and its words included)"
            )
            if let folder { write(made.bytes, to: "\(folder)/document-\(count).pdf") }
        }
    }

    /// The same case under another name: no two events of a citizen have one kenmerk.
    private static func copy(of one: FinancialCase, _ number: Int, _ standard: Standard) -> FinancialCase {
        let names = one.events.map { $0.values[standard.kinds[$0.kind].kenmerkSlot] }
        var events = one.events
        for event in events.indices {
            for place in events[event].values.indices {
                guard case .text(let text) = events[event].values[place], names.contains(events[event].values[place]) else { continue }
                events[event].values[place] = .text("\(text)-\(number)")
            }
        }
        return FinancialCase(zaakkenmerk: "Z-\(number)", events: events)
    }

    private static func made(
        _ cases: [FinancialCase], _ organisation: OIN, _ bsn: BSN, _ standard: Standard, _ style: HouseStyle, _ setter: Typesetter
    ) -> UnsealedDocument? {
        let now = Instant(epoch: 1_795_284_901)
        let number = DocumentNumber(random: [UInt8](1...10))
        let answer = Answer(
            documents: [OrganisationAnswer(organisation: organisation, cases: cases)], completeness: Completeness())
        guard let rendition = try? standard.rendition(of: answer, about: bsn, in: "3.0.0", at: now, as: .json),
            let bytes = rendition.documents.first?.bytes
        else { return nil }
        let facts = DocumentFacts(
            number: number, language: .dutch, moment: now, subject: bsn,
            mappings: [.init(name: "heffingen", hash: Digest(of: "heffingen"))],
            version: "bench", verification: "https://schulden.voorbeeldstad.nl/controle")
        let payload = "https://schulden.voorbeeldstad.nl/controle?n=\(number)&h=\(Hex.text(Digest(of: bytes).bytes, prefix: 8))"
        let files = [
            Attachment(
                name: "schuldenoverzicht.json", mediaType: "application/json", summary: "Dezelfde gegevens voor software",
                relation: .alternative,
                bytes: bytes, modified: now),
            Attachment(
                name: "schuldenoverzicht.jws", mediaType: "application/jose", summary: "Dezelfde gegevens, verzegeld",
                relation: .supplement,
                bytes: Array(Hex.text(bytes).utf8), modified: now),
        ]
        let seal = SealPlace(name: "Gemeente Voorbeeldstad", moment: now, certifies: true, room: 8_192)
        guard let text = try? DocumentText(rendition, standard, facts, style, codePayload: payload) else { return nil }
        return try? setter.document(text, number: number, attachments: files, seal: seal)
    }

    private static func fonts() -> FontSet? {
        func font(_ name: String) -> Font? { read("/usr/share/fonts/truetype/\(name).ttf").flatMap { Font($0.bytes) } }
        guard let regular = font("lato/Lato-Regular"), let bold = font("lato/Lato-Bold"), let other = font("dejavu/DejaVuSans"),
            let otherBold = font("dejavu/DejaVuSans-Bold")
        else { return nil }
        return FontSet(regular: [regular, other], bold: [bold, otherBold])
    }

    private static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { return say("  \(path) cannot be written") }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        say("  \(path)")
    }
}
