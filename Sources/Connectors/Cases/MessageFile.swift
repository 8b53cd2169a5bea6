package import Core

extension Connector {
    /// A message of this vendor that stands in a file, as if it had come through the door: whole (`POST /… HTTP/1.1`, headers, body), or the
    /// body alone, which then goes to the vendor's first address that takes one.
    ///
    /// - Parameter tenant: stands in that address where it names the municipality.
    /// - Returns: nil when no address of this vendor takes it.
    package func message(in file: SourceText, tenant: String) -> (request: Request, route: Route, tenant: String?)? {
        guard let request = HTTPText.request(file) ?? bare(file, tenant) else { return nil }
        for route in routes where route.method == request.method {
            if let match = route.match(request.path) { return (request, route, match.tenant) }
        }
        return nil
    }

    private func bare(_ file: SourceText, _ tenant: String) -> Request? {
        guard let route = routes.first(where: { $0.method == "POST" }) else { return nil }
        let address = route.path.split(separator: "/").map { $0 == Route.tenantSegment ? tenant : String($0) }
        let isXML = type(of: dialect).sampleSyntax == .xml
        return Request(
            method: route.method, path: "/" + address.joined(separator: "/"),
            headers: [Request.Header("Content-Type", isXML ? "text/xml; charset=utf-8" : "application/json")], body: file.bytes)
    }
}
