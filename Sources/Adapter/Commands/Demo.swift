import ArgumentParser
import Core
import Logging
import Sealing
import Syntax

/// `blauwbrug demo`: the main job, for real, on the demonstration municipality.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the main job on the demonstration municipality Voorbeeldstad.",
        discussion: """
            Makes two SQLite databases and a throw-away certificate authority in state/demo, starts the gateway on loopback, sends a real SOAP and a
            real JSON request for the same citizen with curl, and prints the overview. Stops loudly when any step fails.
            With --serve the eForm of Voorbeeldstad can be seen in a browser, on this machine only: what a citizen sees of the Blauwe Knop.

            Examples:
              blauwbrug demo
              blauwbrug demo --serve      keeps it running, with the eForm, and prints commands to paste
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "Keep serving afterwards, until Ctrl-C.")
    var serve = false

    @Option(name: .long, help: "Where the eForm answers on 127.0.0.1; 0 takes a free port.")
    var eformPort = 0

    func validate() throws {
        guard (0...65_535).contains(eformPort) else { throw ValidationError("--eform-port is a number from 0 to 65535.") }
    }

    func run() async throws {
        do {
            try await show()
        } catch let failed as Program.Failed {
            Words.complain("The demonstration failed: \(failed.text)")
            throw ExitCode.environment
        } catch let failure as StartFailure {
            Words.complain("The demonstration failed: \(failure.text)")
            throw failure.isFiles ? ExitCode.wrongFiles : ExitCode.environment
        }
    }

    private func show() async throws {
        let demo = DemoRoot(repository: root.folder)
        Words.say("Making Voorbeeldstad in \(demo.root.folder): two databases, a certificate authority, keys …")
        try demo.make()
        var diagnostics = Diagnostics()
        guard let catalogue = Catalogue.compile(demo.root, into: &diagnostics) else { throw StartFailure(diagnostics) }
        let logger = Logger(label: "blauwbrug") { _ in LineLogHandler(logLevel: .error) }
        let server = try await Server.start(catalogue, root: demo.root, logger: logger)
        guard let service = server.addresses.first(where: { $0.listener == "service" }) else {
            throw Program.Failed(text: "deploy/demo/blauwbrug.yaml has no listener 'service'")
        }
        Words.say("Listening on https://127.0.0.1:\(service.port) (TLS, loopback only).\n")
        let client = DemoClient(demo: demo, port: service.port)
        let json = try client.ask(.json)
        let soap = try client.ask(.soap)
        let document = try client.ask(.document)
        guard let table = Overview(json.body) else { throw Program.Failed(text: "the JSON answer is not an overview") }
        guard !table.lines.isEmpty else { throw Program.Failed(text: "the JSON answer has no cases") }
        guard let saldo = DemoClient.saldo(inSOAP: soap.body), saldo.cases == table.lines.count, saldo.sum == table.open else {
            throw Program.Failed(text: "the SOAP and the JSON answer disagree")
        }
        Words.say("Overzicht van burger \(DemoRoot.bsn) bij gemeente Voorbeeldstad (bedragen in euro):\n")
        Words.say(table.text)
        Words.say("")
        for note in table.notes { Words.say("  \(note)") }
        Words.say("\nJSON answer: \(json.path) (\(json.body.count) bytes, \(json.milliseconds) ms with a new TLS connection)")
        Words.say("SOAP answer: \(soap.path) (\(soap.body.count) bytes, \(soap.milliseconds) ms with a new TLS connection)")
        Words.say("Both give the same \(saldo.cases) cases and the same open amount.")
        try tell(document, demo)
        if serve {
            let ending = Signals.watch()
            let form = try await EFormServer.start(demo, asking: service.port, at: eformPort)
            Words.say("\nStill serving; Ctrl-C ends it. Press the blue button in a browser on this machine:\n")
            Words.say("  \(form.address)\n")
            Words.say("Or paste this in another terminal:\n")
            Words.say("  " + client.command(.json).joined(separator: " ") + "\n")
            Words.say("  " + client.command(.soap).joined(separator: " ") + "\n")
            await ending.asked()
            await form.end()
        }
        await server.end()
    }

    /// Where the certified document is, and how to see for oneself that it is genuine.
    private func tell(_ document: DemoClient.Answer, _ demo: DemoRoot) throws(Program.Failed) {
        guard let roots = File.read(demo.root.path("tls/seal-root.pem")).flatMap({ CertificateRoots(pem: $0) }) else {
            throw Program.Failed(text: "there is no tls/seal-root.pem")
        }
        guard Verification(of: document.body, trust: TrustAnchors(roots), at: Clock.now).verdict == .genuine else {
            throw Program.Failed(text: "the certified document does not hold")
        }
        Words.say("Certified PDF: \(document.path) (\(document.body.count) bytes, \(document.milliseconds) ms with a new TLS connection)")
        Words.say("See that it is genuine: blauwbrug verify \(document.path) --trust \(demo.root.path("tls/seal-root.pem"))")
    }
}
