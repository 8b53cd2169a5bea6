import ArgumentParser
import Backends
import Core
import Glibc
import Mappings
import Syntax

/// `blauwbrug synthesise`: fills an empty schema with invented citizens, for trying mappings and vendors without anybody's data.
struct Synthesise: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty schema with invented citizens for whom the mappings have an answer.",
        discussion: """
            Examples:
              blauwbrug synthesise voorbeeldstad/heffingen --sqlite state/proef.sqlite
              blauwbrug synthesise voorbeeldstad/heffingen --sqlite state/proef.sqlite --citizens 200 --seed 7 --citizens-file burgers.txt
              PGPASSFILE=… blauwbrug synthesise modelstad/ggm --postgresql 'host=localhost dbname=proef user=maker'

            Reads the tables, types and keys of the database and how the mappings of the source read them; writes nothing when one of those
            tables has rows. The same seed, schema and mappings give the same rows.
            """)

    @OptionGroup var root: RootOption

    @Argument(help: ArgumentHelp("The municipality and its source, as in voorbeeldstad/heffingen.", valueName: "tenant/source"))
    var source: String

    @Option(name: .long, help: ArgumentHelp("A SQLite file with the empty tables.", valueName: "file"))
    var sqlite: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A PostgreSQL database with the empty tables: host=… dbname=… user=…; the password from PGPASSFILE.", valueName: "connection"))
    var postgresql: String?

    @Option(name: .long, help: "How many citizens; at most 9000.")
    var citizens = 50

    @Option(name: .long, help: "Another seed, other citizens.")
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("Write their BSNs to this file, one a line.", valueName: "file"))
    var citizensFile: String?

    @Flag(name: .long, help: "Also write to the database that the settings serve.")
    var force = false

    func validate() throws {
        guard (sqlite == nil) != (postgresql == nil) else { throw ValidationError("Give one of --sqlite and --postgresql.") }
        guard (1...9_000).contains(citizens) else { throw ValidationError("--citizens is a number from 1 to 9000.") }
        guard postgresql?.contains("password") != true else {
            throw ValidationError("A password on the command line is seen by everybody on the machine. Use PGPASSFILE.")
        }
        guard source.split(separator: "/").count == 2 else { throw ValidationError("Name the source as tenant/source.") }
    }

    func run() throws {
        let names = source.split(separator: "/").map(String.init)
        var diagnostics = Diagnostics()
        guard let catalogue = Catalogue.compile(root.folder, into: &diagnostics), !diagnostics.hasErrors else {
            Words.complain(DiagnosticPrinter.text(diagnostics))
            throw ExitCode.wrongFiles
        }
        let plans = catalogue.tenants[names[0]]?.plans.filter { $0.source == names[1] } ?? []
        guard !plans.isEmpty else {
            Words.complain("No mapping reads the source '\(names[1])' of '\(names[0])'.")
            throw ExitCode.wrongFiles
        }
        if !force, let settings = catalogue.settings, serves(settings) {
            Words.complain("The settings serve this very database. Invented citizens belong in one of their own; --force writes here too.")
            throw ExitCode.environment
        }
        do throws(StartFailure) {
            var synthesis = try Synthesis(try workshop(), plans, catalogue.standard, seed: seed)
            tell(try fill(&synthesis))
        } catch {
            Words.complain(error.text)
            throw ExitCode.environment
        }
    }

    /// Whether some source of the settings is the database to write to.
    private func serves(_ settings: Settings) -> Bool {
        let connections = settings.tenants.flatMap(\.connections).map(\.value)
        if let sqlite {
            let own = Synthesise.real(root.folder.path(sqlite))
            return connections.contains { $0["file"]?.text.map { Synthesise.real(root.folder.path($0)) } == own }
        }
        var named: [String: String] = [:]
        for word in (postgresql ?? "").split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { named[parts[0]] = parts[1] }
        }
        return connections.contains { connection in
            connection["database"]?.text == named["dbname"] && connection["host"]?.text == named["host"] ?? "localhost"
                && connection["port"]?.text ?? "5432" == named["port"] ?? "5432"
        }
    }

    /// A path without links and detours; as it is when there is no such file.
    private static func real(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func workshop() throws(StartFailure) -> any Workshop {
        do {
            if let sqlite { return try Workshops.sqlite(root.folder.path(sqlite)) }
            return try Workshops.postgresql(postgresql ?? "")
        } catch {
            throw StartFailure(environment: "The database cannot be opened for writing: \(error.detail)")
        }
    }

    private func fill(_ synthesis: inout Synthesis) throws(StartFailure) -> Synthesis.Report {
        let report: Synthesis.Report
        do {
            report = try synthesis.run(TestBSNs.first(citizens))
        } catch {
            throw StartFailure(environment: "Nothing was written: \(error.detail)")
        }
        if let citizensFile {
            let text = report.citizens.map { $0.reveal() + "\n" }.joined()
            guard File.write(Array(text.utf8), to: citizensFile, mode: 0o600) else {
                throw StartFailure(environment: "The citizens are in the database, but \(citizensFile) cannot be written.")
            }
        }
        return report
    }

    private func tell(_ report: Synthesis.Report) {
        Words.say("Invented \(report.citizens.count) citizens, each with an answer:")
        let width = report.rows.keys.map(\.count).max() ?? 0
        for (table, count) in report.rows.sorted(by: { $0.key < $1.key }) {
            Words.say("  " + table + String(repeating: " ", count: width - table.count) + "  \(count)")
        }
        for (table, why) in report.refused.sorted(by: { $0.key < $1.key }) where !table.isEmpty && report.rows[table] == nil {
            Words.say("  \(table) has no rows: none was found that the mappings accept. The last one: \(why)")
        }
    }
}

/// BSNs for tests: those that begin with 9999, and one with a leading zero.
private enum TestBSNs {
    static func first(_ count: Int) -> [BSN] {
        var found: [BSN] = []
        var number = 999_900_000
        while found.count < count {
            if found.count == 4, let zero = BSN("012345672") { found.append(zero) }
            number += 1
            if found.count < count, let bsn = BSN(String(number)) { found.append(bsn) }
        }
        return found
    }
}
