import Core
import Standard
import Testing

@testable import Mappings

/// What a plan makes of rows, and what it refuses.
@Suite struct RunTests {
    static let assessment: [String?] = ["4711", "BEL-1   ", nil, "312.45", "2025", "2025-02-28", "OZB "]
    static let payment: [String?] = ["4711", "1", "B", "-100.00", "2025-04-21 10:00:00", "20250420"]

    private static func run(_ cells: [String: [[String?]]], _ yaml: String = Samples.taxes) throws -> PlanResult {
        let plan = try Workbench.plan(yaml)
        return try plan.run(Workbench.rows(plan, cells), index: 3, key: Workbench.key)
    }

    /// The failure of rows that must not give an answer.
    private static func failure(_ cells: [String: [[String?]]], _ yaml: String = Samples.taxes) throws -> String {
        let plan = try Workbench.plan(yaml)
        do {
            _ = try plan.run(Workbench.rows(plan, cells), index: 0, key: Workbench.key)
        } catch {
            #expect(error.kind == .data)
            return error.detail
        }
        Issue.record("the rows gave an answer")
        return ""
    }

    @Test func mapsTheExampleOfTheDesign() throws {
        let result = try RunTests.run([
            "aanslagen": [RunTests.assessment],
            "mutaties": [RunTests.payment, ["4711", "2", "T ", "5.00", "2025-05-01 00:00:00", "0"]],
            "standen": [["BEL-1", "212.45"]],
        ])
        #expect(result.leftOut == [Completeness.LeftOut(because: "technische tegenboeking", count: 1)])
        let zaak = try #require(result.cases.first)
        #expect(result.cases.count == 1 && zaak.zaakkenmerk == "BEL-1" && zaak.events.count == 2)
        let imposed = zaak.events[0]
        #expect(imposed.provenance == Provenance(plan: 3, rule: 0, rowSet: 0, row: 0))
        #expect(Workbench.value(imposed, "gebeurtenis_kenmerk") == .text("H-4711"))
        #expect(Workbench.value(imposed, "bedrag") == .money(Cents(31245)))
        #expect(Workbench.value(imposed, "datumtijd_opgelegd") == .instant(Instant(epoch: 1_740_697_200)))
        #expect(Workbench.value(imposed, "datumtijd_gebeurtenis") == .instant(Instant(epoch: 1_740_697_200)))
        #expect(Workbench.value(imposed, "beschikkingsnummer") == .absent)
        #expect(Workbench.value(imposed, "primaire_verplichting") == .boolean(true))
        #expect(Workbench.value(imposed, "type") == .text("gem_ozb_eigenaar_woning"))
        #expect(Workbench.value(imposed, "omschrijving") == .text("Onroerendezaakbelasting 2025"))
        #expect(Workbench.value(imposed, "bsn") == .absent)
        let paid = zaak.events[1]
        #expect(paid.provenance == Provenance(plan: 3, rule: 1, rowSet: 1, row: 0))
        #expect(Workbench.value(paid, "bedrag") == .money(Cents(10000)))
        // 20 April 2025 00:00 in summer time.
        #expect(Workbench.value(paid, "datumtijd_ontvangen") == .instant(Instant(epoch: 1_745_100_000)))
    }

    @Test func firstPresentColumnWins() throws {
        var row = RunTests.payment
        row[5] = "0"
        let result = try RunTests.run(["aanslagen": [RunTests.assessment], "mutaties": [row], "standen": [["BEL-1", "212.45"]]])
        // 21 April 2025 10:00 in summer time.
        #expect(Workbench.value(result.cases[0].events[1], "datumtijd_ontvangen") == .instant(Instant(epoch: 1_745_222_400)))
    }

    @Test func rowsWithOneZaakkenmerkAreOneCase() throws {
        var second = RunTests.assessment
        second[0] = "4712"
        let result = try RunTests.run(["aanslagen": [RunTests.assessment, second], "standen": [["BEL-1", "624.90"]]])
        #expect(result.cases.map(\.events.count) == [2])
    }

    @Test func noRowsIsAnEmptyAnswer() throws {
        let result = try RunTests.run([:])
        #expect(result.cases.isEmpty && result.leftOut.isEmpty)
    }

    @Test func computedKenmerkIsTheSameOnEveryDelivery() throws {
        let cells = ["aanslagen": [RunTests.assessment], "mutaties": [RunTests.payment], "standen": [["BEL-1", "212.45"]]]
        let first = Workbench.value(try RunTests.run(cells).cases[0].events[1], "gebeurtenis_kenmerk")
        let second = Workbench.value(try RunTests.run(cells).cases[0].events[1], "gebeurtenis_kenmerk")
        #expect(first == second)
        guard case .text(let kenmerk) = first else { Issue.record("no kenmerk"); return }
        #expect(kenmerk.utf8.count == 32 && kenmerk.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) })
        // A re-worded description mints no new event; another amount does.
        var dearer = cells
        dearer["mutaties"]?[0][3] = "-100.01"
        dearer["standen"] = [["BEL-1", "212.44"]]
        #expect(Workbench.value(try RunTests.run(dearer).cases[0].events[1], "gebeurtenis_kenmerk") != first)
    }

    /// Each kind of bad row fails the source, with file, line, row, row set and column, and never the cell's content.
    @Test(arguments: [
        Bad(
            "amount with three decimals", "aanslagen", 3, "312.455",
            "mapping.yaml:15: row 1 of 'aanslagen': 'bedrag' cannot be read as money"),
        Bad("impossible date", "aanslagen", 5, "2025-02-30", "mapping.yaml:17: row 1 of 'aanslagen': 'dagtekening' cannot be read as date"),
        Bad(
            "NULL where none may be", "aanslagen", 4, nil,
            "mapping.yaml:16: row 1 of 'aanslagen': 'jaar' is absent and was not declared as 'integer?'"),
        Bad("unknown code", "aanslagen", 6, "XYZ", "mapping.yaml:18: row 1 of 'aanslagen': 'soort' is a code the list does not know"),
        Bad(
            "row that becomes nothing", "mutaties", 2, "Q",
            "mapping.yaml:19: row 1 of 'mutaties': no event takes this row, and no rule leaves it out"),
        Bad("sign that no rule takes", "mutaties", 3, "100.00", "mapping.yaml:19: row 1 of 'mutaties': no event takes this row"),
        Bad(
            "row without its case", "mutaties", 0, "999",
            "mapping.yaml:52: row 1 of 'mutaties': its case is not among the rows of 'aanslagen'"),
        Bad("impossible yyyymmdd", "mutaties", 5, "20251301", "mapping.yaml:28: row 1 of 'mutaties': 'valuta' cannot be read as yyyymmdd"),
        Bad("time that is none", "mutaties", 4, "2025-04-21", "mapping.yaml:27: row 1 of 'mutaties': 'geboekt' cannot be read as local"),
        Bad(
            "empty zaakkenmerk", "aanslagen", 1, "   ",
            "mapping.yaml:37: row 1 of 'aanslagen': the standard does not accept the zaakkenmerk: not empty"),
        Bad(
            "a negative amount imposed", "aanslagen", 3, "-312.45",
            "mapping.yaml:48: row 1 of 'aanslagen': the standard does not accept 'bedrag': not negative"),
        Bad(
            "a sum that does not match", "standen", 1, "212.46",
            "mapping.yaml:59: the saldo is not the sum of 'openstaand' over 'standen'"),
    ])
    func refuses(_ bad: Bad) throws {
        var cells = ["aanslagen": [RunTests.assessment], "mutaties": [RunTests.payment], "standen": [["BEL-1", "212.45"]]]
        cells[bad.set]?[0][bad.column] = bad.cell
        let told = try RunTests.failure(cells)
        #expect(told.hasPrefix(bad.told))
        if let cell = bad.cell, cell.utf8.count > 2 { #expect(!told.contains(cell)) }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let set: String
        let column: Int
        let cell: String?
        let told: String

        init(_ name: String, _ set: String, _ column: Int, _ cell: String?, _ told: String) {
            testDescription = name
            self.set = set
            self.column = column
            self.cell = cell
            self.told = told
        }
    }

    @Test func refusesASecondRowWithTheSameKey() throws {
        let told = try RunTests.failure(["aanslagen": [RunTests.assessment, RunTests.assessment]])
        #expect(told == "mapping.yaml:6: row 2 of 'aanslagen': an earlier row has the same key")
        let twice = try RunTests.failure(["aanslagen": [RunTests.assessment], "mutaties": [RunTests.payment, RunTests.payment]])
        #expect(twice == "mapping.yaml:19: row 2 of 'mutaties': an earlier row has the same key")
        let stand = ["BEL-1", "212.45"]
        let reconciled = try RunTests.failure(["aanslagen": [RunTests.assessment], "standen": [stand, stand]])
        #expect(reconciled == "mapping.yaml:29: row 2 of 'standen': an earlier row has the same key")
    }

    @Test func refusesAnEmptyText() throws {
        let yaml = Samples.taxes.replacing("zaakkenmerk: zaak", with: "zaakkenmerk: { text: \"Z-{nr}\" }")
            .replacing("omschrijving: { text: \"{soort.omschrijving} {jaar}\" }", with: "omschrijving: zaak")
        var row = RunTests.assessment
        row[1] = "    "
        let told = try RunTests.failure(["aanslagen": [row], "standen": [["Z", "312.45"]]], yaml)
        #expect(
            told == "mapping.yaml:49: row 1 of 'aanslagen': 'omschrijving' would be an empty text; a column that may be empty has a '?'")
    }

    @Test func refusesTwoEventsWithOneKenmerk() throws {
        let yaml = Samples.taxes.replacing("H-{nr}", with: "H-{jaar}")
        var second = RunTests.assessment
        second[0] = "4712"
        let told = try RunTests.failure(["aanslagen": [RunTests.assessment, second]], yaml)
        #expect(told == "mapping.yaml:39: row 2 of 'aanslagen': another event has the same gebeurtenis_kenmerk")
    }

    @Test func refusesBytesThatAreNoUTF8() throws {
        let plan = try Workbench.plan(Samples.taxes)
        var builder = RowsBuilder(width: 7)
        for cell in RunTests.assessment {
            if cell?.hasPrefix("BEL") == true {
                [UInt8]([0x42, 0xE9, 0x31]).withUnsafeBufferPointer { builder.append($0) }
            } else {
                builder.append(cell)
            }
        }
        let rows = [builder.finish(), RowsBuilder(width: 6).finish(), RowsBuilder(width: 2).finish()]
        #expect(throws: Failure(.data, "mapping.yaml:13: row 1 of 'aanslagen': 'zaak' cannot be read as char")) {
            try plan.run(rows, index: 0, key: Workbench.key)
        }
    }

    @Test func refusesRowsOfAnotherShape() throws {
        let plan = try Workbench.plan(Samples.taxes)
        #expect(throws: Failure(.drift, "mapping.yaml: the source gave other row sets or columns than the mapping asks")) {
            try plan.run([RowsBuilder(width: 7).finish()], index: 0, key: Workbench.key)
        }
    }

    @Test func hashCoversIncludesAndCodeFiles() throws {
        let codes = Samples.taxes.replacing("  soort:\n    OZB", with: "  andere:\n    OZB")
        let csv = "code,type,omschrijving\nOZB,gem_ozb_eigenaar_woning,Onroerendezaakbelasting\n"
        func hash(_ csv: String, _ municipality: String) throws -> Digest {
            try Workbench.plan(codes, ["gemeente.yaml": municipality, "codes/soort.csv": csv]).hash
        }
        let first = try hash(csv, Samples.municipality)
        #expect(try hash(csv, Samples.municipality) == first)
        #expect(try hash(csv + "RIO,gem_rioolheffing,Rioolheffing\n", Samples.municipality) != first)
        // Of the same length, so that it is the content that counts.
        #expect(try hash(csv.replacing("Onroerende", with: "onroerende"), Samples.municipality) != first)
        #expect(try hash(csv, Samples.municipality.replacing("Proefstad", with: "Andersdam")) != first)
    }

    @Test func knowsWhereARuleStands() throws {
        let plan = try Workbench.plan(Samples.taxes)
        #expect(plan.span(of: Provenance(plan: 0, rule: 1, rowSet: 1, row: 0)).place == "mapping.yaml:50:12")
    }

    @Test func asksForWhatTheMappingDeclares() throws {
        let request = try Workbench.plan(Samples.taxes).request
        #expect(request.plan == "heffingen" && request.source == "heffingen" && request.bsnForm == .text)
        #expect(request.rowSets.map(\.name) == ["aanslagen", "mutaties", "standen"])
        #expect(request.rowSets[0].columns.map(\.name) == ["nr", "zaak", "beschikking", "bedrag", "jaar", "dagtekening", "soort"])
        #expect(!request.rowSets[0].columns[3].families.contains(.floating))
        #expect(request.rowSets.allSatisfy { $0.query.parameters == [.bsn] })
    }
}
