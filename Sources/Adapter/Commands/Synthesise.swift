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
              blauwbrug synthesise modelstad/ggm --postgresql "host=localhost dbname=proef user=maker" --secret-file wachtwoord

            Reads the tables, types and keys of the database and how the mappings of the source read them; writes nothing when one of those \
            tables has rows. The same seed, schema and mappings give the same rows. The password comes from --secret-file, or from the file \
            PGPASSFILE names; never from the command line.
            """)

    @Argument(help: ArgumentHelp("The tenant and its source.", valueName: "tenant/source"))
    var source: String

    @OptionGroup var root: RootOption
    @OptionGroup var connection: ConnectionOptions

    @Option(name: .long, help: "How many citizens; at most 9000.")
    var citizens = 50

    @Option(name: .long, help: "Another seed, other citizens.")
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("Write their BSNs to this file, one a line.", valueName: "file"))
    var citizensFile: String?

    @Flag(name: .long, help: "Also write to the database that the settings serve.")
    var force = false

    func validate() throws {
        if connection.sqlite == nil, connection.postgresql == nil { throw ValidationError("Give one of --sqlite and --postgresql.") }
        guard (1...9_000).contains(citizens) else { throw ValidationError("--citizens is a number from 1 to 9000.") }
        guard source.split(separator: "/").count == 2 else { throw ValidationError("Name the source as TENANT/SOURCE.") }
    }

    func run() throws {
        let names = source.split(separator: "/").map(String.init)
        let catalogue = try Catalogue.ready(root.folder)
        let plans = catalogue.tenants[names[0]]?.plans.filter { $0.source == names[1] } ?? []
        guard !plans.isEmpty else {
            Words.complain("No mapping reads the source '\(names[1])' of '\(names[0])'.")
            throw ExitCode.wrongFiles
        }
        do throws(StartFailure) {
            let named = try connection.postgresql.map { text throws(StartFailure) in try ConnectionText(text) }
            if !force, let settings = catalogue.settings, serves(settings, named) {
                throw StartFailure(
                    environment:
                        "The settings serve this very database. Invented citizens belong in one of their own; --force writes here too.")
            }
            var synthesis = try Synthesis(try workshop(named), plans, catalogue.standard, seed: seed)
            tell(try fill(&synthesis))
        } catch {
            throw error.told()
        }
    }

    /// Whether some source of the settings is the database to write to.
    private func serves(_ settings: Settings, _ named: ConnectionText?) -> Bool {
        let connections = settings.tenants.flatMap(\.connections).map(\.value)
        if let named { return connections.contains { Synthesise.place($0) == Synthesise.place(named.node) } }
        let own = connection.file.map(Synthesise.real)
        return connections.contains { $0["file"]?.text.map { Synthesise.real(root.folder.path($0)) } == own }
    }

    /// Host, port and name of a database; this machine has several names.
    private static func place(_ connection: Node) -> [String] {
        let host = connection["host"]?.text ?? "localhost"
        return [
            ["127.0.0.1", "::1"].contains(host) ? "localhost" : host, connection["port"]?.text ?? "5432",
            connection["database"]?.text ?? "",
        ]
    }

    /// A path without links and detours; as it is when there is no such file.
    private static func real(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func workshop(_ named: ConnectionText?) throws(StartFailure) -> any Workshop {
        let secret = try named?.secret(file: connection.secretFile)
        do {
            if let file = connection.file { return try Workshops.sqlite(file) }
            return try Workshops.postgresql(connection.postgresql ?? "", password: secret ?? nil)
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
            Words.say("  " + table.padded(to: width) + "  \(count)")
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
