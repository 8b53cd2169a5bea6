import Core
import Standard
import Testing

@testable import Mappings

/// What real tables need, one construct at a time.
@Suite struct FeatureTests {
    /// Notices that may be withdrawn, their costs, and bookings with a debit and a credit column.
    private static let notices = """
        mapping: vorderingen
        source: sociaal
        include: gemeente.yaml
        parameters: { bsn: number }
        everywhere:
          opgelegd_door: { organisation: oin }
          rekeningnummer: { organisation: iban }
        rows:
          vorderingen:
            select: SELECT nr, hoofd, soort, dag FROM vordering WHERE bsn = :bsn
            key: nr
            columns: { nr: integer, hoofd: integer, soort: { code: soort }, dag: yyyymmdd }
          termijnen:
            select: SELECT vordering, volgnr, bedrag, kosten, dag, ingetrokken, omschrijving FROM termijn WHERE bsn = :bsn
            key: [vordering, volgnr]
            columns:
              vordering: integer
              volgnr: integer
              bedrag: { money: { decimal: ",", thousands: "." } }
              kosten: cents?
              dag: dd-mm-yyyy
              ingetrokken: { yyyymmdd: { absent: ["99991231"] } }
              omschrijving: text?
          boekingen:
            select: SELECT nr, vordering, debet, credit, op FROM boeking WHERE bsn = :bsn
            key: nr
            columns: { nr: integer, vordering: integer, debet: money?, credit: money?, op: instant }
        codes:
          soort:
            T: { type: gem_pw_terugvordering_overig, naam: Terugvordering }
            B: { type: gem_pw_boete, naam: }
            X: { type: , naam: Afgeschreven }
        cases: { each: vorderingen, zaakkenmerk: { text: "SZ-{hoofd}" } }
        events:
          - event: FinancieleVerplichtingOpgelegd
            as: oplegging
            each: vorderingen
            when: { soort: { not: X } }
            case: hoofd
            gebeurtenis_kenmerk: { text: "V-{nr}" }
            datumtijd_opgelegd: [dag, midnight]
            beschikkingsnummer: [nr, { pad: { to: 6 } }]
            primaire_verplichting: true
            type: soort.type
            bedrag: { is: "500.00" }
            omschrijving: soort.naam
          - event: BetalingsverplichtingIngetrokken
            each: termijnen
            case: vordering
            given: ingetrokken
            datumtijd_gebeurtenis: [ingetrokken, midnight]
            ingetrokken_gebeurtenis_kenmerk: { kenmerk_of: termijn }
          - event: BetalingsverplichtingOpgelegd
            as: termijn
            each: termijnen
            case: vordering
            datumtijd_opgelegd: [dag, midnight]
            vervaldatum: [dag, end_of_day]
            bedrag: bedrag
            betalingskenmerk: { text: "T{volgnr}-{omschrijving}" }
            rekeningnummer: { is: NL13TEST0123456789 }
          - event: FinancieleVerplichtingOpgelegd
            each: termijnen
            case: vordering
            given: kosten
            gebeurtenis_kenmerk: { text: "K-{vordering}-{volgnr}" }
            datumtijd_opgelegd: [dag, midnight]
            beschikkingsnummer: { text: "{volgnr}" }
            primaire_verplichting: false
            type: { is: gem_aanmaningskosten }
            bedrag: kosten
          - event: BetalingVerwerkt
            each: boekingen
            case: vordering
            given: credit
            datumtijd_ontvangen: op
            bedrag: credit
          - event: BetalingVerwerkt
            each: boekingen
            case: vordering
            when: { debet: { sign: positive }, credit: absent }
            datumtijd_ontvangen: op
            bedrag: debet
        leave_out:
          - { each: boekingen, when: { credit: 0.00 }, because: boeking zonder bedrag }
          - { each: vorderingen, when: { soort: X }, because: afgeschreven }

        """

    private static let claim: [String?] = ["1", "1", "T", "20250115"]
    private static let term: [String?] = ["1", "1", "1.250,50", nil, "28-02-2025", "20250301", "eerste"]

    private static func run(_ cells: [String: [[String?]]], _ yaml: String = notices) throws -> PlanResult {
        let plan = try Workbench.plan(yaml)
        return try plan.run(Workbench.rows(plan, cells), index: 0, key: Workbench.key)
    }

    private static func failure(_ cells: [String: [[String?]]], _ yaml: String = notices) throws -> String {
        let plan = try Workbench.plan(yaml)
        do {
            _ = try plan.run(Workbench.rows(plan, cells), index: 0, key: Workbench.key)
        } catch { return error.detail }
        Issue.record("the rows gave an answer")
        return ""
    }

    private static func kinds(_ result: PlanResult) -> [[String]] {
        result.cases.map { $0.events.map { Workbench.standard.kinds[$0.kind].name } }
    }

    @Test func aWithdrawalNamesTheVeryEvent() throws {
        let result = try Self.run(["vorderingen": [Self.claim], "termijnen": [Self.term]])
        #expect(
            Self.kinds(result) == [["FinancieleVerplichtingOpgelegd", "BetalingsverplichtingIngetrokken", "BetalingsverplichtingOpgelegd"]])
        let events = result.cases[0].events
        let kenmerk = Workbench.value(events[2], "gebeurtenis_kenmerk")
        #expect(kenmerk.kind == .text)
        #expect(Workbench.value(events[1], "ingetrokken_gebeurtenis_kenmerk") == kenmerk)
        #expect(Workbench.value(events[2], "bedrag") == .money(Cents(125_050)))
        #expect(Workbench.value(events[2], "betalingskenmerk") == .text("T1-eerste"))
    }

    @Test func aSentinelIsAbsentAndSoIsATextWithAnAbsentPart() throws {
        var term = Self.term
        term[5] = "99991231"
        term[6] = nil
        let result = try Self.run(["vorderingen": [Self.claim], "termijnen": [term]])
        #expect(Self.kinds(result) == [["FinancieleVerplichtingOpgelegd", "BetalingsverplichtingOpgelegd"]])
        #expect(Workbench.value(result.cases[0].events[1], "betalingskenmerk") == .absent)
    }

    @Test func oneRowGivesTwoEvents() throws {
        var term = Self.term
        term[3] = "950"
        term[5] = nil
        let result = try Self.run(["vorderingen": [Self.claim], "termijnen": [term]])
        #expect(
            Self.kinds(result) == [["FinancieleVerplichtingOpgelegd", "BetalingsverplichtingOpgelegd", "FinancieleVerplichtingOpgelegd"]])
        #expect(Workbench.value(result.cases[0].events[2], "bedrag") == .money(Cents(950)))
    }

    @Test func debitAndCreditColumnsAndARowLeftOut() throws {
        let result = try Self.run([
            "vorderingen": [Self.claim],
            "boekingen": [
                ["1", "1", nil, "10.00", "2025-03-01 10:00:00+01"], ["2", "1", "5.00", nil, "2025-03-01 10:00:00+01"],
                ["3", "1", nil, "0.00", "2025-03-01 10:00:00+01"],
            ],
        ])
        #expect(result.cases[0].events.dropFirst().map { Workbench.value($0, "bedrag") } == [.money(Cents(1000)), .money(Cents(500))])
        #expect(result.leftOut == [Completeness.LeftOut(because: "boeking zonder bedrag", count: 1)])
    }

    @Test func constantsOfTheOrganisationHoldEverywhereUnlessAnEventSaysOtherwise() throws {
        let result = try Self.run(["vorderingen": [Self.claim], "termijnen": [Self.term]])
        #expect(Workbench.value(result.cases[0].events[0], "opgelegd_door") == .text("00000001823288444000"))
        let own = Self.notices.replacing("NL13TEST0123456789 }\n", with: "NL57TEST0123456789 }\n")
        #expect(own != Self.notices)
        let changed = Workbench.compile(own, ["gemeente.yaml": Samples.municipality]).diagnostics
        // The check digits of the event's own account are wrong, so it is the event's that counts.
        #expect(changed.all.map(\.code) == [.refusedConstant])
    }

    @Test func stepsWithArgumentsAndCodesThatLackAnOutput() throws {
        var fine = Self.claim
        fine[2] = "B"
        let event = try Self.run(["vorderingen": [fine]]).cases[0].events[0]
        #expect(Workbench.value(event, "beschikkingsnummer") == .text("000001"))
        #expect(Workbench.value(event, "type") == .text("gem_pw_boete"))
        #expect(Workbench.value(event, "omschrijving") == .absent)
    }

    /// Without the condition code X could reach a required field with nothing to fill it.
    @Test func conditionsNarrowWhatACodeCanBe() {
        let open = Self.notices.replacing("    when: { soort: { not: X } }\n", with: "")
        let codes = Workbench.compile(open, ["gemeente.yaml": Samples.municipality]).diagnostics.all.map(\.code)
        #expect(codes == [.uncertainField])
    }

    @Test func anAccessoryClaimJoinsTheCaseOfItsMainClaim() throws {
        // The accessory row comes first: cases are known before any event is made.
        let result = try Self.run(["vorderingen": [["2", "1", "B", "20250116"], Self.claim]])
        #expect(result.cases.map(\.zaakkenmerk) == ["SZ-1"])
        #expect(result.cases[0].events.count == 2)
    }

    @Test func aCaseThatIsLeftOutCanHaveNoEvents() throws {
        var written = Self.claim
        written[2] = "X"
        #expect(try Self.run(["vorderingen": [written]]).cases.isEmpty)
        let told = try Self.failure(["vorderingen": [written], "termijnen": [Self.term]])
        #expect(told.hasSuffix("row 1 of 'termijnen': the row of its case was left out"))
    }

    @Test func aReferenceToAnEventThatWasNotMadeIsRefused() throws {
        let yaml = Self.notices.replacing("    as: termijn\n", with: "    as: termijn\n    when: { bedrag: { sign: positive } }\n")
        var term = Self.term
        term[2] = "0,00"
        let told = try Self.failure(["vorderingen": [Self.claim], "termijnen": [term]], yaml)
        #expect(told.hasSuffix("row 1 of 'termijnen': the event it refers to was not made"))
    }

    @Test func aReferenceStaysInItsCase() throws {
        let yaml = Self.notices.replacing(
            "    case: vordering\n    given: ingetrokken\n", with: "    case: volgnr\n    given: ingetrokken\n")
        #expect(yaml != Self.notices)
        var term = Self.term
        term[1] = "2"
        let told = try Self.failure(["vorderingen": [Self.claim, ["2", "2", "B", "20250116"]], "termijnen": [term]], yaml)
        #expect(told.hasSuffix("row 1 of 'termijnen': the event it refers to belongs to another case"))
    }

    @Test func caseRowsMayHaveNoEventsOfTheirOwnButNeverNone() throws {
        let yaml = """
            mapping: zaken
            source: sociaal
            include: gemeente.yaml
            parameters: { bsn: text }
            rows:
              zaken:
                select: SELECT nr FROM zaak WHERE bsn = :bsn
                key: nr
                columns: { nr: char }
              betalingen:
                select: SELECT nr, zaak, bedrag, op FROM betaling WHERE bsn = :bsn
                key: nr
                columns: { nr: integer, zaak: char, bedrag: money, op: date }
            cases: { each: zaken, zaakkenmerk: nr }
            events:
              - event: BetalingVerwerkt
                each: betalingen
                case: zaak
                datumtijd_ontvangen: [op, midnight]
                bedrag: bedrag

            """
        let payment: [String?] = ["1", "Z1 ", "5.00", "2025-01-01"]
        #expect(try Self.run(["zaken": [["Z1  "]], "betalingen": [payment]], yaml).cases.map(\.zaakkenmerk) == ["Z1"])
        let told = try Self.failure(["zaken": [["Z1"], ["Z2"]], "betalingen": [payment]], yaml)
        #expect(told == "mapping.yaml:14: row 2 of 'zaken': no event belongs to this case, and no rule leaves it out")
    }
}
