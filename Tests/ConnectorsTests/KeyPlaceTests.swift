import Core
import Testing

@testable import Connectors

/// Where a caller's key may stand, and that a request's other headers are none.
@Suite struct KeyPlaceTests {
    private static func keys(_ vendor: String, _ headers: [(String, String)]) throws -> [String] {
        try Repository.connector(vendor).keys(in: Messages.get(headers))
    }

    @Test(
        arguments: [
            ("json", "X-Api-Key", "k", ["k"]), ("json", "x-api-key", "", [""]), ("json", "Authorization", "ApiKey k", ["k"]),
            ("json", "Authorization", "apikey k k", ["k k"]), ("json", "Authorization", "Bearer k", []),
            ("json", "Authorization", "ApiKey", []),
            ("json", "Authorization", "ApiKeyk", []), ("json", "API-Key", "k", []),
            ("open-formulieren-ophalen", "Authorization", "Bearer k", ["k"]),
            ("open-formulieren-ophalen", "Authorization", "Token k", ["k"]),
            ("open-formulieren-ophalen", "Authorization", "ApiKey k", ["k"]), ("haal-centraal", "Authorization", "ApiKey k", []),
        ])
    func aKeyIsReadWhereItsVendorSendsIt(vendor: String, header: String, value: String, keys: [String]) throws {
        #expect(try KeyPlaceTests.keys(vendor, [(header, value)]) == keys)
    }

    @Test func twoKeysAreTwo() throws {
        #expect(try KeyPlaceTests.keys("json", [("X-Api-Key", "a"), ("Authorization", "ApiKey b")]) == ["a", "b"])
        #expect(try KeyPlaceTests.keys("json", [("X-Api-Key", "a"), ("X-Api-Key", "a")]) == ["a", "a"])
    }

    /// What the portals of Amsterdam and the REST interface of xxllnc Zaken send, as data of a vendor.
    @Test(
        arguments: [
            ("[\"Authorization: Bearer {key}\"]", "subjid", [("Authorization", "Bearer 3f6c0e1b9a"), ("subjid", "999993653")]),
            ("[\"API-Key: {key}\"]", "X-BSN", [("API-Interface-Id", "12"), ("API-Key", "3f6c0e1b9a"), ("X-BSN", "999993653")]),
        ])
    func otherVendorsAreAFolder(places: String, header: String, headers: [(String, String)]) throws {
        var files = Repository.vendor("json").files.filter { !$0.key.hasPrefix("cases/") }.mapValues(\.text)
        files["connector.yaml"] = """
            vendor: proef
            dialect: json
            api_key: \(places)
            questions:
              schuldenoverzicht:
                asks: [{ method: GET, paths: [/v1/schuldenoverzicht], headers: { \(header): "{bsn}" } }]
                reply: reply.json
            """
        let connector = try Repository.connector(Repository.folder(files))
        let request = Messages.get(headers)
        #expect(connector.keys(in: request) == ["3f6c0e1b9a"])
        #expect(try connector.ask(request).inquiry.bsn == BSN("999993653"))
    }
}
