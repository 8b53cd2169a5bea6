import Connectors
import Core
import Testing

@Suite struct RouteTests {
    @Test func pathsMatchExactly() throws {
        let routes = try Repository.connector("json").routes
        func match(_ path: String) -> [String] {
            routes.filter { $0.method == "POST" }.compactMap { $0.match(path).map { $0.tenant ?? "-" } }
        }
        #expect(match("/v1/schuldenoverzicht") == ["-"])
        #expect(match("/voorbeeldstad/v1/schuldenoverzicht") == ["voorbeeldstad"])
        #expect(match("/bergen-op-zoom/v1/schuldenoverzicht") == ["bergen-op-zoom"])
        for path in [
            "", "/", "/v1", "/v1/schuldenoverzicht/", "//v1/schuldenoverzicht", "/v1//schuldenoverzicht", "/V1/schuldenoverzicht",
            "/v1/schuldenoverzicht%2f", "/Stad/v1/schuldenoverzicht", "/-stad/v1/schuldenoverzicht", "/../v1/schuldenoverzicht",
            "/sta d/v1/schuldenoverzicht", "/a/b/v1/schuldenoverzicht", "v1/schuldenoverzicht",
            "/\(String(repeating: "a", count: 64))/v1/schuldenoverzicht",
        ] { #expect(match(path).isEmpty, "\(path)") }
    }

    @Test func everyMethodHasItsRoute() throws {
        #expect(
            Set(try Repository.connector("json").routes.map { "\($0.method) \($0.path)" }) == [
                "POST /v1/schuldenoverzicht", "POST /{tenant}/v1/schuldenoverzicht", "GET /v1/schuldenoverzicht",
                "GET /{tenant}/v1/schuldenoverzicht",
            ])
        #expect(
            try Repository.connector("soap").routes.map { "\($0.method) \($0.path)" } == [
                "POST /soap/schuldenoverzicht", "POST /{tenant}/soap/schuldenoverzicht",
            ])
    }
}
