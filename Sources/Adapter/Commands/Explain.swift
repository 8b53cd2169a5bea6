import ArgumentParser
import Core
import Mappings
import Standard
import Syntax

/// `blauwbrug explain`: where every field of one citizen's answer comes from, and how each total was made. With a file, it is about a message
/// instead: why a vendor's request is taken or refused.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show where every field of one citizen's answer comes from, or why a vendor's message is refused.",
        discussion: """
            Shows personal data: on a terminal, or with --show-values. Asks the live sources as `try` does, and tells of each field the row, the column, the steps and the line of the mapping; which \
            rows were left out and by which line; how each total was counted, and which notice is overdue since when. With --nl the same in \
            plain Dutch that a help desk can read to a citizen. With --case it explains a case of a test file, without a database.

            With a FILE it explains a message of a vendor: what is recognised, what is passed over, what is wrong, with line and fix, and what the \
            service would answer. FILE is a body (.xml, .json) or a whole request (.http: request line, headers, an empty line, body); - is \
            standard input. Without --vendor every vendor is tried. Needs no database and no settings. Values are never shown, no source is \
            asked, so nothing is recorded. The exit code is 0 when the message is accepted, 1 when it is refused.

            Examples:
              blauwbrug explain
              blauwbrug explain --nl --bsn-stdin < file-with-the-bsn
              blauwbrug explain --case-number BEL-2026-0005120 --field bedrag
              blauwbrug explain --case "mappings/voorbeeldstad/heffingen.test.yaml:niemand"
              blauwbrug explain --vendor soap message.xml
              blauwbrug explain --vendor soap message.xml -H 'SOAPAction: "http://…/vrdLv01"'
              blauwbrug explain --format json message.http
            """)

    @OptionGroup var root: RootOption
    @OptionGroup var who: AskingOptions
    @OptionGroup var message: MessageOptions

    @Option(name: .customLong("case"), help: "Explain a case of a mapping's test file instead: FILE:NAME.")
    var testCase: String?

    @Option(name: .long, help: "The moment the answer is given, with --case only: 2026-12-01 or 2026-12-01T09:00:00.")
    var at: String?

    @Flag(name: .long, help: "In plain Dutch, for a help desk.")
    var nl = false

    @Option(name: .long, help: "Only the case with this zaakkenmerk.")
    var caseNumber: String?

    @Option(name: .long, help: "Only this field or total, such as bedrag or saldo.")
    var field: String?

    func validate() throws {
        try who.refuseStrays(beyond: 1)
        if !who.strays.isEmpty {
            let isAboutCitizen =
                testCase != nil || at != nil || nl || caseNumber != nil || field != nil || who.request != nil || who.fromInput
                || who.tenant != nil || who.version != nil || who.showValues
            if isAboutCitizen { throw ValidationError("With a message, only --vendor, --path, -H and --format go.") }
            return try message.check()
        }
        if message.isGiven { throw ValidationError("--path, -H and --format go with a file that holds a message.") }
        if testCase != nil, who.request != nil || who.fromInput { throw ValidationError("--case asks no source about anybody.") }
        if testCase == nil, at != nil { throw ValidationError("A live answer is of now; --at goes with --case.") }
        if nl, field != nil { throw ValidationError("--nl tells whole cases; --field is for the explanation of a mapping.") }
        if let at, Explain.moment(at) == nil { throw ValidationError("--at is a day or a moment: 2026-12-01 or 2026-12-01T09:00:00.") }
    }

    func run() async throws {
        if let file = who.strays.first { return try MessageVerdict(root: root.folder, vendor: who.vendor, options: message).tell(file) }
        try Disclosure.begin(showValues: who.showValues, inDutch: nl)
        let catalogue = try Catalogue.ready(root.folder)
        let finding: Finding
        if let testCase {
            finding = try found(testCase, catalogue)
        } else {
            let desk = try Desk.ready(catalogue, root: root.folder, command: "explain")
            finding = try await desk.find(try who.asking(catalogue, root: root.folder), as: .values, inDutch: nl)
            await desk.close()
        }
        let cases = finding.accounts.flatMap(\.cases)
        if let caseNumber, !cases.contains(where: { $0.zaakkenmerk == caseNumber }) {
            Words.complain("The answer has no case of that number; it has \(cases.count).")
            throw ExitCode.wrongUsage
        }
        let known = finding.standard.words(in: .zaak, version: finding.rendition.version)
        if let field, !known.contains(field), !finding.standard.kinds.contains(where: { $0.field(named: field) != nil }) {
            Words.complain("The standard has no field or total of that name.")
            throw ExitCode.wrongUsage
        }
        let lines =
            nl
            ? PlainDutch(finding: finding, zaakkenmerk: caseNumber).lines
            : Explanation(finding: finding, zaakkenmerk: caseNumber, field: field).lines
        Words.say(lines.drop(while: \.isEmpty).joined(separator: "\n"))
        if !finding.isComplete { throw testCase == nil ? ExitCode.environment : ExitCode.wrongFiles }
    }

    private static func moment(_ text: String) -> Instant? {
        var whole = text.count == 10 ? text + "T00:00:00" : text
        return whole.withUTF8 { Instant(iso: $0, zoned: false) }
    }

    /// What the mapping makes of the rows of a case of its test file.
    private func found(_ place: String, _ catalogue: Catalogue) throws -> Finding {
        let parts = place.split(separator: ":", maxSplits: 1)
        let path = parts.first.map(String.init) ?? ""
        var diagnostics = Diagnostics()
        for tenant in catalogue.tenants.values.sorted(by: { $0.name < $1.name }) {
            let folder = TenantFolder(root: root.folder, name: tenant.name)
            for (file, plan) in zip(tenant.files, tenant.plans) {
                guard let cases = folder.cases(beside: file), cases.name == path || root.folder.path(cases.name) == path else { continue }
                guard
                    let found = MappingCase.rows(
                        of: parts.count == 2 ? String(parts[1]) : nil, in: cases, plan: plan, into: &diagnostics)
                else {
                    Words.complain(DiagnosticPrinter.text(diagnostics))
                    throw ExitCode.wrongFiles
                }
                return try finding([plan], [.rows(found.rows)], catalogue)
            }
        }
        Words.complain(
            "No mapping has its cases in '\(path.hidingLongNumbers)'. Name the file from the root: mappings/TENANT/NAME.test.yaml")
        throw ExitCode.wrongUsage
    }

    private func finding(_ plans: [Plan], _ outcomes: [Outcome], _ catalogue: Catalogue) throws -> Finding {
        let now = at.flatMap { Explain.moment($0) } ?? Clock.now
        let version = who.version ?? catalogue.standard.defaultVersion
        guard let nobody = BSN("000000012"), catalogue.standard.versions.contains(version) else {
            Words.complain("The standard has no such version; it has: \(catalogue.standard.versions.joined(separator: ", "))")
            throw ExitCode.wrongUsage
        }
        do throws(Violation) {
            return try Finding(
                plans, outcomes, took: nil, key: MappingCase.testKey, standard: catalogue.standard, subject: nobody, version: version,
                at: now, as: .values)
        } catch {
            Words.complain("The answer cannot be given in version \(version): \(error.place) breaks '\(error.rule)'")
            throw ExitCode.wrongFiles
        }
    }
}
