import Core
import Syntax

/// An OpenAPI description (3.1) of every question asked in JSON under one root, such as `/v1`.
package struct OpenAPI {
    private let contracts: [Contract]
    private let root: String

    /// - Parameter root: the part of a path up to and including its version.
    package init(_ contracts: [Contract], root: String) {
        self.contracts = contracts
        self.root = root
    }

    /// The part of a path up to and including its version; else what stands before its last segment.
    package static func root(of path: String) -> String {
        let parts = path.split(separator: "/")
        let isVersion = { (part: Substring) in part.first == "v" && part.count > 1 && part.dropFirst().allSatisfy(\.isNumber) }
        let count = (parts.firstIndex(where: isVersion) ?? parts.count - 2) + 1
        return parts.prefix(count).map { "/\($0)" }.joined()
    }

    /// - Parameter server: where it is, such as `https://gateway.voorbeeld.example/v1`.
    package func text(server: String) -> String {
        let first = contracts.first
        var info: [(String, JSONText)] = [
            ("title", .text("Schuldenoverzicht")), ("version", .text(first?.apiVersion ?? "1.0.0")),
            (
                "description",
                .text(
                    "Welke schulden heeft een burger bij deze organisatie? Gemaakt uit de koppeling zelf. Een burgerservicenummer staat "
                        + "nooit in een adres. Een mislukte bevraging is nooit een lege lijst: dan komt er een fout, of `volledig` is false."
                )
            ),
        ]
        info.append(("x-vendors", .list(contracts.map { .text($0.vendor) })))
        var schemas: [(String, JSONText)] = []
        let home = "#/components/schemas/"
        for document in contracts.flatMap(\.documents) where !schemas.contains(where: { $0.0 == document.name.local }) {
            schemas.append((document.name.local, JSONContract(home: home, isRequest: false).schema(document)))
        }
        schemas.append(("probleem", OpenAPI.problem))
        let names = contracts.map(\.vendor).joined(separator: ", ")
        return JSONText.object([
            ("openapi", .text("3.1.0")), ("info", .object(info)), ("servers", .list([.object([("url", .text(server))])])),
            (
                "externalDocs",
                .object([
                    ("description", .text("Het woordenboek van de velden (\(names))")),
                    ("url", .text("\(server)/\(first?.vendor ?? "").html")),
                ])
            ),
            ("security", .list(schemes.map { .object([($0.0, .list([]))]) })),
            ("paths", .object(paths(home))),
            (
                "components",
                .object([
                    ("schemas", .object(schemas)), ("headers", .object(OpenAPI.headers)),
                    ("securitySchemes", .object(schemes)),
                ])
            ),
        ]).written(0) + "\n"
    }

    /// How callers show who they are. A key that is all of a header goes first: tools can fill that one in.
    private var schemes: [(String, JSONText)] {
        var places: [KeyPlace] = []
        for place in contracts.flatMap(\.keyPlaces) where !places.contains(place) { places.append(place) }
        let first = places.first { $0.scheme.isEmpty } ?? places.first
        var key = "De sleutel van de afnemer"
        if let first, !first.scheme.isEmpty { key += ", als `\(first.header): \(first.scheme) …`" }
        let others = places.filter { $0 != first }.map { "`\($0.header): \($0.scheme.isEmpty ? "" : "\($0.scheme) ")…`" }
        if !others.isEmpty { key += "; ook als " + others.joined(separator: ", ") }
        let scheme = JSONText.object([
            ("type", .text("apiKey")), ("in", .text("header")), ("name", .text(first?.header ?? "")), ("description", .text(key + ".")),
        ])
        return (first == nil ? [] : [("sleutel", scheme)]) + [("certificaat", OpenAPI.certificate)]
    }

    private static let certificate = JSONText.object([
        ("type", .text("mutualTLS")),
        ("description", .text("Een clientcertificaat (PKIoverheid) met het OIN van de afnemer in subject.serialNumber.")),
    ])

    private static let headers: [(String, JSONText)] = [
        header("API-Version", "De volledige versie van deze API."), header("X-Request-Id", "Onze referentie van dit antwoord."),
    ]

    private static func header(_ name: String, _ means: String) -> (String, JSONText) {
        (name, .object([("description", .text(means)), ("schema", .object([("type", .text("string"))]))]))
    }

    private static let answered: JSONText = .object(
        headers.map { name, _ in (name, .object([("$ref", .text("#/components/headers/\(name)"))])) })

    private static let eitherAnswer = "Het antwoord: het overzicht, of met `Accept: application/pdf` het gewaarmerkte document zelf."

    /// The headers of an answer that may be the certified document.
    private static let answeredWithPDF: JSONText = {
        guard case .object(let known) = answered else { return answered }
        let own = [
            header("Content-Disposition", "Bij een PDF: de naam van het bestand."),
            header("X-Documentnummer", "Bij een PDF: het nummer van het gewaarmerkte document."),
            header("X-Volledig", "Bij een PDF: of alle bronnen geantwoord hebben (`true` of `false`)."),
        ]
        return .object(known + own)
    }()

    /// The answer to who prefers not to wait (RFC 7240).
    private static let promised: JSONText = {
        guard case .object(let known) = answered else { return answered }
        let headers = [
            header("Location", "Waar het document één keer kan worden opgehaald."),
            header("Preference-Applied", "`respond-async`: het document wordt nog gemaakt."),
        ]
        let schema = JSONText.object([
            ("type", .text("object")),
            (
                "properties",
                .object([
                    ("link", .object([("type", .text("string")), ("format", .text("uri"))])),
                    ("geldig_tot", .object([("type", .text("string")), ("format", .text("date-time"))])),
                ])
            ),
            ("required", .list([.text("link"), .text("geldig_tot")])),
        ])
        return .object([
            ("description", .text("Met `Prefer: respond-async`: het document wordt gemaakt, en komt op dit adres.")),
            ("headers", .object(known + headers)),
            ("content", .object([("application/json", .object([("schema", schema)]))])),
        ])
    }()

    private func paths(_ home: String) -> [(String, JSONText)] {
        var found: [(path: String, operations: [(String, JSONText)])] = []
        for contract in contracts {
            for ask in contract.asks {
                for path in ask.paths where OpenAPI.root(of: path) == root {
                    let local = String(path.dropFirst(root.count))
                    let operation = (ask.method.lowercased(), self.operation(ask, contract, path, home))
                    if let at = found.firstIndex(where: { $0.path == local }) {
                        found[at].operations.append(operation)
                    } else {
                        found.append((local, [operation]))
                    }
                }
            }
        }
        return found.map { ($0.path, .object($0.operations)) }
    }

    private func operation(_ ask: Contract.Ask, _ contract: Contract, _ path: String, _ home: String) -> JSONText {
        let cases = contract.cases.filter { $0.request.method == ask.method && $0.request.query == nil && contract.takes($0, ask) }
        let id = "\(contract.vendor)-\(path.split(separator: "/").last ?? "")-\(ask.method.lowercased())"
        var members: [(String, JSONText)] = [
            ("operationId", .text(id)), ("tags", .list([.text(contract.vendor)])), ("summary", .text("Vraag een \(ask.question)")),
        ]
        if !ask.headers.isEmpty {
            members.append(("parameters", .list(ask.headers.map { parameter($0, cases.first(where: \.isAnswered)) })))
        }
        if let request = ask.request {
            let schema = JSONContract(home: home, isRequest: true).schema(request)
            let content = JSONText.object([("schema", schema)] + examples(cases.filter(\.isAnswered).map { ($0.name, $0.request.body) }))
            members.append(
                ("requestBody", .object([("required", .word("true")), ("content", .object([("application/json", content)]))])))
        }
        let answer = JSONContract(home: home, isRequest: false).schema(ask.reply)
        let shown = examples(cases.filter(\.isAnswered).map { ($0.name, $0.reply) })
        var content: [(String, JSONText)] = [("application/json", .object([("schema", answer)] + shown))]
        if contract.givesPDF { content.append(("application/pdf", .object([]))) }
        var responses: [(String, JSONText)] = [
            (
                "200",
                .object([
                    ("description", .text(contract.givesPDF ? OpenAPI.eitherAnswer : "Het antwoord.")),
                    ("headers", contract.givesPDF ? OpenAPI.answeredWithPDF : OpenAPI.answered), ("content", .object(content)),
                ])
            )
        ]
        if contract.givesLink { responses.append(("202", OpenAPI.promised)) }
        for (status, titles) in OpenAPI.statuses {
            let shown = examples(cases.filter { $0.status == status }.map { ($0.name, $0.reply) })
            let content = JSONText.object([("schema", .object([("$ref", .text("\(home)probleem"))]))] + shown)
            responses.append(
                (
                    String(status),
                    .object([
                        ("description", .text(titles.joined(separator: " "))), ("headers", OpenAPI.answered),
                        ("content", .object([(ProblemDetails.mediaType, content)])),
                    ])
                ))
        }
        members.append(("responses", .object(responses)))
        return .object(members)
    }

    private func parameter(_ header: Contract.Header, _ shown: ContractCase?) -> JSONText {
        var schema = JSONContract(home: "", isRequest: true).value(header.value)
        if header.refusal != nil { schema = [("type", .text("string")), ("maxLength", .word("0"))] }
        // All from one case, so that they fit together.
        let example = shown?.request.values(of: header.name).first.map { [("example", JSONText.text($0))] } ?? []
        let members: [(String, JSONText)] = [
            ("name", .text(header.name)), ("in", .text("header")), ("required", .word(header.isRequired ? "true" : "false")),
            ("description", .text(header.means)), ("schema", .object(schema)),
        ]
        return .object(members + example)
    }

    private func examples(_ bodies: [(name: String, body: [UInt8])]) -> [(String, JSONText)] {
        let found = bodies.compactMap { entry in
            JSONText(entry.body).map { (entry.name, JSONText.object([("value", $0)])) }
        }
        return found.isEmpty ? [] : [("examples", .object(found))]
    }

    /// Every status a fault can have, with what it may mean.
    private static let statuses: [(status: Int, titles: [String])] = {
        var found: [Int: [String]] = [:]
        for situation in Fault.Situation.allCases {
            found[ProblemTable(situation).status, default: []].append(FaultWords.title(situation))
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }()

    /// RFC 9457, with the names of Haal Centraal for what is wrong with parameters.
    private static let problem: JSONText = {
        func text(_ means: String) -> JSONText { .object([("type", .text("string")), ("description", .text(means))]) }
        let parameter = JSONText.object([
            ("type", .text("object")),
            (
                "properties",
                .object([
                    ("name", text("De naam in het bericht.")), ("code", text("Wat er mis is.")), ("reason", text("Een zin zonder waarde.")),
                ])
            ),
            ("required", .list(["name", "code", "reason"].map { .text($0) })),
        ])
        return .object([
            ("type", .text("object")), ("description", .text("Een fout (RFC 9457).")),
            (
                "properties",
                .object([
                    ("type", text("De soort, als URI.")), ("title", text("De soort, in woorden.")),
                    ("status", .object([("type", .text("integer"))])), ("detail", text("Wat er mis is.")),
                    ("instance", text("Onze referentie, als URI.")), ("code", text("De soort, als woord.")),
                    ("invalidParams", .object([("type", .text("array")), ("items", parameter)])),
                ])
            ),
            ("required", .list(["type", "title", "status", "detail", "instance", "code"].map { .text($0) })),
        ])
    }()
}

extension Contract {
    /// Whether a case asks in this form.
    func takes(_ example: ContractCase, _ ask: Ask) -> Bool {
        ask.paths.contains { path in
            let wanted = path.split(separator: "/")
            let found = example.request.path.split(separator: "/")
            return wanted.count == found.count && zip(wanted, found).allSatisfy { $0 == Route.tenantSegment || $0 == $1 }
        }
    }
}
