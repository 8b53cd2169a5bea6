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
            Files that change are compiled aside and swapped in whole; files with a mistake change nothing and are told about.
            SIGHUP reads them at once. Addresses, gateway limits and the journal's folder hold until the next start.

            Examples:
              blauwbrug serve
              blauwbrug serve --root /srv/ourmunicipality --log-level notice
              blauwbrug serve --no-watch       takes changed files only at SIGHUP
            """)

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "The least important events to log: debug, info, notice, error or critical.")
    var logLevel = "info"

    @Flag(name: .long, inversion: .prefixedNo, help: "Take files that change, as reload.watch in the settings says; SIGHUP always does.")
    var watch = true

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else { throw ValidationError("'\(logLevel)' is no log level.") }
    }

    func run() async throws {
        CoreDumps.forbid()
        let ending = Signals.watch(hangUp: true)
        // Seen before it is compiled: what changes after this look shows as a change.
        var files = FileWatch(root.folder)
        let sight = files.look(besides: [])
        let catalogue = try Catalogue.ready(root.folder)
        let level = Logger.Level(rawValue: logLevel) ?? .info
        let logger = Logger(label: "blauwbrug") { _ in LineLogHandler(logLevel: level) }
        let server: Server
        do throws(StartFailure) {
            let all = sight.merging(files.look(at: catalogue.settings.map { [$0] } ?? [])) { before, _ in before }
            let reloading = Server.Reloading(watch: files, sight: all, watches: watch)
            server = try await Server.start(catalogue, root: root.folder, logger: logger, reloading: reloading)
        } catch {
            throw error.told()
        }
        await ending.asked(hangUp: { server.reload() })
        Signals.end(within: 25)
        Event.draining.log(to: logger)
        await server.end()
        Event.stopped.log(to: logger)
        LogPump.standardError.finish()
    }
}
