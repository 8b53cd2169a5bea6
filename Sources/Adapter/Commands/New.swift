import ArgumentParser
import Core

/// `blauwbrug new`: a folder to begin in.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a folder to begin a municipality's mappings in, with settings and throw-away keys.",
        discussion: """
            The folder gets the debt standard, the vendors, the schemas for editors, and settings that serve on this machine only. What
            exists is never overwritten. Next comes `blauwbrug introspect`.

            Examples:
              blauwbrug new waterdam
              blauwbrug new ~/opdrachten/2026 --tenant waterdam
              blauwbrug new /srv/waterdam --root /usr/share/blauwbrug --port 9000

            Exit codes: 0 made, 1 the folder is in use or --root has no standard, 2 wrong usage, 3 the environment fails.
            """)

    @Argument(help: "The folder to make: new, or empty.")
    var folder: String

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "The municipality's name in paths; the folder's own name unless you say so.")
    var tenant: String?

    @Option(name: .long, help: "The port the settings name; the admin page is a thousand higher.")
    var port = 8443

    private static let nameBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private var name: String { tenant ?? folder.split(separator: "/").last.map(String.init) ?? "" }

    func validate() throws {
        guard !name.isEmpty, name.utf8.allSatisfy({ New.nameBytes.contains($0) }), name != "standard" else {
            throw ValidationError("'\(name)' cannot be a municipality's name in paths: small letters, digits, '-' and '_'. Give --tenant.")
        }
        guard (1...64_535).contains(port) else { throw ValidationError("--port is a number from 1 to 64535.") }
    }

    func run() throws {
        let made = Root(folder)
        guard made.names(in: ".").isEmpty, File.read(folder) == nil else {
            Words.complain("\(folder) is not empty. Name a new folder; nothing was changed.")
            throw ExitCode.wrongFiles
        }
        guard root.folder.isFolder("mappings/standard"), root.folder.isFolder("connectors/vendors") else {
            Words.complain(
                "There is no mappings/standard or connectors/vendors in \(root.root): --root is where Blauwbrug's own files are.")
            throw ExitCode.wrongFiles
        }
        var diagnostics = Diagnostics()
        guard let standard = Catalogue.standard(root.folder, &diagnostics) else {
            Words.complain(DiagnosticPrinter.text(diagnostics))
            throw ExitCode.wrongFiles
        }
        do {
            try FreshRoot(origin: root.folder, root: made, tenant: name, port: port).make()
        } catch {
            Words.complain("\(folder) could not be made: \(error.text)")
            throw ExitCode.environment
        }
        for kind in FileKind.all(standard) {
            guard File.write(Array(kind.schema.utf8), to: made.path("docs/schemas/\(kind.name).json")) else {
                Words.complain("\(made.path("docs/schemas")) cannot be written.")
                throw ExitCode.environment
            }
        }
        Words.say(
            """
            Made \(folder) for '\(name)':
              mappings/standard, connectors/vendors   the debt standard and the vendors
              deploy/blauwbrug.yaml                   settings: this machine only, port \(port)
              secrets, tls                            throw-away keys and certificates, for 90 days
              docs/schemas                            what an editor completes from
            Next: blauwbrug introspect \(name)/SOURCE --root \(folder) --postgresql "host=… dbname=… user=…"   (or --sqlite FILE)
            """)
    }
}
