package import Core
package import Standard
import Syntax

/// What came of one case: each file it should have, and what it would say now.
package struct ConnectorCaseResult: Sendable {
    /// The case's folder name.
    package let name: String
    /// The expected files by path in the vendor folder (`cases/x/inquiry.json`), as they would be written now.
    package let actual: [String: [UInt8]]
    /// One sentence per file whose text in the folder is another, or that is not there: where it first differs, what stands there and
    /// what it would be now. Quotes the files, which hold invented citizens only.
    package let differences: [String]

    package var passed: Bool { differences.isEmpty }
}

/// The cases of a vendor: `cases/<name>/` holds a request (`request.http` whole, or `request.xml`, `request.json` the body alone), what
/// must become of it (`inquiry.json`), and, when there is an `answer.json`, the reply (`reply.http`). A refused request has its fault in
/// `inquiry.json`.
package struct ConnectorCase {
    static let folder = "cases/"
    /// Every case is answered at this moment and under this reference, so that its reply never changes.
    package static let stamp = Stamp(reference: "3f2b7c1e-0d4a-4e8b-9a57-6c1d2e3f4a5b", now: Instant(epoch: 1_751_354_100))

    private let folder: VendorFolder
    private let connector: Connector
    private let standard: Standard

    /// Runs every case of a folder. A case that cannot be run is reported and has failed.
    ///
    /// - Parameter chosen: says of a case's name whether it is run; nil for all.
    package static func run(
        folder: VendorFolder, connector: Connector, standard: Standard, chosen: ((String) -> Bool)? = nil,
        into diagnostics: inout Diagnostics
    ) -> [ConnectorCaseResult] {
        let runner = ConnectorCase(folder: folder, connector: connector, standard: standard)
        let names = Set(
            folder.files.keys.filter { $0.hasPrefix(self.folder) }.compactMap { path in
                let rest = path.dropFirst(self.folder.count)
                return rest.contains("/") ? String(rest.prefix { $0 != "/" }) : nil
            })
        return names.sorted().filter { chosen?($0) ?? true }.map { runner.run($0, &diagnostics) }
    }

    /// A question that a case shows and that is answered: what a supplier can send to begin with.
    package struct Example: Sendable {
        package let request: Request
        /// Whom it asks about.
        package let bsn: BSN
    }

    /// The case that shows a newcomer how to ask.
    private static let shown = "voorbeeld"

    /// The question of a vendor's case `voorbeeld`; without one, the shortest of its cases that is answered, one with a body before one
    /// without. One for a certified document is none: it needs a seal. Nil when no case has one.
    package static func example(folder: VendorFolder, connector: Connector, standard: Standard) -> Example? {
        let runner = ConnectorCase(folder: folder, connector: connector, standard: standard)
        // What is wrong with a case, `test` tells.
        var ignored = Diagnostics()
        let names = Set(folder.files.keys.compactMap { $0.hasSuffix("/answer.json") ? $0.dropLast("answer.json".count) : nil })
        let chosen = Substring("\(ConnectorCase.folder)\(shown)/")
        let examples = (names.contains(chosen) ? [chosen] : names.sorted()).compactMap { path -> Example? in
            guard let request = runner.request(String(path), &ignored), let (route, match) = runner.route(of: request),
                let asked = try? connector.asked(in: request, route: route, tenant: match.tenant), asked.document == nil
            else { return nil }
            return Example(request: request, bsn: asked.inquiry.bsn)
        }
        func length(_ example: Example) -> Int { example.request.body.isEmpty ? .max : example.request.body.count }
        return examples.min { length($0) < length($1) }
    }

    private init(folder: VendorFolder, connector: Connector, standard: Standard) {
        self.folder = folder
        self.connector = connector
        self.standard = standard
    }

    private func run(_ name: String, _ diagnostics: inout Diagnostics) -> ConnectorCaseResult {
        let path = "\(ConnectorCase.folder)\(name)/"
        guard let request = request(path, &diagnostics) else { return failed(name) }
        var actual: [String: [UInt8]] = [:]
        guard let (route, match) = route(of: request) else {
            report("no route of this vendor is \(request.method) \(request.path)", path, &diagnostics)
            return failed(name)
        }
        do {
            let asked = try connector.asked(in: request, route: route, tenant: match.tenant)
            actual[path + "inquiry.json"] = InquiryText.json(asked.inquiry)
            if let source = folder.files[path + "answer.json"] {
                guard let answer = CaseAnswer(standard: standard).read(source, &diagnostics) else { return failed(name) }
                guard let reply = reply(answer, asked, path, &diagnostics) else { return failed(name) }
                actual[path + "reply.http"] = HTTPText.text(reply)
            }
        } catch {
            actual[path + "inquiry.json"] = InquiryText.json(error)
            let reply = connector.reply(with: error, asked: nil, request: request, stamp: ConnectorCase.stamp)
            actual[path + "reply.http"] = HTTPText.text(reply)
        }
        let differences = actual.sorted { $0.key < $1.key }.compactMap { file in
            CaseDifference.text(
                of: "connectors/vendors/\(folder.name)/\(file.key)", expected: folder.files[file.key]?.bytes, got: file.value)
        }
        return ConnectorCaseResult(name: name, actual: actual, differences: differences)
    }

    private func reply(_ answer: Answer, _ asked: Asked, _ path: String, _ diagnostics: inout Diagnostics) -> Reply? {
        do {
            let now = ConnectorCase.stamp.now
            let rendition = try standard.rendition(of: answer, about: asked.inquiry.bsn, in: asked.version, at: now, as: asked.form)
            let document = CaseDocument.document(for: asked, isComplete: rendition.completeness.isComplete)
            if let document, document.isAwaited {
                return try connector.reply(awaiting: document, to: asked, stamp: ConnectorCase.stamp)
            }
            return try connector.reply(with: rendition, and: document, to: asked, stamp: ConnectorCase.stamp)
        } catch {
            report("the answer cannot be given: \(error.place) breaks '\(error.rule)'", path, &diagnostics)
            return nil
        }
    }

    private func route(of request: Request) -> (Route, PathMatch)? {
        for route in connector.routes where route.method == request.method {
            if let match = route.match(request.path) { return (route, match) }
        }
        return nil
    }

    /// The request of a case; a body alone goes to the vendor's first address with its usual headers.
    private func request(_ path: String, _ diagnostics: inout Diagnostics) -> Request? {
        if let source = folder.files[path + "request.http"] {
            if let request = HTTPText.request(source) { return request }
            diagnostics.error(.caseShape, at: Span(source: source, line: 1, column: 1), "this is not an HTTP request")
            return nil
        }
        for (name, type) in [("request.xml", "text/xml; charset=utf-8"), ("request.json", "application/json")] {
            guard let source = folder.files[path + name], let route = connector.routes.first else { continue }
            let address = route.path.split(separator: "/").map { $0 == Route.tenantSegment ? "voorbeeldstad" : String($0) }
            return Request(
                method: route.method, path: "/" + address.joined(separator: "/"), headers: [Request.Header("Content-Type", type)],
                body: source.bytes)
        }
        report("a case needs request.http, request.xml or request.json", path, &diagnostics)
        return nil
    }

    private func report(_ message: String, _ path: String, _ diagnostics: inout Diagnostics) {
        let source = folder.files.filter { $0.key.hasPrefix(path) }.min { $0.key < $1.key }?.value
        let place = source ?? SourceText(name: "connectors/vendors/\(folder.name)/\(path)", text: "")
        diagnostics.error(.caseShape, at: Span(source: place, line: 1, column: 1), message)
    }

    private func failed(_ name: String) -> ConnectorCaseResult {
        ConnectorCaseResult(name: name, actual: [:], differences: ["it cannot be run; the error says why"])
    }
}
