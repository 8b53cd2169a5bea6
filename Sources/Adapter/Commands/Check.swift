import ArgumentParser
import Backends
import Core
import Syntax

/// `blauwbrug check`: every mistake in the files, at once. Touches no network, no clock and no database unless `--live` asks for it.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show every mistake in mappings/, connectors/ and deploy/.",
        discussion: """
            Examples:
              blauwbrug check
              blauwbrug check --root /srv/ourmunicipality
              blauwbrug check --live           also prepares every statement on the real database: columns, NULLs, plans, codes
              blauwbrug check --live --write   and declares what the database gives, where that is certain
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "Also compare each mapping with the real database, as the settings connect to it.")
    var live = false

    @Flag(
        name: .long, help: "With --live: bring the declared columns in line with the database where that is certain, and show what changed."
    )
    var write = false

    func validate() throws {
        if write, !live { throw ValidationError("--write belongs to --live.") }
    }

    func run() async throws {
        var diagnostics = Diagnostics()
        let catalogue = Catalogue.compile(root.folder, into: &diagnostics)
        var compared: LiveCheck.Outcome?
        if live, let catalogue, !diagnostics.hasErrors { compared = try await compare(catalogue, &diagnostics) }
        if !diagnostics.all.isEmpty { Words.complain(DiagnosticPrinter.text(diagnostics)) }
        let warnings = diagnostics.all.count - diagnostics.errorCount
        if write, let compared { try change(compared.edits) }
        guard let catalogue, !diagnostics.hasErrors else {
            Words.complain("\(count(diagnostics.errorCount, "error")), \(count(warnings, "warning")).")
            throw ExitCode.wrongFiles
        }
        let plans = catalogue.tenants.values.reduce(0) { $0 + $1.plans.count }
        Words.say(
            "\(count(plans, "mapping")) and \(count(catalogue.connectors.count, "vendor")) checked; no errors, \(count(warnings, "warning"))."
        )
        if catalogue.settings == nil { Words.say("There is no deploy/blauwbrug.yaml: `serve` will not start without it.") }
        guard let compared else { return }
        for source in compared.unreachable { Words.complain(source) }
        if !compared.unreachable.isEmpty { throw ExitCode.environment }
        Words.say(
            warnings == 0 ? "Every mapping agrees with its database." : "Every statement fits its database; look at the warnings above.")
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func compare(_ catalogue: Catalogue, _ diagnostics: inout Diagnostics) async throws -> LiveCheck.Outcome {
        do throws(StartFailure) {
            return try await LiveCheck.run(catalogue, root: root.folder, into: &diagnostics)
        } catch {
            Words.complain(error.text)
            throw error.isFiles ? ExitCode.wrongFiles : ExitCode.environment
        }
    }

    private func change(_ edits: [LiveEdit]) throws {
        for edit in edits {
            let result = edit.result
            guard File.write(result.bytes, to: root.folder.path(edit.file.name)) else {
                Words.complain("Cannot write \(root.folder.path(edit.file.name)).")
                throw ExitCode.environment
            }
            Words.say(result.diff)
        }
    }
}
