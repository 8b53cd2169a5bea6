import Core
import FoundationEssentials
import Standard
import Syntax
import Testing

@testable import Mappings

/// A skeleton passes `check` but for its decisions, whatever a database calls its tables.
@Suite struct SkeletonTests {
    private static let standard: Standard? = {
        var diagnostics = Diagnostics()
        let folder = Workbench.repository.appending(path: "mappings/standard")
        let files = ["fcid-3.0.0.yaml", "fcid-4.1.0.yaml"].map { SourceText(name: $0, text: Workbench.text(folder.appending(path: $0))) }
        return Standard.compile(files, into: &diagnostics)
    }()

    private func check(_ skeleton: Skeleton, _ others: [String: String] = [:], standard: Standard) -> (
        text: String, diagnostics: Diagnostics
    ) {
        var diagnostics = Diagnostics()
        let text = skeleton.text
        _ = Plan.compile(
            SourceText(name: "mapping.yaml", text: text), tenant: "dorp", standard: standard, sources: ["bron"],
            others: { path in others[path].map { SourceText(name: path, text: $0) } }, into: &diagnostics)
        return (text, diagnostics)
    }

    private static func column(
        _ name: String, _ family: ColumnFamily = .integer, _ kinds: [Likeness] = [], null: Bool = false, type: String = "integer"
    ) -> Inventory.Column {
        Inventory.Column(name: name, type: type, family: family, mayBeNull: null, comment: nil, likenesses: kinds)
    }

    private static let inventory = Inventory(tables: [
        Inventory.Table(
            schema: "inv", name: "Betaling", isView: false, comment: "wat er\nbinnenkwam", rows: 40,
            columns: [
                column("nota"), column("volgnr"), column("bedrag", .text, [Likeness(.commaAmount)], null: true, type: "text"),
                column("Dag Boeking", .date, [Likeness(.day)]), column("order", .text, [Likeness(.code, count: 3)]),
            ], key: ["nota", "volgnr"],
            foreignKeys: [Inventory.ForeignKey(columns: ["nota"], schema: "inv", table: "nota", theirs: ["nr"])]),
        Inventory.Table(
            schema: "inv", name: "nota", isView: false, comment: nil, rows: 9,
            columns: [
                column("nr"), column("persoon"), column("zaaknr", .text, [Likeness(.padded)], type: "character(12)"),
                column("bedrag", .floating, [Likeness(.binaryAmount)]), column("dag", .integer, [Likeness(.dayNumber, count: 3)]),
            ], key: ["nr"],
            foreignKeys: [Inventory.ForeignKey(columns: ["persoon"], schema: "inv", table: "persoon", theirs: [])]),
        Inventory.Table(
            schema: "inv", name: "persoon", isView: false, comment: nil, rows: 5,
            columns: [column("id"), column("bsn", .integer, [Likeness(.bsn)])], key: ["id"], foreignKeys: []),
    ])

    @Test func itFollowsForeignKeysFromTheCitizen() throws {
        let standard = try #require(SkeletonTests.standard)
        let skeleton = Skeleton(
            of: SkeletonTests.inventory, standard: standard, at: Skeleton.Place(name: "bron", tenant: "dorp", include: nil))
        let (text, diagnostics) = check(skeleton, standard: standard)
        #expect(text.hasPrefix("# yaml-language-server: $schema=../../docs/schemas/mapping.json\n"))
        #expect(text.contains("parameters: { bsn: number }"))
        #expect(
            text.contains(
                """
                      SELECT b.nota, b.volgnr, b.bedrag, b."Dag Boeking" AS dag_boeking
                      FROM inv.persoon p
                      JOIN inv.nota n ON n.persoon = p.id
                      JOIN inv."Betaling" b ON b.nota = n.nr
                      WHERE p.bsn = :bsn
                """))
        #expect(text.contains("CAST(round(n.bedrag * 100) AS bigint) AS bedrag"))
        #expect(text.contains("    case: nota  "))
        #expect(text.contains("zaakkenmerk: DECIDE zaaknr"))
        // 0 stands for none, so the day is nothing to rely on.
        #expect(text.contains("DECIDE [dag, midnight]") && text.contains("dag: yyyymmdd?"))
        #expect(
            Set(diagnostics.all.filter { $0.severity == .error }.map(\.code.name)) == ["FILE114"], "\(DiagnosticPrinter.text(diagnostics))")
    }

    @Test func whatIsSharedIsNotWrittenAgain() throws {
        let standard = try #require(SkeletonTests.standard)
        let shared =
            "organisation: { oin: \"00000099000000003000\" }\nactivity: https://register.example/x\neverywhere: { opgelegd_door: { organisation: oin } }\n"
        let place = Skeleton.Place(
            name: "bron", tenant: "dorp", include: ("gemeente.yaml", SourceText(name: "gemeente.yaml", text: shared)))
        let (text, diagnostics) = check(
            Skeleton(of: SkeletonTests.inventory, standard: standard, at: place), ["gemeente.yaml": shared], standard: standard)
        #expect(text.contains("\ninclude: gemeente.yaml\n") && !text.contains("organisation:\n") && !text.contains("activity:"))
        #expect(!text.contains("opgelegd_door") && text.contains("uitgevoerd_door: { organisation: oin }"))
        #expect(diagnostics.all.allSatisfy { $0.severity == .warning || $0.code == .undecided })
    }

    /// Deciding is taking the word away: what was proposed is a mapping, or a mistake that is told for itself.
    @Test func aDecisionIsMadeByTakingTheWordAway() throws {
        let standard = try #require(SkeletonTests.standard)
        let place = Skeleton.Place(name: "bron", tenant: "dorp", include: nil)
        let text = Skeleton(of: SkeletonTests.inventory, standard: standard, at: place).text
        let decided = text.replacing("activity: DECIDE", with: "activity: https://register.example/x").replacing(
            "oin: DECIDE", with: "oin: \"00000099000000003000\""
        ).replacing("naam: DECIDE", with: "naam: Dorp").replacing("    type: DECIDE", with: "    type: { is: gem_leges }").replacing(
            "DECIDE ", with: ""
        )
        .replacing("dag: yyyymmdd?", with: "dag: yyyymmdd")
        var diagnostics = Diagnostics()
        let plan = Plan.compile(
            SourceText(name: "mapping.yaml", text: decided), tenant: "dorp", standard: standard, sources: ["bron"], others: { _ in nil },
            into: &diagnostics)
        #expect(plan != nil, "\(DiagnosticPrinter.text(diagnostics))\n\(decided)")
    }

    private static let bookings = Inventory(tables: [
        Inventory.Table(
            schema: "inn", name: "deb", isView: false, comment: nil, rows: 60,
            columns: [column("debnr"), column("sofi", .decimal, [Likeness(.bsn)], type: "numeric(9,0)")], key: ["debnr"], foreignKeys: []),
        Inventory.Table(
            schema: "inn", name: "vrd", isView: false, comment: nil, rows: 118,
            columns: [
                column("id"), column("debnr"), column("vrdnr", .text, [Likeness(.padded)], type: "character(14)"),
                column("srt", .text, [Likeness(.code, count: 4)], type: "character(4)"),
                column("bedrag", .decimal, [Likeness(.amount)], type: "numeric(11,2)"), column("dat_opl", .integer, [Likeness(.dayNumber)]),
                column("openst", .decimal, [Likeness(.amount)], type: "numeric(11,2)"),
            ], key: ["id"], foreignKeys: [Inventory.ForeignKey(columns: ["debnr"], schema: "inn", table: "deb", theirs: ["debnr"])]),
        Inventory.Table(
            schema: "inn", name: "mut", isView: false, comment: nil, rows: 167,
            columns: [
                column("id"), column("vrd"), column("wat", .text, [Likeness(.code, count: 3)], type: "character(1)"),
                column("bedrag", .decimal, [Likeness(.amount, count: 140)], type: "numeric(11,2)"),
                column("geboekt", .timestamp, [Likeness(.moment)], type: "timestamp"),
            ], key: ["id"], foreignKeys: [Inventory.ForeignKey(columns: ["vrd"], schema: "inn", table: "vrd", theirs: ["id"])]),
    ])

    /// What a stranger would get wrong without noticing is asked, or stands where he looks.
    @Test func signsCodesAndProofsArePutBeforeTheReader() throws {
        let standard = try #require(SkeletonTests.standard)
        let place = Skeleton.Place(name: "bron", tenant: "dorp", include: nil)
        let (text, diagnostics) = check(Skeleton(of: SkeletonTests.bookings, standard: standard, at: place), standard: standard)
        #expect(diagnostics.all.filter { $0.severity == .error }.allSatisfy { $0.code == .undecided })
        #expect(text.contains("zaakkenmerk: DECIDE vrdnr }"))
        #expect(text.contains("    bedrag: DECIDE bedrag "))
        #expect(text.contains("    # when: { wat: … } "))
        #expect(text.contains("or srt.type: an output of a list srt under 'codes'"))
        // The proof that is proposed is one, once its marks are taken away.
        let proof = text.split(separator: "\n").drop { $0 != "# whole:" }.prefix { $0.hasPrefix("#") && $0 != "# Not asked:" }
        let decided = text.replacing("activity: DECIDE", with: "activity: https://register.example/x").replacing(
            "oin: DECIDE", with: "oin: \"00000099000000003000\""
        ).replacing("naam: DECIDE", with: "naam: Dorp").replacing("    type: DECIDE", with: "    type: { is: gem_leges }").replacing(
            "DECIDE ", with: "")
        var mistakes = Diagnostics()
        let plan = Plan.compile(
            SourceText(name: "mapping.yaml", text: decided + proof.map { $0.dropFirst(2) }.joined(separator: "\n") + "\n"), tenant: "dorp",
            standard: standard, sources: ["bron"], others: { _ in nil }, into: &mistakes)
        #expect(plan?.whole != nil, "\(DiagnosticPrinter.text(mistakes))\n\(text)")
    }

    /// Any tables, any names: what is written has no mistake but its decisions, and each of those is told once.
    @Test func anyDatabaseGivesDecisionsOnly() throws {
        let standard = try #require(SkeletonTests.standard)
        var random = Dice(seed: 20_251_122)
        for round in 0..<400 {
            let inventory = Inventory.any(&random)
            let skeleton = Skeleton(of: inventory, standard: standard, at: Skeleton.Place(name: "bron", tenant: "dorp", include: nil))
            let (text, diagnostics) = check(skeleton, standard: standard)
            let wrong = diagnostics.all.filter { $0.severity == .error && $0.code != .undecided }
            #expect(wrong.isEmpty, "round \(round)\n\(DiagnosticPrinter.text(diagnostics))\n\(text)")
            // The word stands in comments too, and tables and columns are called so.
            let told = Set(diagnostics.all.filter { $0.code == .undecided }.map(\.span.line))
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let written = String(line.firstRange(of: "# ").map { line[..<$0.lowerBound] } ?? line)
                let plain = ["", "1", "2", "3", "4"].reduce(written) { $0.replacing("\"DECIDE\($1)\"", with: "") }
                #expect(plain.contains("DECIDE") == told.contains(index + 1), "round \(round), line \(index + 1)\n\(text)")
            }
            if !wrong.isEmpty { return }
        }
    }
}

/// A generator of numbers that gives the same ones each time.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 31)
    }
}

extension Inventory {
    private static let names = [
        "id", "nr", "bedrag", "Datum", "order", "zaak", "a b", "a.b", "x\"y", "é", "{q}", "true", "DECIDE", "soort", "vervaldatum",
        "select",
        "omschrijving", "betalingskenmerk", "saldo#", "yes: no", "'", "1e", "datumtijd_verwerkt", "type", "-", "*", "bsn", "9",
    ]

    fileprivate static func any(_ dice: inout Dice) -> Inventory {
        var tables: [Table] = []
        for number in 0..<Int.random(in: 1...5, using: &dice) {
            var columns: [Column] = []
            for name in names.shuffled(using: &dice).prefix(Int.random(in: 1...9, using: &dice)) {
                let family = ColumnFamily.allCases.randomElement(using: &dice) ?? .text
                let kinds = Likeness.Kind.allCases.filter { Inventory.fits($0, family) }.shuffled(using: &dice).prefix(
                    Int.random(in: 0...1, using: &dice))
                columns.append(
                    Column(
                        name: name,
                        type: ["char(9)", "numeric(10,0)", "numeric(8,2)", "a type # of: its own"].randomElement(using: &dice) ?? "",
                        family: family, mayBeNull: Bool.random(using: &dice), comment: Bool.random(using: &dice) ? "zo\n: # \"x" : nil,
                        likenesses: kinds.map { Likeness($0, count: Int.random(in: 0...2, using: &dice)) }))
            }
            let key = columns.prefix(Int.random(in: 0...2, using: &dice)).map(\.name)
            var foreign: [ForeignKey] = []
            if let other = tables.randomElement(using: &dice), !other.key.isEmpty, columns.count >= other.key.count {
                foreign.append(
                    ForeignKey(
                        columns: columns.suffix(other.key.count).map(\.name), schema: other.schema, table: other.name, theirs: other.key))
            }
            tables.append(
                Table(
                    schema: Bool.random(using: &dice) ? "s" : nil,
                    name: (names.randomElement(using: &dice) ?? "t") + (number == 0 ? "" : "\(number)"),
                    isView: Int.random(in: 0...5, using: &dice) == 0, comment: nil, rows: nil, columns: columns, key: Array(key),
                    foreignKeys: foreign))
        }
        return Inventory(tables: tables)
    }

    /// Whether evidence could say so of a column of that family.
    private static func fits(_ kind: Likeness.Kind, _ family: ColumnFamily) -> Bool {
        switch kind {
        case .day: [.date, .text, .unknown].contains(family)
        case .moment: [.timestamp, .zonedTimestamp, .text, .unknown].contains(family)
        default: ![.date, .timestamp, .zonedTimestamp, .boolean].contains(family)
        }
    }
}
