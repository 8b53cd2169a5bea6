import Connectors
import Core
import Standard
import Syntax

/// What `simulate` prints when it listens: who there is to ask about, where, and a question to paste.
struct SandboxBanner {
    /// A vendor with a question that a supplier can send.
    private struct Offer {
        let connector: Connector
        /// Without the address of the server.
        let path: String
        let headers: [Request.Header]
        /// The file that holds the question's body; nil when it has none.
        let file: String?
        /// What the question is, for the table; nil when the vendor's cases show none.
        let told: String?
    }

    let sandbox: SandboxRoot
    let catalogue: Catalogue
    let port: Int
    /// Whether citizens are described in Dutch.
    let isDutch: Bool
    private let offers: [Offer]

    /// Writes a question of every vendor into `requests/`.
    init(_ sandbox: SandboxRoot, _ catalogue: Catalogue, port: Int, isDutch: Bool) throws(Program.Failed) {
        self.sandbox = sandbox
        self.catalogue = catalogue
        self.port = port
        self.isDutch = isDutch
        var offers: [Offer] = []
        let shown = SandboxBanner.shown(catalogue.sandbox?.citizens ?? [])
        for connector in catalogue.connectors {
            let place = "connectors/vendors/\(connector.vendor)"
            let folder = VendorFolder(name: connector.vendor, files: sandbox.root.files(below: place))
            let example = ConnectorCase.example(folder: folder, connector: connector, standard: catalogue.standard)
            guard let example, let shown else {
                let path = connector.routes.first { !$0.path.contains("{") }?.path ?? connector.routes.first?.path ?? "/"
                offers.append(Offer(connector: connector, path: path, headers: [], file: nil, told: nil))
                continue
            }
            let (request, asked, asks) = (example.request, example.bsn.reveal(), shown.bsn.reveal())
            let headers = request.headers.filter { !SandboxBanner.clients.contains($0.name.lowercased()) }
                .map { Request.Header($0.name, $0.value.replacing(asked, with: asks)) }
            var (file, told) = (String?.none, headers.first { $0.value == asks }.map { "\(request.method), \($0.name): \(asks)" })
            if !request.body.isEmpty {
                let name = "requests/\(connector.vendor).\(connector.speaks == "json" ? "json" : "xml")"
                try sandbox.write(Array(String(decoding: request.body, as: UTF8.self).replacing(asked, with: asks).utf8), name)
                file = sandbox.root.path(name)
                told = file
            }
            offers.append(Offer(connector: connector, path: request.path, headers: headers, file: file, told: told))
        }
        self.offers = offers
    }

    /// The citizen that the questions ask about: one with something to see, and not much.
    private static func shown(_ citizens: [Citizen]) -> Citizen? {
        citizens.first { $0.answer.documents.count == 1 && $0.answer.documents[0].cases.count == 1 } ?? citizens.first
    }

    var text: String {
        ([head, citizens, vendors, contracts, refused] + commands).joined(separator: "\n\n")
    }

    private var origin: String {
        let host = ["0.0.0.0", "::"].contains(sandbox.address.host) ? "127.0.0.1" : sandbox.address.host
        return "\(sandbox.isPlain ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private func tls(_ name: String) -> String {
        (sandbox.kept.flatMap { Root($0).absolute(".") } ?? sandbox.root.path("tls")) + "/\(name)"
    }

    private var head: String {
        var lines = [
            "Blauwbrug sandbox: citizens who do not exist, and no database. Ctrl-C ends it.\n",
            "  address      \(origin)   (the municipality: \(SandboxRoot.tenant) in paths, \(SandboxRoot.code) in messages)",
        ]
        if !sandbox.isPlain { lines.append("  trust        \(tls("ca.pem"))") }
        lines.append(
            "  API key      \(SandboxRoot.apiKey)   (X-Api-Key: …, or Authorization: ApiKey …)"
                + (sandbox.address.isLoopback ? "; not needed on this machine" : ""))
        if !sandbox.isPlain, File.read(tls("eform.pem")) != nil {
            lines.append("  certificate  \(tls("eform.pem")) and eform.key   (OIN \(ThrowAway.eformOIN)), for mutual TLS")
        }
        if let moment = catalogue.sandbox?.terms.moment { lines.append("  time         stands still at \(moment.shown)") }
        return lines.joined(separator: "\n")
    }

    private var citizens: String {
        let known = (catalogue.sandbox?.citizens ?? []).map { "  \($0.bsn.reveal())  \(isDutch ? $0.dutch : $0.english)" }
        let other =
            isDutch
            ? "  elk ander  Niets gevonden: het antwoord over iemand die onbekend is"
            : "  any other  Nothing found: the answer about somebody who is not known"
        return (["  BSN        \(isDutch ? "wat het laat zien" : "what it shows")"] + known + [other]).joined(separator: "\n")
    }

    private var vendors: String {
        let names = offers.map(\.connector.vendor)
        let width = (names + ["vendor"]).reduce(0) { max($0, $1.count) } + 2
        let wide = offers.reduce(0) { max($0, origin.count + $1.path.count) } + 2
        let rows = offers.map { offer in
            "  " + offer.connector.vendor.padded(to: width)
                + (origin + offer.path).padded(to: offer.told == nil ? 0 : wide) + (offer.told ?? "")
        }
        return (["  " + "vendor".padded(to: width) + "address".padded(to: wide) + "a question for it"] + rows).joined(separator: "\n")
    }

    /// What a client can be made of, and where its fields are explained.
    private var contracts: String {
        let width = offers.reduce(0) { max($0, $1.connector.vendor.count) } + 2
        let rows = offers.map { offer in
            let (vendor, root) = (offer.connector.vendor, OpenAPI.root(of: offer.path))
            let isJSON = offer.connector.speaks == "json"
            let beside = offer.path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
            return (
                vendor.padded(to: width), origin + (isJSON ? "\(root)/openapi.json" : "\(offer.path)?wsdl=\(vendor)"),
                origin + "\(isJSON ? root : beside)/\(vendor).html"
            )
        }
        let wide = rows.reduce(0) { max($0, $1.1.count) } + 2
        return
            (["  " + "contract".padded(to: width) + "to make a client of".padded(to: wide) + "what its fields mean"]
            + rows.map { "  " + $0.0 + $0.1.padded(to: wide) + $0.2 }).joined(separator: "\n")
    }

    /// Where to look when the answer is a fault.
    private var refused: String {
        let vendor = (offers.first { $0.connector.speaks != "json" } ?? offers.first)?.connector.vendor ?? "V"
        return "Refused? This says why, with line and fix: blauwbrug explain --vendor \(vendor) FILE"
    }

    /// One to paste for each dialect.
    private var commands: [String] {
        // The shortest: it is to be read, too.
        var spoken: Set<String> = []
        let first = offers.filter { $0.told != nil && $0.file != nil }.sorted { $0.headers.count < $1.headers.count }
            .filter { spoken.insert($0.connector.speaks).inserted }
        return first.isEmpty ? [] : ["Paste in another terminal:"] + first.map { "  \(command($0))" }
    }

    private func command(_ offer: Offer) -> String {
        var words = ["curl", "-sS"] + (sandbox.isPlain ? [] : ["--cacert", tls("ca.pem")])
        if !sandbox.address.isLoopback { words += ["-H", quoted("X-Api-Key: \(SandboxRoot.apiKey)")] }
        for header in offer.headers { words += ["-H", quoted("\(header.name): \(header.value)")] }
        return (words + (offer.file.map { ["--data-binary", "@\($0)"] } ?? []) + [origin + offer.path]).joined(separator: " ")
    }

    /// Headers that the client of a case sent as any client does, or by which it proved who it was.
    private static let clients: Set<String> = [
        "host", "user-agent", "accept-encoding", "connection", "content-length", "expect", "authorization", "x-api-key",
    ]

    private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}

extension Instant {
    /// As a person writes it.
    fileprivate var shown: String {
        let out = Output(capacity: 32)
        out.append(self)
        return out.text
    }
}
