import ArgumentParser
import Core
import Logging
import Syntax

/// `blauwbrug serve`: answers vendors until SIGTERM or SIGINT, then finishes what is in flight.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer vendors over TLS, as deploy/blauwbrug.yaml says.",
        discussion: """
            Refuses to start on what `check` refuses. One structured JSON line per event on standard error.

            Examples:
              blauwbrug serve
              blauwbrug serve --root /srv/ourmunicipality --log-level notice
            """)

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "The least important events to log: debug, info, notice, error or critical.")
    var logLevel = "info"

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else { throw ValidationError("'\(logLevel)' is no log level.") }
    }

    func run() async throws {
        CoreDumps.forbid()
        let ending = Signals.watch()
        var diagnostics = Diagnostics()
        guard let catalogue = Catalogue.compile(root.folder, into: &diagnostics) else {
            Words.complain(DiagnosticPrinter.text(diagnostics))
            throw ExitCode.wrongFiles
        }
        let level = Logger.Level(rawValue: logLevel) ?? .info
        let logger = Logger(label: "blauwbrug") { _ in LineLogHandler(logLevel: level) }
        let server: Server
        do throws(StartFailure) {
            server = try await Server.start(catalogue, root: root.folder, logger: logger)
        } catch {
            Words.complain(error.text)
            throw error.isFiles ? ExitCode.wrongFiles : ExitCode.environment
        }
        await ending.asked()
        Signals.end(within: 25)
        Event.draining.log(to: logger)
        await server.end()
        Event.stopped.log(to: logger)
        LogPump.standardError.finish()
    }
}
