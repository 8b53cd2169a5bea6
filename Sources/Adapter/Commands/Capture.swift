import ArgumentParser
import Backends
import Core
import Mappings
import Standard
import Syntax
import Trust

/// `blauwbrug capture`: turns one citizen's rows into a test case in which nobody can be recognised.
struct Capture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn one citizen's rows into a test case with everything personal replaced.",
        discussion: """
            Asks the sources as deploy/blauwbrug.yaml connects them, writes down who asked about whom (in the operator's journal, under a pseudonym),
            and adds a case to the test file beside the mapping. Numbers, names, texts, dates and amounts are replaced, the same ones by the same; codes
            stay, and what is compared still agrees. The same seed gives the same case. A BSN is never an argument: type it when asked, or give it on
            standard input.

            Examples:
              blauwbrug capture voorbeeldstad/heffingen
              blauwbrug capture voorbeeldstad/heffingen --seed 7 --name "twee aanmaningen" < file-with-the-bsn
              blauwbrug capture voorbeeldstad/heffingen --output state/case.test.yaml
            """)

    @Argument(help: "TENANT/MAPPING.")
    var what: String

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "A whole number; another seed gives another case of the same rows.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "The name of the case.")
    var name: String?

    @Option(name: .long, help: "The file to add the case to, instead of the test file beside the mapping.")
    var output: String?

    func validate() throws {
        if (what + (name ?? "")).split(whereSeparator: { !$0.isNumber }).contains(where: { $0.count >= 8 }) {
            throw ValidationError(
                """
                A BSN does not belong on the command line: others on this machine can see it, and your shell remembers it (remove that line from its \
                history). Leave it out and type it when asked.
                """)
        }
    }

    func run() async throws {
        var diagnostics = Diagnostics()
        guard let catalogue = Catalogue.compile(root.folder, into: &diagnostics) else {
            Words.complain(DiagnosticPrinter.text(diagnostics))
            throw ExitCode.wrongFiles
        }
        let parts = what.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let tenant = catalogue.tenants[parts[0]], let at = tenant.plans.firstIndex(where: { $0.name == parts[1] })
        else {
            let known = catalogue.tenants.values.flatMap { tenant in tenant.plans.map { "\(tenant.name)/\($0.name)" } }.sorted()
            Words.complain("There is no mapping '\(what)'. There is: \(known.joined(separator: ", ")).")
            throw ExitCode(2)
        }
        guard let subject = SubjectPrompt.read() else {
            Words.complain("That is no BSN: it has nine digits, leading zeros included, and passes the 11-proef.")
            throw ExitCode(2)
        }
        let outcome = try await outcome(catalogue, tenant, at, about: subject)
        let beside = String(tenant.files[at].name.dropLast(".yaml".count)) + ".test.yaml"
        try write(
            try captured(tenant.plans[at], outcome, catalogue.standard), to: output ?? root.folder.path(beside), tenant.plans[at], catalogue
        )
    }

    private func outcome(_ catalogue: Catalogue, _ tenant: Catalogue.Tenant, _ at: Int, about subject: BSN) async throws -> Outcome {
        let desk: Desk
        do throws(StartFailure) {
            desk = try Desk.open(catalogue, root: root.folder, command: "capture")
        } catch {
            Words.complain(error.text)
            throw error.isFiles ? ExitCode.wrongFiles : ExitCode.environment
        }
        do throws(Fault) {
            let reply = try await desk.ask(about: subject, tenant: tenant.name)
            await desk.close()
            return reply.outcomes[at]
        } catch {
            await desk.close()
            Words.complain(
                error.situation == .journal
                    ? "The question cannot be recorded, so nothing is shown."
                    : "deploy/blauwbrug.yaml does not say how to reach '\(tenant.name)'.")
            throw ExitCode.environment
        }
    }

    private func captured(_ plan: Plan, _ outcome: Outcome, _ standard: Standard) throws -> Mappings.Capture {
        switch outcome {
        case .failed(let failure):
            Words.complain("\(plan.source): \(failure.kind.rawValue): \(failure.detail)")
            throw ExitCode.environment
        case .rows(let rows):
            do throws(Mappings.Capture.Refused) {
                return try Mappings.Capture(plan, rows, name: name ?? "vastgelegd \(seed)", seed: seed, standard: standard)
            } catch {
                switch error {
                case .rows(let failure): Words.complain("The mapping refuses these rows, so there is no case of them: \(failure.detail)")
                case .empty: Words.complain("The source knows nothing of this citizen, so there is no case to make.")
                case .sums:
                    Words.complain(
                        "No change of amounts and numbers was found that keeps the sums; try another --seed, or write the case by hand.")
                }
                throw ExitCode.wrongFiles
            }
        }
    }

    private func write(_ capture: Mappings.Capture, to path: String, _ plan: Plan, _ catalogue: Catalogue) throws {
        let before = File.read(path).map { String(decoding: $0, as: UTF8.self) }
        let text = capture.text(after: before)
        // What is written must pass: a case that is wrong from the start helps nobody.
        var mistakes = Diagnostics()
        let results = MappingCase.run(SourceText(name: path, text: text), plan: plan, standard: catalogue.standard, into: &mistakes)
        if mistakes.hasErrors {
            Words.complain(DiagnosticPrinter.text(mistakes))
            Words.complain("Nothing was written. Has the file another case of this name? Give one with --name.")
            throw ExitCode.wrongFiles
        }
        guard results.last?.passed == true, File.write(Array(text.utf8), to: path) else {
            Words.complain("The case cannot be written to \(path).")
            throw ExitCode.environment
        }
        Words.say("Added '\(name ?? "vastgelegd \(seed)")' to \(path): cases: \(capture.cases), events: \(capture.events).")
        Words.say("Numbers, names, dates and amounts are replaced; look at it before you keep it.")
    }
}
