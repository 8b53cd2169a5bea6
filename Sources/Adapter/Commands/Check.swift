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
              blauwbrug check --live      also prepares every statement on the real database and compares columns
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "Also compare each mapping with the real database, as the settings connect to it.")
    var live = false

    func run() async throws {
        var diagnostics = Diagnostics()
        let catalogue = Catalogue.compile(root.folder, into: &diagnostics)
        if !diagnostics.all.isEmpty { Words.complain(DiagnosticPrinter.text(diagnostics)) }
        let warnings = diagnostics.all.count - diagnostics.errorCount
        guard let catalogue, !diagnostics.hasErrors else {
            Words.complain("\(count(diagnostics.errorCount, "error")), \(count(warnings, "warning")).")
            throw ExitCode.wrongFiles
        }
        let plans = catalogue.tenants.values.reduce(0) { $0 + $1.plans.count }
        Words.say(
            "\(count(plans, "mapping")) and \(count(catalogue.connectors.count, "vendor")) checked; no errors, \(count(warnings, "warning"))."
        )
        if catalogue.settings == nil { Words.say("There is no deploy/blauwbrug.yaml: `serve` will not start without it.") }
        if live { try await compareLive(catalogue) }
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func compareLive(_ catalogue: Catalogue) async throws {
        guard let settings = catalogue.settings else {
            Words.complain("There is no deploy/blauwbrug.yaml, so nothing says how to reach the databases.")
            throw ExitCode.environment
        }
        let backends: Backends
        do throws(StartFailure) {
            backends = try Server.backends(catalogue, settings, root: root.folder)
        } catch {
            Words.complain(error.text)
            throw error.isFiles ? ExitCode.wrongFiles : ExitCode.environment
        }
        var drifts = 0
        var unreachable = 0
        for tenant in catalogue.tenants.values.sorted(by: { $0.name < $1.name }) {
            for request in tenant.requests {
                for drift in await backends.describe(request, tenant: tenant.name) {
                    Words.complain("mapping '\(request.plan)' of '\(tenant.name)': \(drift.message)")
                    if case .failed(let failure) = drift.problem, failure.kind == .unreachable { unreachable += 1 } else { drifts += 1 }
                }
            }
        }
        await backends.close()
        if drifts > 0 { throw ExitCode.wrongFiles }
        if unreachable > 0 { throw ExitCode.environment }
        Words.say("Every mapping agrees with its database.")
    }
}
