import ArgumentParser
import Core
import Logging
import Syntax

/// `blauwbrug simulate`: a supplier's own test bench. Everything is real but the citizens and the databases that would know them.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer suppliers about citizens who do not exist, without any database.",
        discussion: """
            The real gateway, vendors, faults and policy, with the citizens of connectors/sandbox in the place of the databases. Prints who \
            there is to ask about, where, and commands to paste. A vendor's sample that changes is taken at once, or refused with what is wrong.
            Each exchange is told on standard error, a fault with its sentence; never a number or an amount. docs/vendors/sandbox.md says more.

            Examples:
              blauwbrug simulate
              blauwbrug simulate --vendor stuf-fin --port 9443
              blauwbrug simulate --tls-dir ~/sandbox     keeps the authority, so that clients need to trust it only once
              blauwbrug simulate --plain                 HTTP without TLS, on this machine only
              blauwbrug simulate --latency 1500          answers after a second and a half
              blauwbrug simulate --at 2025-07-01T09:15   time stands still: the same answer every day
            """)

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "Serve only this vendor of connectors/vendors; may be given several times.")
    var vendor: [String] = []

    @Option(name: .long, help: "The port; 0 takes a free one.")
    var port = 8443

    @Option(name: .long, help: "The address to listen at. Another than this machine's own lets others in, by API key or certificate.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "Find or keep ca.pem, server.pem and server.key in this folder; without it they go when the program ends.")
    var tlsDir: String?

    @Flag(name: .long, help: "HTTP without TLS, on this machine only.")
    var plain = false

    @Option(name: .long, help: "Milliseconds before each answer; above the deadline of 8 seconds there is none.")
    var latency = 0

    @Option(name: .long, help: ArgumentHelp("Answer as if it were always this moment, in Amsterdam.", valueName: "yyyy-mm-ddThh:mm[:ss]"))
    var at: String?

    @Flag(name: .long, help: "Describe the citizens in Dutch.")
    var nl = false

    @Option(name: .long, help: "The least important events to log: debug, info, notice, error or critical.")
    var logLevel = "info"

    private var address: Settings.Address { Settings.Address(host: host, port: port) }

    private var moment: Instant? {
        guard var at else { return nil }
        return at.withUTF8 { Instant(iso: $0, zoned: false) }
    }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        guard (0...60_000).contains(latency) else { throw ValidationError("--latency is a number of milliseconds from 0 to 60000.") }
        guard Logger.Level(rawValue: logLevel) != nil else { throw ValidationError("'\(logLevel)' is no log level.") }
        if at != nil, moment == nil { throw ValidationError("--at is a moment such as 2025-07-01T09:15:00.") }
        if plain, !address.isLoopback { throw ValidationError("--plain is for this machine only; leave it out, or leave --host out.") }
        if plain, tlsDir != nil { throw ValidationError("--tls-dir and --plain exclude each other.") }
        let offered = root.folder.folders(in: "connectors/vendors")
        for name in vendor where !offered.isEmpty && !offered.contains(name) {
            throw ValidationError(
                "There is no vendor '\(name)': \(Spelling.hint(for: name, in: offered) ?? offered.joined(separator: ", "))")
        }
    }

    func run() async throws {
        let origin = root.folder
        guard origin.isFolder("mappings/standard"), origin.isFolder("connectors/vendors"), origin.isFolder(Sandbox.folder) else {
            Words.complain(
                "There is no mappings/standard, connectors/vendors or \(Sandbox.folder) in \(root.root): "
                    + "--root is where Blauwbrug's own files are.")
            throw ExitCode.wrongFiles
        }
        let ending = Signals.watch(hangUp: true)
        let vendors = vendor.isEmpty ? origin.folders(in: "connectors/vendors") : vendor
        guard let sandbox = SandboxRoot(of: origin, vendors: vendors, address: address, isPlain: plain, kept: tlsDir) else {
            Words.complain("A temporary folder cannot be made.")
            throw ExitCode.environment
        }
        defer { sandbox.remove() }
        do {
            try await simulate(sandbox, until: ending)
        } catch let failed as Program.Failed {
            Words.complain("The sandbox cannot start: \(failed.text)")
            throw ExitCode.environment
        } catch let failure as StartFailure {
            throw failure.told()
        }
    }

    private func simulate(_ sandbox: SandboxRoot, until ending: Signals.Ending) async throws {
        try sandbox.make()
        var files = FileWatch(sandbox.root, more: [Sandbox.folder])
        let sight = files.look(besides: [])
        var diagnostics = Diagnostics()
        let terms = Sandbox.Terms(latency: latency, moment: moment, isPlain: plain)
        guard let catalogue = Catalogue.compile(sandbox.root, for: .simulating(terms), into: &diagnostics) else {
            throw StartFailure(diagnostics)
        }
        let level = Logger.Level(rawValue: logLevel) ?? .info
        let server = try await Server.start(
            catalogue, root: sandbox.root, logger: Logger(label: "blauwbrug") { _ in LineLogHandler(logLevel: level) },
            reloading: Server.Reloading(watch: files, sight: sight, watches: true))
        let port = server.addresses.first { $0.listener == SandboxRoot.listener }?.port ?? port
        do {
            Words.say(try SandboxBanner(sandbox, catalogue, port: port, isDutch: nl).text)
            if !address.isLoopback {
                Words.complain(
                    "Others than this machine can reach \(host): it answers them about citizens who do not exist, and nobody else.")
            }
            await ending.asked(hangUp: { server.reload() })
        } catch {
            await server.end()
            throw error
        }
        Signals.end(within: 25)
        await server.end()
        LogPump.standardError.finish()
    }
}
