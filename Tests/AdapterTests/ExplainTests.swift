import Core
import Foundation
import Mappings
import Standard
import Syntax
import Testing

@testable import Adapter

/// What `try` and `explain` tell, as golden files; and that what is explained is what was answered.
@Suite struct ExplainTests {
    private static let folder = ProefstadRoot.tests.appending(path: "Explaining")
    private static let root = Root(ProefstadRoot.repository.path(percentEncoded: false))
    private static let now = Instant(local: CalendarDate(year: 2026, month: 12, day: 1)!, secondOfDay: 9 * 3_600)
    private static let catalogue: Catalogue? = {
        var diagnostics = Diagnostics()
        return Catalogue.compile(root, into: &diagnostics)
    }()

    private static func plan(_ name: String) throws -> Plan {
        let plans = try #require(catalogue).tenants["voorbeeldstad"]?.plans
        return try #require(plans?.first { $0.name == name })
    }

    /// The rows of a case of a file beside the golden ones.
    private static func rows(_ name: String, of file: String) throws -> [Rows] {
        let text = try String(contentsOf: folder.appending(path: "\(file).yaml"), encoding: .utf8)
        return try rows(name, in: SourceText(name: "\(file).yaml", text: text), plan(file))
    }

    private static func rows(_ name: String, in file: SourceText, _ plan: Plan) throws -> [Rows] {
        var diagnostics = Diagnostics()
        let found = MappingCase.rows(of: name, in: file, plan: plan, into: &diagnostics)
        return try #require(found, "\(DiagnosticPrinter.text(diagnostics))").rows
    }

    private static func finding(_ asked: [(Plan, Outcome)], version: String = "3.0.0") throws -> Finding {
        try Finding(
            asked.map(\.0), asked.map(\.1), took: nil, key: MappingCase.testKey, standard: try #require(catalogue).standard,
            subject: BSN("999990019")!, version: version, at: now, as: .values)
    }

    private static func finding(_ name: String, version: String = "3.0.0") throws -> Finding {
        let heffingen = try (plan("heffingen"), Outcome.rows(rows(name == "lastig" ? "lastig" : "burger", of: "heffingen")))
        switch name {
        case "lastig": return try finding([heffingen], version: version)
        case "storing":
            return try finding([heffingen, (plan("sociaal"), .failed(Failure(.timeout, "the source did not answer in time")))])
        default: return try finding([heffingen, (plan("sociaal"), .rows(rows("burger", of: "sociaal")))], version: version)
        }
    }

    @Test(arguments: ["burger", "lastig", "storing"]) func isTold(_ name: String) throws {
        let finding = try Self.finding(name)
        // Lines of the mapping come and go; `lastig.bedrag.txt` has them.
        let lines = Explanation(finding: finding, zaakkenmerk: nil, field: nil).lines.map {
            $0.replacing(/(?<file>\.(yaml|csv)):\d+/) { "\($0.file):…" }
        }
        try expect(lines, "\(name).explain.txt")
        try expect(PlainDutch(finding: finding, zaakkenmerk: nil).lines, "\(name).nl.txt")
        try expect([finding.overview], "\(name).try.txt")
    }

    @Test func filtersNarrow() throws {
        let finding = try Self.finding("lastig", version: "4.1.0")
        try expect(Explanation(finding: finding, zaakkenmerk: "Z-LAAT", field: "bedrag").lines, "lastig.bedrag.txt")
        try expect(Explanation(finding: finding, zaakkenmerk: "Z-TEVEEL", field: "saldo").lines, "lastig.saldo.txt")
        try expect(PlainDutch(finding: finding, zaakkenmerk: "Z-KWIJT").lines, "lastig.zaak.nl.txt")
    }

    private func expect(_ lines: [String], _ name: String) throws {
        let golden = Self.folder.appending(path: name)
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            try text.write(to: golden, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOf: golden, encoding: .utf8)
        #expect(expected == text, "\(name) says otherwise")
    }

    /// Every case of every test file of the repository, and the citizens above, in both versions.
    @Test func whatIsExplainedIsWhatWasAnswered() throws {
        let catalogue = try #require(Self.catalogue)
        var findings = try ["burger", "lastig", "storing"].map { try Self.finding($0) } + [Self.finding("lastig", version: "4.1.0")]
        for tenant in catalogue.tenants.values {
            for (file, plan) in zip(tenant.files, tenant.plans) {
                guard let cases = TenantFolder(root: Self.root, name: tenant.name).cases(beside: file) else { continue }
                var diagnostics = Diagnostics()
                for result in MappingCase.run(cases, plan: plan, standard: catalogue.standard, into: &diagnostics) {
                    let rows = try Self.rows(result.name, in: cases, plan)
                    findings += try catalogue.standard.versions.map { try Self.finding([(plan, .rows(rows))], version: $0) }
                }
            }
        }
        var fields = 0
        for finding in findings {
            for (document, rendered) in zip(finding.accounts, finding.rendition.documents) {
                #expect(document.cases.count == rendered.cases.count)
                for (zaak, shown) in zip(document.cases, rendered.cases) {
                    check(zaak, shown, finding)
                    for event in zaak.events { fields += check(event, finding) }
                }
            }
            let left = finding.parts.flatMap { part in part.rows.map { part.plan.accounts(of: $0) } ?? [] }.flatMap(\.leftOut)
            #expect(left.count == finding.answer.completeness.leftOut.reduce(0) { $0 + $1.count })
        }
        #expect(fields > 500)
    }

    private func check(_ zaak: CaseAccount, _ shown: RenderedCase, _ finding: Finding) {
        #expect(zaak.arrears == shown.arrears)
        #expect(zaak.saldo == shown.saldo)
        for total in zaak.totals {
            let word = finding.standard.word(total.name, in: .zaak, version: finding.rendition.version)
            #expect(word.map { shown.values[$0.slot] } == .money(total.value), "\(zaak.zaakkenmerk) \(total.name)")
        }
        let names = finding.parts.flatMap { part in part.rows.map { part.plan.makings(ofCase: zaak.zaakkenmerk, $0) } ?? [] }
        #expect(!names.isEmpty && names.allSatisfy { $0.value == .text(zaak.zaakkenmerk) })
    }

    /// Every field that a mapping can give, and back.
    private func check(_ event: CaseEvent, _ finding: Finding) -> Int {
        let part = finding.parts[event.provenance.plan]
        guard let rows = part.rows else { return 0 }
        let making = part.plan.making(of: event, rows)
        for field in making.fields { #expect(field.making.value == event.values[field.slot], "\(field.name)") }
        for field in finding.standard.kinds[event.kind].fields where field.origin == .mapped && !event.values[field.slot].isAbsent {
            let made = making.fields.first { $0.slot == field.slot }
            #expect(made != nil, "\(field.name) is not explained")
            if case .nothing? = made?.making.way { Issue.record("\(field.name) comes from nowhere") }
        }
        return making.fields.count
    }
}
