import Core
import Syntax

/// Asks the running demonstration with curl, as a vendor would.
struct DemoClient {
    enum Dialect: String {
        case json, soap
        /// The certified document, by the JSON API.
        case document
    }

    struct Answer {
        let path: String
        let body: [UInt8]
        /// As curl measured it, connection and handshake included.
        let milliseconds: Int
    }

    let demo: DemoRoot
    let port: Int

    func ask(_ dialect: Dialect) throws(Program.Failed) -> Answer {
        if dialect == .soap {
            guard let sample = demo.repository.file("deploy/demo/vraag.xml"), File.write(sample.bytes, to: path("vraag.xml")) else {
                throw Program.Failed(text: "there is no deploy/demo/vraag.xml")
            }
        }
        let answer =
            switch dialect {
            case .json: path("antwoord.json")
            case .soap: path("antwoord.xml")
            case .document: path("schuldenoverzicht.pdf")
            }
        let arguments =
            ["--silent", "--show-error", "--fail-with-body", "--output", answer, "--write-out", "%{time_total}"]
            + self.arguments(dialect).map { $0.hasPrefix("'") ? String($0.dropFirst().dropLast()) : $0 }
        let seconds = try Program("curl", arguments).run()
        guard let body = File.read(answer) else { throw Program.Failed(text: "curl wrote no answer to \(answer)") }
        // curl writes seconds with six decimals: without the point they are microseconds.
        let microseconds = Int(seconds.filter(\.isNumber)) ?? 0
        return Answer(path: answer, body: body, milliseconds: microseconds / 1_000)
    }

    /// The whole command, ready to paste.
    func command(_ dialect: Dialect) -> [String] { ["curl", "--silent", "--show-error"] + arguments(dialect) }

    private func arguments(_ dialect: Dialect) -> [String] {
        let authority = ["--cacert", demo.root.path("tls/ca.pem")]
        switch dialect {
        case .json, .document:
            let wanted = dialect == .json ? [] : ["--header", "'Accept: application/pdf'"]
            return authority + wanted + [
                "--header", "'X-Api-Key: \(DemoRoot.apiKey)'", "--header", "'Content-Type: application/json'",
                "--data", "'{\"bsn\":\"\(DemoRoot.bsn)\"}'", "https://127.0.0.1:\(port)/v1/schuldenoverzicht",
            ]
        case .soap:
            return authority + [
                "--cert", demo.root.path("tls/eform.pem"), "--key", demo.root.path("tls/eform.key"),
                "--header", "'Content-Type: text/xml; charset=utf-8'", "--data-binary", "@\(path("vraag.xml"))",
                "https://127.0.0.1:\(port)/soap/schuldenoverzicht",
            ]
        }
    }

    private func path(_ name: String) -> String { demo.root.path("answers/\(name)") }

    /// The number of cases and the sum of their balances in a Du02, in cents; nil when it is none.
    static func saldo(inSOAP body: [UInt8]) -> (cases: Int, sum: Int)? {
        guard let markup = try? XMLReader.read(body, limits: XMLLimits()),
            markup.names.contains(where: { $0.local == "geefSchuldenoverzicht_Du02" })
        else { return nil }
        var cases = 0
        var sum = 0
        for (at, token) in markup.tokens.enumerated() where token.kind == .element {
            switch markup.names[token.name].local {
            case "financiele_zaak": cases += 1
            case "saldo": sum += Int(markup.tokens[at + 1].text) ?? 0
            default: break
            }
        }
        return (cases, sum)
    }
}
