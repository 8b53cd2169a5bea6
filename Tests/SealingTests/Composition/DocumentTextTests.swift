import Core
import Sealing
import Standard
import Testing

/// What a document says, as golden texts: for nobody's debts, one, five and forty, whole and incomplete, in both languages and versions.
@Suite struct DocumentTextTests {
    private func golden(_ text: DocumentText, _ name: String, _ location: SourceLocation = #_sourceLocation) {
        Repository.expectGolden(Dump.text(text), "Composition/golden/\(name).txt", location)
    }

    @Test(arguments: Language.allCases, ["3.0.0", "4.1.0"]) func fiveCases(_ language: Language, _ version: String) throws {
        let debts = try Debts()
        golden(try debts.text(try debts.five(), version: version, in: language), "five-\(language.rawValue)-\(version)")
    }

    @Test(arguments: Language.allCases) func noDebtsAtAll(_ language: Language) throws {
        let text = try Debts().text([], in: language)
        golden(text, "none-\(language.rawValue)")
        if language == .dutch {
            #expect(Dump.text(text).contains("U heeft op dit moment geen openstaande schulden bij gemeente Voorbeeldstad."))
        }
    }

    @Test(arguments: Language.allCases) func oneCase(_ language: Language) throws {
        let debts = try Debts()
        golden(try debts.text([try debts.one()], in: language), "one-\(language.rawValue)")
    }

    @Test func fortyCases() throws {
        let debts = try Debts()
        golden(try debts.text(try debts.many(40)), "forty")
    }

    @Test(arguments: Language.allCases) func anIncompleteOverviewSaysSoFirstAndIsNotCertified(_ language: Language) throws {
        let debts = try Debts()
        let gaps = Completeness(
            missing: [.init(source: "sociaal", kind: .timeout)],
            differing: [.init(source: "heffingen", plan: "heffingen", detail: "rows standen")],
            leftOut: [.init(because: "technische tegenboeking", count: 2)])
        let style = HouseStyle(
            name: "gemeente Voorbeeldstad",
            sentences: [.dutch: .init(certified: "Gecertificeerd door {naam}."), .english: .init(certified: "Certified by {naam}.")])
        let text = try debts.text([try debts.one()], gaps, in: language, style: style)
        golden(text, "incomplete-\(language.rawValue)")
        #expect(text.blocks.first == .heading(language == .dutch ? "Onvolledig overzicht" : "Incomplete overview", level: 1))
        let all = Dump.text(text).lowercased()
        for word in ["gewaarmerkt", "gecertificeerd", "certified"] { #expect(!all.contains(word), "\(word)") }
    }

    @Test func anIncompleteOverviewNeverSaysThatThereIsNothing() throws {
        let text = Dump.text(try Debts().text([], Completeness(missing: [.init(source: "sociaal", kind: .timeout)])))
        #expect(!text.contains("geen openstaande schulden"))
        #expect(text.contains("Er kan dus nog iets open staan."))
    }

    /// A remission that the version cannot show lowers what must be paid, on the bill too.
    @Test(arguments: ["3.0.0", "4.1.0"]) func remission(_ version: String) throws {
        let debts = try Debts()
        var one = try debts.one()
        one.events.append(try debts.remitted("r1", "2026-11-01", 10_000, of: "a1"))
        let text = try debts.text([one], version: version)
        golden(text, "remission-\(version)")
        #expect(Dump.text(text).contains("Bedrag: *€_212,45*"))
        #expect(Dump.text(text).contains("hoeft u niet te betalen"))
        golden(try debts.text([one], version: version, in: .english), "remission-en-\(version)")
    }

    @Test func overpaid() throws {
        let debts = try Debts()
        let zaak = try debts.five()[3]
        let text = try debts.text([zaak])
        golden(text, "overpaid")
        #expect(Dump.text(text).contains("U hebt €_15,00 te veel betaald"))
        #expect(Dump.text(text).contains("U krijgt €_15,00 terug"))
    }

    @Test func representationAndTheHousesOwnWords() throws {
        let debts = try Debts()
        let style = HouseStyle(
            name: "gemeente ’s-Hertogenrade",
            contact: .init(phone: "14 0999", email: "a@b.example", url: "https://b.example/x", address: ["Weg 1"]),
            help: [.dutch: [.init(name: "Geldloket", text: "Zij helpen u graag.", phone: "+31 (0)800", url: "https://geld.example/")]],
            sentences: [
                .dutch: .init(
                    introduction: "Dit is van {naam}.", certified: "Gecertificeerd door {naam} op {datum}.", closing: "Tot ziens.")
            ])
        let text = try debts.text([try debts.one()], acting: BSN("999990020"), style: style, verification: nil)
        golden(text, "representation")
        let dump = Dump.text(text)
        #expect(dump.contains("Opgevraagd door: een vertegenwoordiger"))
        #expect(!dump.contains("999990020"))
        #expect(dump.contains("Gecertificeerd door gemeente ’s-Hertogenrade op 22_november 2026."))
        #expect(dump.ranges(of: "999990019").count == 1)
    }

    @Test func severalOrganisationsAreNamed() throws {
        let debts = try Debts()
        let other = OIN("00000001001234567000")!
        let style = HouseStyle(name: "gemeente Voorbeeldstad", organisations: [Debts.organisation.digits: "gemeente Voorbeeldstad"])
        let text = Dump.text(try debts.text([try debts.one()], style: style, organisations: [Debts.organisation, other]))
        #expect(text.contains("Van: gemeente Voorbeeldstad en organisatie 00000001001234567000"))
        #expect(text.contains("schuldenoverzicht-00000001001234567000.json"))
    }

    /// Sums of single cases fit, those of all together do not: nothing is ever wrapped.
    @Test func whatDoesNotFitIsRefused() throws {
        let debts = try Debts()
        let cases = try (0..<3).map { at in
            FinancialCase(zaakkenmerk: "Z\(at)", events: [try debts.imposed("o\(at)", "2026-01-01", .max / 2, "Veel")])
        }
        #expect(throws: DocumentFailure.overflow) { try debts.text(cases) }
        #expect(throws: Never.self) { try debts.text(Array(cases.prefix(2))) }
    }

    /// Bills that ask more than a number holds are no trap.
    @Test func billsBeyondAllReasonAreNoTrap() throws {
        let debts = try Debts()
        let zaak = FinancialCase(
            zaakkenmerk: "Z",
            events: [
                try debts.imposed("a", "2026-01-01", 100, "Iets"), try debts.notice("b", "2026-01-02", .max, due: "2026-02-01"),
                try debts.notice("c", "2026-01-03", .max, due: "2026-02-02"), try debts.notice("d", "2026-01-03", .max, due: "2026-12-24"),
            ])
        let text = Dump.text(try debts.text([zaak]))
        #expect(text.contains("Als eerste te betalen: €_1,00"))
    }

    /// What is asked on bills is together what is open, never more.
    @Test func billsAskNoMoreThanIsOpen() throws {
        let debts = try Debts()
        let zaak = FinancialCase(
            zaakkenmerk: "Z",
            events: [
                try debts.imposed("a", "2026-01-01", 10_000, "Iets"), try debts.notice("b", "2026-01-02", 6_000, due: "2026-12-01"),
                try debts.notice("c", "2026-01-03", 4_000, due: "2026-12-31"), try debts.remitted("d", "2026-02-01", 7_000, of: "a"),
            ])
        let text = Dump.text(try debts.text([zaak], version: "4.1.0"))
        #expect(text.contains("Bedrag: *€_30,00*"))
        #expect(text.contains("uiterlijk op 31_december 2026"))
    }

    /// What a database kept of line ends is a space; no character is lost.
    @Test func aTextOfASourceStaysOnItsLine() throws {
        let debts = try Debts()
        let zaak = FinancialCase(zaakkenmerk: "Z", events: [try debts.imposed("a", "2026-01-01", 100, "Leges\r\nrijbewijs\t2026\u{2028}x")])
        let text = Dump.text(try debts.text([zaak]))
        #expect(text.contains("## 1. Leges rijbewijs 2026 x\n"))
        #expect(text.contains("voor: Leges rijbewijs 2026 x.\n"))
    }

    /// Many instalments of one day are one line; nothing of them is lost.
    @Test func instalmentsAreToldTogether() throws {
        let debts = try Debts()
        let bills = try (1...9).map { at in try debts.notice("b\(at)", "2026-01-02", 1_000, due: "2026-0\(at)-15") }
        let zaak = FinancialCase(zaakkenmerk: "Z", events: [try debts.imposed("a", "2026-01-01", 9_000, "Iets")] + bills)
        let text = Dump.text(try debts.text([zaak]))
        let told = "stuurden wij u 9 rekeningen. Samen is dat €_90,00, te betalen van 15_januari 2026 tot en met 15_september 2026."
        #expect(text.contains("- Op 2_januari 2026 \(told)"))
        #expect(!text.contains("een rekening van €_10,00, te"))
    }

    /// What is late comes first, then what must be paid first, and last what is paid: in the table and below it.
    @Test func whatIsLateComesFirst() throws {
        let debts = try Debts()
        let cases = try [("paid", "2026-12-20", 100), ("later", "2026-12-20", 0), ("sooner", "2026-12-01", 0), ("late", "2026-03-01", 0)]
            .map {
                (name, due, paid) in
                let payment = try paid > 0 ? [debts.paid("p-\(name)", "2026-02-02", paid)] : []
                return FinancialCase(
                    zaakkenmerk: name,
                    events: [
                        try debts.imposed("i-\(name)", "2026-01-01", 100, name), try debts.notice("n-\(name)", "2026-01-02", 100, due: due),
                    ] + payment)
            }
        let lines = Dump.text(try debts.text(cases)).split(separator: "\n").map { $0.drop { $0 == " " } }
        let table = lines.filter { $0.contains(" | ") }.compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(table.dropFirst().prefix(4) == ["late", "sooner", "later", "paid"])
        let headings = lines.filter { $0.hasPrefix("##") && ($0.contains(". ") || $0.contains("niets meer")) }
        #expect(
            headings.prefix(5) == [
                "## 1. late", "## 2. sooner", "## 3. later", "## Hiervoor hoeft u niets meer te betalen", "### 4. paid",
            ])
    }

    /// Payments of one amount in a row are one line, others keep their own.
    @Test func paymentsOfOneAmountAreToldTogether() throws {
        let debts = try Debts()
        let payments = try [1_000, 1_000, 1_000, 500, 500].enumerated().map { at, amount in
            try debts.paid("p\(at)", "2026-0\(at + 2)-15", amount)
        }
        let zaak = FinancialCase(zaakkenmerk: "Z", events: [try debts.imposed("a", "2026-01-01", 9_000, "Iets")] + payments)
        let text = Dump.text(try debts.text([zaak]))
        #expect(text.contains("- Op 15_februari 2026, 15_maart 2026 en 15_april 2026 is telkens €_10,00 betaald.\n"))
        #expect(text.contains("- Op 15_mei 2026 is €_5,00 betaald.\n"))
    }

    /// A collection that failed is not something that goes by itself.
    @Test func lateCollectionMustBePaidByHand() throws {
        let debts = try Debts()
        let zaak = FinancialCase(
            zaakkenmerk: "Z",
            events: [
                try debts.imposed("a", "2026-01-01", 10_000, "Iets"),
                try debts.notice("b", "2026-01-02", 10_000, due: "2026-03-01", by: "automatische_incasso"),
            ])
        let text = Dump.text(try debts.text([zaak]))
        #expect(text.contains("niet van uw rekening gehaald"))
        #expect(!text.contains("U hoeft niets te doen"))
        #expect(text.contains("NL13_TEST_0123_4567_89"))
    }
}
