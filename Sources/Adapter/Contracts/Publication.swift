import Connectors
import Core

/// What every vendor is promised, ready to be fetched from the addresses where it asks. Made once for a compiled set and swapped with it.
/// Nothing in it is about a citizen: who may connect may read it.
struct Publication: Sendable {
    /// A file under an address.
    private struct Page: Sendable {
        let place: Route
        /// What stands behind the question mark, in small letters; nil for nothing.
        let query: String?
        let type: String
        let version: String
        /// The text, in pieces: between two stands scheme and host of the request, and before the last of them its path too when `hasPath`.
        let pieces: [[UInt8]]
        /// How many segments of the request's path stand behind the host; nil for none at all.
        let segments: Int?
    }

    private let pages: [Page]
    /// Of our own addresses: `http` in a sandbox without TLS alone.
    private let scheme: String

    static let none = Publication([])

    init(_ connectors: [Connector], scheme: String = "https") {
        self.scheme = scheme
        var pages: [Page] = []
        for connector in connectors {
            switch connector.contract.syntax {
            case .xml: Publication.soap(connector, &pages)
            case .json: Publication.json(connector, all: connectors, &pages)
            }
        }
        self.pages = pages
    }

    /// The address in texts until a request names it.
    private static let nowhere = "https://address.invalid"

    private static func soap(_ connector: Connector, _ pages: inout [Page]) {
        let contract = connector.contract
        let schemas = contract.schemas
        let wsdl = contract.wsdl(schemas)
        let dictionary = Array(contract.dictionary.utf8)
        let xml = "text/xml; charset=utf-8"
        for route in connector.routes {
            let last = String(route.path.split(separator: "/").last ?? "")
            let refer = { (name: String) in "\(last)?xsd=\(name)" }
            let text = pieces(wsdl.text(address: nowhere, refer))
            let depth = route.path.split(separator: "/").count
            // Who shares an address is told apart by name; the first of them is who answers when none is named.
            for query in ["wsdl", "wsdl=\(contract.vendor)"] {
                add(Page(place: route, query: query, type: xml, version: "", pieces: text, segments: depth), &pages)
            }
            for schema in schemas.documents {
                let body = [Array(schema.text(refer).utf8)]
                add(
                    Page(place: route, query: "xsd=\(schema.name.lowercased())", type: xml, version: "", pieces: body, segments: nil),
                    &pages)
            }
            let place = route.beside("\(contract.vendor).html")
            add(Page(place: place, query: nil, type: html, version: "", pieces: [dictionary], segments: nil), &pages)
        }
    }

    private static let html = "text/html; charset=utf-8"

    private static func json(_ connector: Connector, all connectors: [Connector], _ pages: inout [Page]) {
        let contract = connector.contract
        let dictionary = Array(contract.dictionary.utf8)
        let files = contract.jsonSchemas
        for route in connector.routes {
            let root = OpenAPI.root(of: route.path)
            let depth = root.split(separator: "/").count
            let sharing = connectors.filter { other in
                other.contract.syntax == .json && other.routes.contains { OpenAPI.root(of: $0.path) == root }
            }
            func add(_ name: String, _ type: String, _ text: [[UInt8]], _ segments: Int? = nil) {
                let place = route.at("\(root)/\(name)")
                let version = contract.apiVersion
                Publication.add(Page(place: place, query: nil, type: type, version: version, pieces: text, segments: segments), &pages)
            }
            // Vendors with one root share its description: whoever comes first writes it for all.
            if !pages.contains(where: { $0.place.path == "\(root)/openapi.json" }) {
                let text = OpenAPI(sharing.map(\.contract), root: root).text(server: nowhere)
                add("openapi.json", "application/json; charset=utf-8", pieces(text), depth)
            }
            add("\(contract.vendor).html", html, [dictionary])
            for file in files {
                let isXML = file.name.hasSuffix(".xsd")
                add(file.name, isXML ? "text/xml; charset=utf-8" : "application/schema+json", [Array(file.text.utf8)])
            }
        }
    }

    private static func add(_ page: Page, _ pages: inout [Page]) {
        if pages.contains(where: { $0.place.path == page.place.path && $0.query == page.query }) { return }
        pages.append(page)
    }

    private static func pieces(_ text: String) -> [[UInt8]] {
        text.split(separator: nowhere, omittingEmptySubsequences: false).map { Array($0.utf8) }
    }

    /// What is published at an address; nil when a request is for something else.
    func reply(to request: Request) -> Reply? {
        guard request.method == "GET" || request.method == "HEAD", let page = page(request) else { return nil }
        var headers = [Request.Header("Content-Type", page.type)]
        if !page.version.isEmpty { headers.append(Request.Header("API-Version", page.version)) }
        var body = page.pieces[0]
        if let segments = page.segments {
            // The request's own words: what a proxy adds about itself is not believed.
            let path = request.path.split(separator: "/").prefix(segments).map { "/\($0)" }.joined()
            let address = Array("\(scheme)://\(request.values(of: "Host").first ?? "")\(path)".utf8)
            for piece in page.pieces.dropFirst() { body += address + piece }
        }
        return Reply(status: 200, headers: headers, body: body)
    }

    private func page(_ request: Request) -> Page? {
        guard request.query != nil || request.path.utf8.contains(UInt8(ascii: ".")) else { return nil }
        let query = request.query?.lowercased()
        let found = pages.lazy.filter { $0.query == query && $0.place.match(request.path) != nil }
        // What is written out is meant before what a variable would take: /api/v1/… is no municipality called api.
        return found.first { $0.place.match(request.path)?.tenant == nil } ?? found.first
    }

    /// Why a request for what is published is refused; nil when its address publishes nothing.
    func refusal(of request: Request) -> Fault? {
        guard request.path.utf8.contains(UInt8(ascii: ".")) else {
            let query = request.query?.lowercased() ?? ""
            guard request.method == "GET", query.hasPrefix("xsd=") || query.hasPrefix("wsdl="),
                pages.contains(where: { $0.query != nil && $0.place.match(request.path) != nil })
            else { return nil }
            return Fault(.notFound)
        }
        guard pages.contains(where: { $0.query == nil && $0.place.match(request.path) != nil }) else { return nil }
        guard request.method == "GET" || request.method == "HEAD" else { return Fault(.methodNotAllowed, allow: ["GET", "HEAD"]) }
        return Fault(
            .invalid, problems: [Fault.Problem(name: "query", code: "unknown", reason: "Het adres mag geen vraagteken bevatten.")])
    }
}
