import Core
import Foundation
import Mappings
import Testing

/// Inventing rows for tables that were never seen before, here without any declared foreign key.
struct SynthesisTests {
    private static let yaml = """
        mapping: heffingen
        source: heffingen
        activity: https://register.example/x
        organisation: { oin: "00000099000000002000", naam: Proefstad }
        parameters: { bsn: number }
        rows:
          aanslagen:
            select: |
              SELECT a.nr, a.groep || '-' || COALESCE(a.deel, '') AS soort, a.bedrag, CAST(a.dag AS text) AS dag
              FROM persoon p JOIN aanslag a ON a.wie = p.id WHERE p.bsn = CAST(:bsn AS integer)
            key: nr
            columns: { nr: integer, soort: { code: soort }, bedrag: { money: { decimal: ",", thousands: "." } }, dag: dd-mm-yyyy }
          betalingen:
            select: |
              SELECT b.aanslag, b.volgnr, b.wat, b.bedrag, b.dag FROM betaling b
              WHERE b.aanslag IN (SELECT a.nr FROM persoon p JOIN aanslag a ON a.wie = p.id WHERE p.bsn = :bsn) AND b.soort <> 'X'
            key: [aanslag, volgnr]
            columns: { aanslag: integer, volgnr: integer, wat: char, bedrag: cents, dag: yyyymmdd? }
        codes:
          soort: { OZB-A: { type: gem_ozb }, RIO-: { type: gem_rio } }
        cases: { each: aanslagen, zaakkenmerk: { text: "A-{nr}" } }
        events:
          - { event: FinancieleVerplichtingOpgelegd, each: aanslagen, gebeurtenis_kenmerk: { text: "A-{nr}" }, bedrag: bedrag,
              datumtijd_opgelegd: [dag, midnight], primaire_verplichting: true, type: soort.type }
        leave_out: [{ each: betalingen, because: hier niet gevraagd }]
        """

    private static func column(_ name: String, _ family: ColumnFamily, _ size: Int? = nil, padded: Bool = false, null: Bool = false)
        -> TableShape.Column
    {
        TableShape.Column(name: name, family: family, size: size, scale: nil, isPadded: padded, mayBeNull: null)
    }

    private static let shapes = [
        TableShape(
            name: "aanslag",
            columns: [
                column("nr", .integer), column("wie", .integer), column("groep", .text, 3), column("deel", .text, 1, null: true),
                column("bedrag", .text, 14), column("dag", .text, 10, padded: true), column("opmerking", .text, 8, padded: true),
            ], key: ["nr"], references: []),
        TableShape(
            name: "betaling",
            columns: [
                column("aanslag", .integer), column("volgnr", .integer), column("wat", .text, 4, padded: true),
                column("bedrag", .integer), column("dag", .integer), column("soort", .text, 1),
            ], key: ["aanslag", "volgnr"], references: []),
        TableShape(name: "elders", columns: [column("id", .integer)], key: ["id"], references: []),
        TableShape(
            name: "persoon", columns: [column("id", .integer), column("bsn", .decimal, 9), column("naam", .text, 20)], key: ["id"],
            references: []),
    ]

    /// Everything invented for some citizens, in order.
    private func invent(seed: UInt64) throws -> (tables: [String], rows: [WrittenRow]) {
        let (plan, diagnostics) = Workbench.compile(Self.yaml)
        var synthesiser = Synthesiser([try #require(plan, "\(DiagnosticPrinter.text(diagnostics))")], Self.shapes, seed: seed)
        var all: [WrittenRow] = []
        for text in ["012345672", "999990019", "999993653"] {
            var (citizen, rows) = synthesiser.citizen(try #require(BSN(text)), records: 2)
            synthesiser.accept(rows, &citizen)
            all += rows
            for _ in 0..<40 {
                let more = synthesiser.addition(to: citizen, in: synthesiser.nextTarget())
                synthesiser.accept(more, &citizen)
                all += more
            }
        }
        return (synthesiser.tables, all)
    }

    @Test func rowsReferToTheRowsThatStatementsJoin() throws {
        let (tables, rows) = try invent(seed: 1)
        #expect(tables == ["persoon", "aanslag", "betaling"])
        #expect(!rows.contains { $0.table == "elders" })
        var keys: [String: Set<String>] = [:]
        for row in rows {
            switch row.table {
            case "persoon": keys["persoon", default: []].insert(row.cells["id"] ?? "")
            case "aanslag":
                #expect(keys["persoon"]?.contains(row.cells["wie"] ?? "") == true)
                keys["aanslag", default: []].insert(row.cells["nr"] ?? "")
            default: #expect(keys["aanslag"]?.contains(row.cells["aanslag"] ?? "") == true)
            }
        }
        #expect(rows.filter { $0.table == "persoon" }.count == 6)
        #expect(rows.first { $0.table == "persoon" }?.cells["bsn"] == "12345672")
    }

    @Test func cellsAreWhatTheColumnsAndReadingsTake() throws {
        let rows = try invent(seed: 2).rows
        for row in rows where row.table == "aanslag" {
            #expect(["OZB-A", "RIO-"].contains((row.cells["groep"] ?? "") + "-" + (row.cells["deel"] ?? "")))
            #expect(row.cells["opmerking"]?.count == 8)
            #expect(row.cells["bedrag"]?.dropLast(2).last == ",")
            #expect(row.cells["dag"]?.split(separator: "-").map(\.count) == [2, 2, 4])
        }
        let payments = rows.filter { $0.table == "betaling" }
        #expect(payments.allSatisfy { Int($0.cells["bedrag"] ?? "") != nil })
        #expect(payments.contains { $0.cells["dag"] == "0" } && payments.contains { $0.cells["dag"]?.count == 8 })
        #expect(payments.contains { ($0.cells["bedrag"] ?? "").hasPrefix("-") } && payments.contains { $0.cells["bedrag"] == "0" })
    }

    @Test func theSameSeedMakesTheSameRows() throws {
        let text = { (seed: UInt64) in try invent(seed: seed).rows.map { "\($0.table) \($0.cells.sorted { $0.key < $1.key })" } }
        let first = try text(3)
        #expect(try text(3) == first)
        #expect(try text(4) != first)
    }
}
