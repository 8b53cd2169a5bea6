import Core
import Standard
import Testing

@testable import Mappings

/// A test case made of somebody's rows shows nothing of that somebody.
@Suite struct CaptureTests {
    /// Every reading there is, in one mapping.
    private static let yaml = Samples.taxes
        .replacing(
            "      soort: { code: soort }\n",
            with: """
                      soort: { code: soort }
                      naam: text
                      bsn: char
                      telefoon: integer?
                      geboren: dd-mm-yyyy
                      rekening: char?
                      actief: boolean

                """
        )
        .replacing(
            "      bedrag: money\n      geboekt: local",
            with: """
                      bedrag: { money: { decimal: ",", thousands: "." } }
                      kosten: cents
                      tijd: instant?
                      geboekt: local
                """
        )
        .replacing("openstaand: money }", with: "openstaand: { money: { decimal: \",\" } }, zoals: text }")
        .replacing("column: openstaand }", with: "column: openstaand, zaakkenmerk: zaak }")

    private static let assessments: [[String?]] = [
        [
            "471108", "BEL-7781234-A  ", "Besluit Kanariën", "4312.45", "1987", "2025-02-28", "OZB ", "Ærøskøbing-Straße, P.", "999990019",
            "612345678", "17-11-1953", "NL91ABNA0417164300", "t",
        ],
        [
            "471109", "BEL-7781235-A  ", nil, "1100.07", "1988", "2024-10-27", "RIO ", "Ærøskøbing-Straße, P.", "999990019",
            nil, "17-11-1953", nil, "f",
        ],
        // Settled: what is paid is what was imposed.
        [
            "471110", "BEL-7781236-A  ", "  ", "333.33", "1988", "2024-10-27", "RIO ", "Kwekkeboom", "012345672", "0", "29-02-1952", nil,
            "0",
        ],
    ]
    private static let payments: [[String?]] = [
        ["471108", "5501", "B ", "-1.234,56", "77123", "2025-03-30 02:41:17.25+01", "2025-03-30 02:41:17", "20250328"],
        ["471110", "5502", "I ", "-333,33", "0", nil, "2025-10-26 00:00:00", "0"],
        ["471108", "5503", "T ", "88,81", "77124", nil, "2024-12-31 23:59:59", nil],
    ]
    private static let stands: [[String?]] = [
        ["BEL-7781234-A", "3077,89", "peilstaat 307789 van Ærøskøbing"], ["BEL-7781235-A", "1100,07", "-"], ["BEL-7781236-A", "0,00", ""],
    ]

    private static func plan() throws -> Plan { try Workbench.plan(yaml) }

    private static func rows(_ plan: Plan) -> [Rows] {
        Workbench.rows(plan, ["aanslagen": assessments, "mutaties": payments, "standen": stands])
    }

    private static func text(seed: UInt64) throws -> String {
        let plan = try plan()
        return try Capture(plan, rows(plan), name: "proef", seed: seed, standard: Workbench.standard).text(after: nil)
    }

    /// What may be found nowhere: every cell that is no code, whole and in its telling parts, and amounts in every spelling.
    private static var canaries: [String] {
        var found: Set<String> = []
        for (table, kept) in [(assessments, [6, 12]), (payments, [2]), (stands, [])] {
            for row in table {
                for (column, cell) in row.enumerated() {
                    guard let cell = cell?.trimmingBlanks, !kept.contains(column) else { continue }
                    found.insert(cell)
                    for part in cell.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) { found.insert(String(part)) }
                    found.insert(cell.filter { $0.isNumber })
                }
            }
        }
        for amount in ["4312.45", "1100.07", "333.33", "1234.56", "3077.89", "771.23", "88.81"] { found.insert(amount) }
        // Four digits are met by chance, in a longer number or as a year; what is longer, or has a letter, is not.
        return found.filter { $0.count >= 5 || ($0.count == 4 && $0.contains { $0.isLetter }) }.sorted()
    }

    @Test(arguments: 1...40) func nothingRealIsInIt(_ seed: Int) throws {
        let text = try CaptureTests.text(seed: UInt64(seed))
        #expect(CaptureTests.canaries.count > 40)
        for canary in CaptureTests.canaries { #expect(text.firstRange(of: canary) == nil, "\(canary)") }
    }

    @Test(arguments: 1...40) func itPassesAndItsSumsAgree(_ seed: Int) throws {
        let plan = try CaptureTests.plan()
        let file = SourceText(name: "mapping.test.yaml", text: try CaptureTests.text(seed: UInt64(seed)))
        var diagnostics = Diagnostics()
        // The mapping reconciles each case with its control: it passes only when they agree to the cent.
        let results = MappingCase.run(file, plan: plan, standard: Workbench.standard, into: &diagnostics)
        #expect(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        #expect(results.map(\.differences) == [[]])
    }

    @Test func whatSaysNothingAboutAnybodyStays() throws {
        let text = try CaptureTests.text(seed: 3)
        // Codes, words of the mapping's own conditions, noughts; a settled case is still settled.
        for word in ["soort: \"OZB \"", "wat: \"B \"", "wat: \"T \"", "valuta: 0", "openstaand: \"0,00\"", "saldo: 0.00", "kosten: 0,"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(text.contains("00:00:00") && !text.contains("02:41:17"))
    }

    @Test func theSameNumberIsTheSameEverywhere() throws {
        let plan = try CaptureTests.plan()
        let disguise = Disguise(plan, CaptureTests.rows(plan), key: Workbench.key)
        // A seed may give no disguise; the command then takes another.
        let cells = try #require((UInt64(1)...50).lazy.compactMap { disguise.cells(seed: $0) }.first)
        #expect(cells[0][0][0] == cells[1][0][0] && cells[0][2][0] == cells[1][1][0])
        #expect(cells[0][0][1]?.trimmingBlanks == cells[2][0][0])
        #expect(cells[0][0][1]?.count == CaptureTests.assessments[0][1]?.count)
        #expect(cells[0][0][7] == cells[0][1][7] && cells[0][0][7] != cells[0][2][7])
        let number = try #require(cells[0][0][8])
        #expect(BSN(number) != nil && number.hasPrefix("9999"))
        #expect(try #require(cells[0][2][8].flatMap { BSN($0) }).number >= 999_900_000)
        #expect(cells[0][0][11].map { Format.iban.accepts($0) && $0 != "NL91ABNA0417164300" } ?? false)
        // All days move by the same whole weeks.
        let days = [(cells[0][0][5], "2025-02-28"), (cells[0][1][5], "2024-10-27")].compactMap { made, real -> Int? in
            guard var made, case var real = real, let there = made.withUTF8({ CalendarDate(iso: $0) }),
                let here = real.withUTF8({ CalendarDate(iso: $0) })
            else { return nil }
            return there.epochDay - here.epochDay
        }
        #expect(days.count == 2 && days[0] == days[1] && days[0] % 7 == 0 && days[0] < 0)
    }

    @Test func theSeedDecides() throws {
        #expect(try CaptureTests.text(seed: 5) == CaptureTests.text(seed: 5))
        #expect(try CaptureTests.text(seed: 5) != CaptureTests.text(seed: 6))
    }

    @Test func itStandsBehindTheCasesThereAre() throws {
        let plan = try CaptureTests.plan()
        let capture = try Capture(plan, CaptureTests.rows(plan), name: "nieuw", seed: 1, standard: Workbench.standard)
        let before = "# Ours.\ncases:\n    - name: oud\n      rows: {}\n      answer: { zaken: [] }\n\n\n"
        let file = SourceText(name: "mapping.test.yaml", text: capture.text(after: before))
        var diagnostics = Diagnostics()
        let results = MappingCase.run(file, plan: plan, standard: Workbench.standard, into: &diagnostics)
        #expect(results.map(\.name) == ["oud", "nieuw"] && results.allSatisfy(\.passed) && !diagnostics.hasErrors)
        #expect(capture.text(after: before).hasPrefix("# Ours.\ncases:\n    - name: oud"))
    }

    @Test func aSettledCaseWithoutAControlStaysSettled() throws {
        let yaml = CaptureTests.yaml.replacing(
            "reconcile:\n  - { sum: saldo, equals: { rows: standen, column: openstaand, zaakkenmerk: zaak } }", with: ""
        )
        .replacing("leave_out:\n", with: "leave_out:\n  - { each: standen, when: { zaak: { not: { is: x } } }, because: stand }\n")
        let plan = try Workbench.plan(yaml)
        let two = [
            ["471110", "5502", "I ", "-300,03", "0", nil, "2025-10-26 00:00:00", "0"],
            ["471110", "5503", "I ", "-33,30", "0", nil, "2025-10-27 00:00:00", "0"],
        ]
        let rows = Workbench.rows(plan, ["aanslagen": [CaptureTests.assessments[2]], "mutaties": two])
        for seed in 1...20 {
            let text = try Capture(plan, rows, name: "proef", seed: UInt64(seed), standard: Workbench.standard).text(after: nil)
            #expect(text.contains("saldo: 0.00"))
            for canary in ["333.33", "300,03", "300.03", "33,30", "33.30"] { #expect(!text.contains(canary)) }
        }
    }

    @Test func rowsThatTheMappingRefusesMakeNoCase() throws {
        let plan = try CaptureTests.plan()
        var bad = CaptureTests.stands
        bad[0][1] = "3077,88"
        let rows = Workbench.rows(plan, ["aanslagen": CaptureTests.assessments, "mutaties": CaptureTests.payments, "standen": bad])
        #expect(throws: Capture.Refused.self) { try Capture(plan, rows, name: "x", seed: 1, standard: Workbench.standard) }
        #expect(throws: Capture.Refused.self) {
            try Capture(plan, Workbench.rows(plan, [:]), name: "x", seed: 1, standard: Workbench.standard)
        }
    }
}
