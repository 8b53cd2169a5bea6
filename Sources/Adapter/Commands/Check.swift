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
              blauwbrug check --explain MAP204                 what a code means and what to do about it
              blauwbrug check --format json                    for programs; sarif for code hosts
              blauwbrug check --format sarif --output check.sarif
              blauwbrug check --warnings-as-errors --allow MAP213

            What --deny and --allow say can stand in deploy/blauwbrug.yaml: check: { deny: [MAP240], allow: [MAP213] }
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "Also compare each mapping with the real database, as deploy/blauwbrug.yaml connects it.")
    var live = false

    @Flag(
        name: .long, help: "With --live: bring the declared columns in line with the database where that is certain, and show what changed."
    )
    var write = false

    @Option(name: .long, help: "Print what a code such as MAP204 means, and check nothing.")
    var explain: String?

    @Option(name: .long, help: "text, json, or sarif (SARIF 2.1.0).")
    var format = CheckReport.Format.text

    @Option(name: .long, help: "Write the report to this file; the terminal still gets the text.")
    var output: String?

    @Flag(name: .long, help: "Treat every warning as an error.")
    var warningsAsErrors = false

    @Option(name: .long, help: "Treat warnings of this code as errors; may be given several times.")
    var deny: [String] = []

    @Option(name: .long, help: "Do not show warnings of this code; may be given several times.")
    var allow: [String] = []

    func validate() throws {
        if write, !live { throw ValidationError("--write belongs to --live.") }
        for name in deny + allow + (explain.map { [$0] } ?? []) where Code.named(name) == nil {
            let hint = Spelling.hint(for: name.uppercased(), in: Code.all.map(\.name)) ?? "docs/codes.md lists them"
            throw ValidationError("There is no code '\(name)': \(hint)")
        }
    }

    func run() async throws {
        if let code = explain.flatMap({ Code.named($0) }) { return Words.say(code.explanation) }
        var diagnostics = Diagnostics()
        let catalogue = Catalogue.compile(root.folder, for: .checking, into: &diagnostics)
        var compared: LiveCheck.Outcome?
        if live, let catalogue, !diagnostics.hasErrors { compared = try await compare(catalogue, &diagnostics) }
        let rules = CheckSettings.rules(of: root.folder).under(
            CheckRules(
                deny: Set(deny.map { $0.uppercased() }), allow: Set(allow.map { $0.uppercased() } + (compared?.answered ?? [])),
                warningsAsErrors: warningsAsErrors))
        let report = CheckReport(
            diagnostics: rules.told(diagnostics),
            counts: catalogue.map { ($0.tenants.values.reduce(0) { $0 + $1.plans.count }, $0.connectors.count) })
        try tell(report)
        if write, let compared { try change(compared.edits) }
        guard let catalogue, report.errors == 0 else { throw ExitCode.wrongFiles }
        // A program that reads the report from the standard output gets nothing else there.
        let isPlain = format == .text || output != nil
        if isPlain, catalogue.settings == nil { Words.say("There is no deploy/blauwbrug.yaml: `serve` will not start without it.") }
        guard let compared else { return }
        for source in compared.unreachable { Words.complain(source) }
        if !compared.unreachable.isEmpty { throw ExitCode.environment }
        guard compared.count > 0 else {
            Words.complain("deploy/blauwbrug.yaml connects none of these mappings, so nothing was compared.")
            throw ExitCode.environment
        }
        guard isPlain else { return }
        Words.say(
            report.diagnostics.isEmpty
                ? "Every mapping agrees with its database." : "Every statement fits its database; look at the warnings above.")
        guard let first = compared.skipped.first else { return }
        Words.say(
            "Not compared, because deploy/blauwbrug.yaml does not connect \(compared.skipped.count == 1 ? "it" : "them"): "
                + "\(compared.skipped.count) (\(first)\(compared.skipped.count > 1 ? ", …" : ""))")
    }

    /// Mistakes go to the standard error, a report to the standard output or its file.
    private func tell(_ report: CheckReport) throws {
        if let output {
            guard File.write(Array(report.written(as: format).utf8), to: output) else {
                Words.complain("Cannot write \(output).")
                throw ExitCode.environment
            }
        } else if format != .text {
            return Words.put(report.written(as: format))
        }
        if !report.diagnostics.isEmpty { Words.complain(String(report.text.dropLast())) }
        if report.errors > 0 { Words.complain(report.summary) } else { Words.say(report.summary) }
    }

    private func compare(_ catalogue: Catalogue, _ diagnostics: inout Diagnostics) async throws -> LiveCheck.Outcome {
        do throws(StartFailure) {
            return try await LiveCheck.run(catalogue, root: root.folder, into: &diagnostics)
        } catch {
            throw error.told()
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

extension CheckReport.Format: ExpressibleByArgument {}
