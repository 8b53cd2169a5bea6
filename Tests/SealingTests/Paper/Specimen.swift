import Core
import Glibc
import Sealing

/// Documents that hold everything a page can hold, with what real registrations hold: long names, diacritics, negative balances, words without end.
enum Specimen {
    static let number = DocumentNumber(random: [0x3A, 0x11, 0xFE, 0x90, 0x42, 0x07, 0xCC, 0x5B, 0x81, 0x2F])
    static let moment = Instant(epoch: 1_795_284_901)
    static let style = HouseStyle(name: "gemeente Voorbeeldstad")

    static let seal = SealPlace(name: "Gemeente Voorbeeldstad", moment: moment, certifies: true, room: 4096)

    static let fonts: FontSet? = {
        func font(_ name: String) -> Font? { bytes("/usr/share/fonts/truetype/\(name)").flatMap { Font($0) } }
        guard let regular = font("lato/Lato-Regular.ttf"), let bold = font("lato/Lato-Bold.ttf"),
            let other = font("dejavu/DejaVuSans.ttf"), let otherBold = font("dejavu/DejaVuSans-Bold.ttf")
        else { return nil }
        return FontSet(regular: [regular, other], bold: [bold, otherBold])
    }()

    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            guard count > 0 else { return all }
            all += part[0..<count]
        }
    }

    static let attachments = [
        Attachment(
            name: "schuldenoverzicht.json", mediaType: "application/json", summary: "Het overzicht voor software", relation: .alternative,
            bytes: Array("{\"version\":\"3.0.0\",\"financieleZaken\":[]}".utf8), modified: moment),
        Attachment(
            name: "schuldenoverzicht.jws", mediaType: "application/jose", summary: "Het overzicht voor software, verzegeld",
            relation: .supplement, bytes: Array("eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl".utf8), modified: moment),
    ]

    static func text(_ blocks: [Block]) -> DocumentText {
        DocumentText(
            title: "Overzicht van uw schulden bij gemeente Voorbeeldstad", language: .dutch, blocks: blocks,
            footer: "Overzicht van uw schulden · gemeente Voorbeeldstad · documentnummer \(number)", pageNumber: "Pagina {page} van {pages}"
        )
    }

    static func overview(cases: Int) -> DocumentText {
        var blocks: [Block] = [
            .heading("Overzicht van uw schulden", level: 1),
            .paragraph([
                Phrase("Dit zijn uw openstaande betalingen bij gemeente Voorbeeldstad op "),
                Phrase("22 november 2026 om 08:15 uur", .strong),
                Phrase(". Andere organisaties staan niet in dit overzicht. Kijk voor uitleg op "),
                Phrase("voorbeeldstad.nl/schulden", link: "https://voorbeeldstad.nl/schulden"), Phrase("."),
            ]),
        ]
        if cases == 0 {
            blocks.append(
                .notice(
                    title: "Geen openstaande schulden",
                    [[Phrase("U heeft op dit moment geen openstaande schulden bij gemeente Voorbeeldstad.")]], .good))
        } else {
            blocks.append(
                .notice(
                    title: "Onvolledig overzicht",
                    [
                        [
                            Phrase("Het systeem voor parkeerbelasting gaf geen antwoord. Bedragen daarvan ontbreken. "),
                            Phrase("Vraag het later opnieuw op.", .strong),
                        ],
                        [Phrase("Dit document is niet gewaarmerkt als volledig.")],
                    ], .warning))
            blocks.append(
                .figures([
                    .init(label: "Totaal nog te betalen", value: "€ 1.234,50", note: "in \(cases) zaken", isMain: true),
                    .init(label: "Eerst betalen", value: "€ 87,15", note: "vóór 30 november 2026"),
                    .init(label: "Te laat", value: "€ 312,00", note: "sinds 3 september 2026"),
                ]))
        }
        blocks.append(
            .facts([
                .init("Over", [Phrase("Burgerservicenummer 999990019")]),
                .init("Door", [Phrase("gemeente Voorbeeldstad, afdeling Belastingen en Invordering")]),
                .init("Gemaakt op", [Phrase("22 november 2026 om 08:15 uur")]),
                .init("Documentnummer", [Phrase("\(number)", .strong)]),
            ]))
        for index in 0..<cases { blocks += oneCase(index) }
        blocks += closing
        return text(blocks)
    }

    private static let names = [
        "Onroerendezaakbelasting 2026",
        "Afvalstoffenheffing en rioolheffing 2025–2026 voor Š́ůñdé Ġøṫẖ́ìñgàńẽn Æthelstan van ’s-Gravenhage-Łódź",
        "Terugvordering bijstand", "Naheffingsaanslag parkeerbelasting",
        "Leges voor een omgevingsvergunning met een buitengewoon lange omschrijving die niet op één regel past en dus moet afbreken",
    ]

    private static func oneCase(_ index: Int) -> [Block] {
        let name = names[index % names.count]
        let rows: [[[Phrase]]] = (0..<(2 + index % 4)).map { row in
            [
                [Phrase("\(3 + row) september 2026")], [Phrase(row == 1 ? "U betaalde een deel" : "Wij stuurden u een aanmaning")],
                [Phrase(row == 1 ? "−€ 50,00" : "€ 1.\(100 + row),50", row == 2 ? .alarm : .plain)],
            ]
        }
        return [
            .together(
                [
                    .heading(index == 0 ? "Wat u moet betalen" : "Zaak \(index + 1)", level: 2),
                    .together([
                        .heading(name, level: 3),
                        .meter(
                            .init(
                                paid: 5000 + index * 100, open: 12_000, late: index % 2 * 4_000, words: "Van € 170,00 is € 50,00 betaald.")),
                        .facts([
                            .init("Nog te betalen", [Phrase("€ 120,00", .strong), Phrase(" van € 170,00", .muted)]),
                            .init("Uiterste datum", [Phrase("1 november 2026", .alarm), Phrase(" (te laat)")]),
                            .init(
                                "Betalen op",
                                [
                                    Phrase("NL00 BANK 0123 4567 89 ten name van gemeente Voorbeeldstad onder vermelding van "),
                                    Phrase("8000 0000 1234 56\(10 + index)", .strong),
                                ]),
                        ]),
                    ]),
                    .table(
                        .init(
                            summary: "Wat er gebeurde in tijdsvolgorde, met bedragen",
                            columns: [.init("Datum", width: 1.3), .init("Wat er gebeurde", width: 3), .init("Bedrag", isNumeric: true)],
                            rows: rows, total: [[Phrase("Nog te betalen")], [], [Phrase("€ 120,00")]])),
                ])
        ]
    }

    private static let closing: [Block] = [
        .heading("Hulp nodig?", level: 2),
        .paragraph([Phrase("Heeft u moeite met betalen? U staat er niet alleen voor. Dit kunt u doen:")]),
        .list([
            [Phrase("Bel de gemeente: "), Phrase("14 012", link: "tel:14012"), Phrase(". Het gesprek is gratis en vertrouwelijk.")],
            [
                Phrase(
                    "Vraag een betalingsregeling aan. U betaalt dan in delen, elke maand een bedrag dat u wel kunt missen. Dat kan ook als u al een brief van de deurwaarder kreeg."
                )
            ],
            [Phrase("Kijk op "), Phrase("geldfit.nl", link: "https://geldfit.nl")],
        ]),
        .notice(title: "Bewaar dit document als bestand", [[Phrase("Een geprint document heeft geen zegel meer.")]], .information),
        .heading("Zo controleert u dit document", level: 2),
        .code(
            payload: "https://schulden.voorbeeldstad.nl/controle?n=\(number)&h=0123456789abcdef", words: "QR-code naar de controlepagina",
            beside: [
                .paragraph([
                    Phrase("Scan de code of ga naar "),
                    Phrase("schulden.voorbeeldstad.nl/controle", link: "https://schulden.voorbeeldstad.nl/controle"),
                    Phrase(". Vul daar dit nummer in:"),
                ]), .paragraph([Phrase("\(number)", .strong)]),
                .paragraph([Phrase("Chrome, Edge en Voorvertoning laten het zegel niet zien. Adobe Acrobat Reader wel.", .muted)]),
            ]),
    ]

    /// Words without end where words can stand.
    static let hostile: [Block] = {
        let word = String(repeating: "Ŵéstlandséŋwĳk", count: 15)
        let phrase = [Phrase(word)]
        let rows = (0..<3).map { _ in [phrase, phrase, [Phrase("€ −1.234.567.890.123,45")]] }
        return [
            .heading(word, level: 1), .paragraph(phrase), .notice(title: word, [phrase], .warning),
            .figures([.init(label: word, value: "€ 1.234.567.890.123,45", note: word, isMain: true), .init(label: word, value: word)]),
            .facts([.init(word, phrase)]), .list([phrase]),
            .table(
                .init(
                    summary: word, columns: [.init(word), .init("Smal", width: 0.01), .init(word, isNumeric: true)], rows: rows,
                    total: [phrase, phrase, phrase])),
            .table(
                .init(
                    summary: "hoog", columns: [.init("A"), .init("B", isNumeric: true)],
                    rows: [[[Phrase(String(repeating: "lange tekst in een cel ", count: 600))], [Phrase("€ 1,00")]]])),
            .code(payload: "X", words: word, beside: [.paragraph(phrase), .list([phrase])]),
        ]
    }()
}
