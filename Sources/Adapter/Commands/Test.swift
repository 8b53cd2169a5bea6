import ArgumentParser
import Connectors
import Core
import Glibc
import Mappings
import Syntax

/// `blauwbrug test`: runs the cases that stand beside the mappings and the vendors. Needs no database.
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the cases beside the mappings and the vendors, and see what they do not exercise.",
        discussion: """
            Examples:
              blauwbrug test                          every case; the exit code is 1 when one differs
              blauwbrug test --root /srv/ourmunicipality
              blauwbrug test --only heffingen         only cases with this text in 'file: name'
              blauwbrug test --update                 rewrites what the cases expect, and shows the difference: read it before you keep it
              blauwbrug test --coverage               what no case exercises, line by line
              blauwbrug test --html coverage.html     the same as a page, with the mapping's own lines
              blauwbrug test --min-coverage 100       for CI: the exit code is 1 when a mapping has less

            A plain `blauwbrug test` writes nothing: it is how CI proves that no answer changed.
            """)

    @OptionGroup var root: RootOption

    @Option(name: .long, help: ArgumentHelp("Run only cases whose 'file: name' contains this.", valueName: "text"))
    var only: String?

    @Flag(name: .long, help: "Write what the cases give now as what they expect, and show the difference. Refused when CI=true.")
    var update = false

    @Flag(name: .long, help: "Let --update write although CI=true.")
    var force = false

    @Flag(name: .long, help: "Tell what no case exercises.")
    var coverage = false

    @Option(name: .long, help: ArgumentHelp("Write the coverage as an HTML page.", valueName: "file"))
    var html: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Fail when the cases of a mapping exercise less than this percentage of it.", valueName: "percent"))
    var minCoverage: Double?

    func validate() throws {
        if let minCoverage, !(0...100).contains(minCoverage) { throw ValidationError("--min-coverage is a percentage from 0 to 100.") }
        if force, !update { throw ValidationError("--force belongs to --update.") }
        if update, !force, getenv("CI").map({ String(cString: $0) }) == "true" {
            throw ValidationError(
                "--update rewrites what the cases expect; in CI (CI=true) nothing may. Run `blauwbrug test` to prove that nothing changed, "
                    + "or say --force.")
        }
    }

    func run() throws {
        let catalogue = try Catalogue.ready(root.folder)
        var trial = CaseTrial(catalogue: catalogue, root: root.folder, only: only, updates: update)
        trial.run()
        if trial.mistakes.hasErrors { Words.complain(DiagnosticPrinter.text(trial.mistakes)) }
        if let only, trial.passed + trial.failed == 0 { Words.complain("No case has '\(only)' in its 'file: name'.") }
        Words.say("\(trial.passed) passed, \(trial.failed + trial.mistakes.errorCount) failed")
        if coverage || minCoverage != nil, !trial.coverages.isEmpty { Words.say(CoverageTable.text(trial.coverages)) }
        if let html {
            let page = CoveragePage.text(trial.coverages)
            guard File.write(Array(page.utf8), to: html) else {
                Words.complain("\(html) cannot be written.")
                throw ExitCode.environment
            }
            Words.say("wrote \(html)")
        }
        var isEnough = true
        if let minCoverage {
            let asked = minCoverage == minCoverage.rounded() ? "\(Int(minCoverage))" : "\(minCoverage)"
            for own in trial.coverages where own.percentage < minCoverage {
                isEnough = false
                Words.complain("\(own.file.name): \(CoverageTable.percentage(own.count())) is less than the \(asked) % that is asked")
            }
        }
        let isNothing = only != nil && trial.passed + trial.failed == 0
        if trial.failed > 0 || trial.mistakes.hasErrors || !isEnough || isNothing { throw ExitCode.wrongFiles }
    }
}
