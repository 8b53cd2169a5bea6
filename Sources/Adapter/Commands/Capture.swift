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
            Asks the sources as deploy/blauwbrug.yaml connects them, writes down who asked about whom (in the operator's journal, under a \
            pseudonym), and adds a case to the test file beside the mapping; it shows nothing of the citizen. Numbers, names, texts, dates and \
            amounts are replaced, the same ones by the same; codes stay, and what is compared still agrees. The same seed gives the same case. A \
            BSN is never an argument: type it when asked, or give it on standard input.

            Examples:
              blauwbrug capture voorbeeldstad/heffingen
              blauwbrug capture voorbeeldstad/heffingen --seed 7 --name "twee aanmaningen" --bsn-stdin < file-with-the-bsn
              blauwbrug capture voorbeeldstad/heffingen --output state/case.test.yaml
            """)

    @Argument(help: ArgumentHelp("The tenant and its mapping.", valueName: "tenant/mapping"))
    var what: String

    @OptionGroup var root: RootOption

    @Flag(name: .customLong("bsn-stdin"), help: "Read the BSN from standard input; without it you are asked for it on the terminal.")
    var fromInput = false

    @Option(name: .long, help: "A whole number; another seed gives another case of the same rows.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "The name of the case.")
    var name: String?

    @Option(name: .long, help: "The file to add the case to, instead of the test file beside the mapping.")
    var output: String?

    func run() async throws {
        let catalogue = try Catalogue.ready(root.folder)
        let parts = what.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let tenant = catalogue.tenants[parts[0]], let at = tenant.plans.firstIndex(where: { $0.name == parts[1] })
        else { throw catalogue.noMapping(what) }
        let desk = try Desk.ready(catalogue, root: root.folder, command: "capture")
        guard let subject = SubjectPrompt.read() else {
            Words.complain(SubjectPrompt.notOne)
            throw ExitCode.wrongUsage
        }
        let outcome = try await outcome(desk, tenant, at, about: subject)
        let beside = String(tenant.files[at].name.dropLast(".yaml".count)) + ".test.yaml"
        try write(
            try captured(tenant.plans[at], outcome, catalogue.standard), to: output ?? root.folder.path(beside), tenant.plans[at], catalogue
        )
    }

    private func outcome(_ desk: Desk, _ tenant: Catalogue.Tenant, _ at: Int, about subject: BSN) async throws -> Outcome {
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
