import ArgumentParser
import Backends
import Core
import Mappings
import Standard
import Syntax

/// `blauwbrug introspect`: what a database says of itself, and a first mapping made of it.
struct Introspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at a database nobody has described, and write a source file and a first mapping for it.",
        discussion: """
            Reads the catalogue (tables, columns, types, keys, comments, row estimates) and judges some rows of each table: which column looks
            like a BSN, an amount, a day, a code. No cell is ever shown, logged or written. Where only a person can choose, the mapping says
            DECIDE; `blauwbrug check` lists those places.

            Examples:
              blauwbrug introspect voorbeeldstad/heffingen            connected as deploy/blauwbrug.yaml says
              blauwbrug introspect heffingen --tenant voorbeeldstad --print
              blauwbrug introspect voorbeeldstad/nieuw --sqlite dump.sqlite
              blauwbrug introspect voorbeeldstad/nieuw --postgresql "host=localhost dbname=nieuw user=lezer" --secret-file wachtwoord
            A source that the settings do not connect is named with --sqlite or --postgresql. The password comes from --secret-file, or from \
            the file PGPASSFILE names; never from the command line.

            Exit codes: 0 fine, 1 a file is in the way or wrong, 2 wrong usage, 3 the database cannot be reached.
            """)

    @Argument(help: ArgumentHelp("The tenant and its source, or a source with --tenant.", valueName: "tenant/source"))
    var source: String

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "The tenant, when the argument names only the source.")
    var tenant: String?

    @OptionGroup var connection: ConnectionOptions

    @Flag(name: .long, help: "Read the catalogue only, and no row.")
    var catalogueOnly = false

    @Flag(name: .customLong("print"), help: "Print the mapping instead of writing files.")
    var prints = false

    @Flag(name: .long, help: "Overwrite the files that are there.")
    var force = false

    func validate() throws {
        guard let (tenant, name) = place else { throw ValidationError("Name the source as TENANT/SOURCE, or give --tenant.") }
        for word in [tenant, name] where word.isEmpty || !word.utf8.allSatisfy({ Introspect.nameBytes.contains($0) }) {
            throw ValidationError("'\(word)' cannot be a name: small letters, digits, '-' and '_'.")
        }
        if tenant == "standard" { throw ValidationError("'standard' is the folder of the debt standard, no tenant.") }
    }

    private static let nameBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private var place: (tenant: String, source: String)? {
        let parts = source.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, tenant == nil || tenant == parts[0] { return (parts[0], parts[1]) }
        return parts.count == 1 ? tenant.map { ($0, source) } : nil
    }

    func run() async throws {
        guard let (tenant, name) = place else { throw ExitCode.wrongUsage }
        let folder = root.folder
        let mapping = "mappings/\(tenant)/\(name).yaml"
        if !prints, !force, folder.file(mapping) != nil {
            Words.complain("\(mapping) is there already. --print shows a new one, --force overwrites it.")
            throw ExitCode.wrongFiles
        }
        let standard = try standard(folder)
        let opened: FirstSight
        do throws(StartFailure) {
            opened = try FirstSight.open(tenant: tenant, source: name, root: folder, as: connection)
        } catch {
            throw error.told()
        }
        let outcome: Result<Inventory, Failure>
        do throws(Failure) {
            outcome = .success(try await opened.backends.inventory(of: name, tenant: tenant, sampling: !catalogueOnly))
        } catch { outcome = .failure(error) }
        await opened.backends.close()
        switch outcome {
        case .failure(let failure):
            Words.complain("The database cannot be looked at: \(failure.kind.rawValue): \(failure.detail)")
            throw ExitCode.environment
        case .success(let inventory):
            guard !inventory.tables.isEmpty else {
                Words.complain("This login sees no table. Give it SELECT on what the mapping should read.")
                throw ExitCode.environment
            }
            let include = include(tenant, folder)
            let skeleton = Skeleton(of: inventory, standard: standard, at: Skeleton.Place(name: name, tenant: tenant, include: include))
            if prints { return Words.say(String(skeleton.text.dropLast())) }
            Words.say(InventoryText.text(inventory))
            try write(skeleton.text, to: mapping, opened, tenant, name, standard)
        }
    }

    private func standard(_ folder: Root) throws -> Standard {
        var diagnostics = Diagnostics()
        if let standard = Catalogue.standard(folder, &diagnostics) { return standard }
        Words.complain(DiagnosticPrinter.text(diagnostics))
        throw ExitCode.wrongFiles
    }

    /// The tenant's file that names the organisation.
    private func include(_ tenant: String, _ folder: Root) -> (name: String, file: SourceText)? {
        var ignored = Diagnostics()
        let fragments = TenantFolder(root: folder, name: tenant).mappingFiles(into: &ignored).fragments
        return fragments.first { YAMLReader.read($0, into: &ignored)?["organisation"] != nil }.map {
            (String($0.name.split(separator: "/").last ?? ""), $0)
        }
    }

    /// Has the settings know the source, or says what is to be put there.
    private func connect(_ name: String, _ settings: String, _ tenant: String) {
        let path = "deploy/blauwbrug.yaml"
        if let file = root.folder.file(path), let text = SettingsLine.adding(name, settings, tenant: tenant, to: file),
            File.write(Array(text.utf8), to: root.folder.path(path))
        {
            Words.say("added to \(path), under tenants: \(tenant): sources:\n  \(name): \(settings)")
        } else {
            Words.say("Still to be put into \(path), under tenants: \(tenant): sources:\n  \(name): \(settings)")
        }
    }

    private func write(
        _ text: String, to mapping: String, _ opened: FirstSight, _ tenant: String, _ name: String, _ standard: Standard
    ) throws {
        let folder = root.folder
        let source = "connectors/sources/\(tenant)/\(name).yaml"
        var written = [(mapping, text)]
        if force && opened.settings != nil || folder.file(source) == nil { written.append((source, opened.file)) }
        for (path, text) in written {
            File.makeFolder(folder.path(String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))))
            guard File.write(Array(text.utf8), to: folder.path(path)) else {
                Words.complain("Cannot write \(folder.path(path)).")
                throw ExitCode.environment
            }
            Words.say("wrote \(path)")
        }
        if let settings = opened.settings { connect(name, settings, tenant) }
        if let secret = opened.secret { Words.say("Still to be put into the folder of secrets: \(secret), the file with the password.") }
        var diagnostics = Diagnostics()
        let tenantFolder = TenantFolder(root: folder, name: tenant)
        _ = Plan.compile(
            SourceText(name: mapping, text: text), tenant: tenant, standard: standard, sources: [name], others: { tenantFolder.other($0) },
            into: &diagnostics)
        let count = diagnostics.sorted.count { $0.severity == .error }
        Words.say("\(count) decision\(count == 1 ? "" : "s") to make: `blauwbrug check` shows where.")
    }
}
