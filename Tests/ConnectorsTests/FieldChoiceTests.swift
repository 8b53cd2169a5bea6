import Core
import Standard
import Syntax
import Testing

@testable import Connectors

/// A request that chooses parts of the answer (`fields`), as Haal Centraal has it.
@Suite struct FieldChoiceTests {
    let connector: Connector
    init() throws { connector = try Repository.connector("haal-centraal") }

    private func request(_ fields: String) -> Request {
        let body = "{\"type\":\"RaadpleegMetBurgerservicenummer\",\"burgerservicenummer\":[\"999990019\"],\"fields\":\(fields)}"
        return Request(
            method: "POST", path: "/haal-centraal/v1/schuldenoverzicht", headers: [Request.Header("Content-Type", "application/json")],
            body: Array(body.utf8))
    }

    private func answer(_ fields: [String]) throws -> Node {
        let list = "[" + fields.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let reply = try Replies.json(connector, try connector.ask(request(list)))
        return try JSONReader.read(reply.body, limits: JSONLimits())
    }

    private func keys(_ node: Node?) -> [String] { (node?.entries ?? []).map(\.key) }

    @Test(
        arguments: [
            (["saldo"], ["saldo"], nil),
            (["saldo", "zaakkenmerk", "saldo"], ["zaakkenmerk", "saldo"], nil),
            (["gebeurtenissen.bedrag"], ["gebeurtenissen"], ["gebeurtenis_type", "bedrag"]),
            (["gebeurtenissen.bedrag", "saldo"], ["saldo", "gebeurtenissen"], ["gebeurtenis_type", "bedrag"]),
            (["achterstanden"], ["achterstanden"], nil),
        ] as [([String], [String], [String]?)])
    func onlyWhatIsAskedIsGiven(fields: [String], ofCase: [String], ofEvent: [String]?) throws {
        let zaak = try answer(fields)["financiele_zaken"]?.list?.first
        #expect(keys(zaak) == ofCase)
        if let ofEvent { #expect(keys(zaak?["gebeurtenissen"]?.list?.first) == ofEvent) }
    }

    @Test func aPathStandsForAllBelowIt() throws {
        let zaak = try answer(["gebeurtenissen"])["financiele_zaken"]?.list?.first
        #expect(keys(zaak?["gebeurtenissen"]?.list?.first).count > 4)
    }

    /// Whatever is chosen, the answer says whether it is complete, and every case and event is counted.
    @Test(arguments: ["saldo", "gebeurtenissen.vervaldatum", "bsn"]) func nothingHidesThatAnAnswerIsIncomplete(field: String) throws {
        var answer = Replies.answer()
        answer.completeness.missing = [Completeness.Missing(source: "sociaal", kind: .timeout)]
        let node = try JSONReader.read(
            try Replies.json(connector, try connector.ask(request("[\"\(field)\"]")), answer).body, limits: JSONLimits())
        if case .boolean(false)? = node["volledig"]?.content {} else { Issue.record("'volledig' is not false") }
        #expect(node["meldingen"]?.list?.isEmpty == false)
        #expect(node["financiele_zaken"]?.list?.count == answer.documents.reduce(0) { $0 + $1.cases.count })
        #expect(
            node["financiele_zaken"]?.list?.first?["gebeurtenissen"]?.list?.count
                == (field.hasPrefix("gebeurtenissen") ? answer.documents[0].cases[0].events.count : nil))
    }

    @Test(
        arguments: [
            ("[]", ["fields minItems"]), ("\"saldo\"", ["fields array"]), ("{}", ["fields array"]), ("null", ["fields required"]),
            ("[\"saldo\",\"Saldo\"]", ["fields[1] fields"]), ("[\"saldo.x\"]", ["fields[0] fields"]), ("[\"sald\"]", ["fields[0] fields"]),
            ("[\"gebeurtenissen.\"]", ["fields[0] fields"]), ("[7,\"\",\"a-b\",null]", (0..<4).map { "fields[\($0)] pattern" }),
        ])
    func aWrongChoiceIsToldByItsPlace(fields: String, problems: [String]) throws {
        let fault = try #require(connector.fault(request(fields)))
        #expect(fault.situation == .invalid)
        #expect(fault.problems.map { "\($0.name) \($0.code)" } == problems)
    }

    @Test func thePathOfARequestThatFailsHoldsNoNumber() throws {
        let request = Request(method: "POST", path: "/999990019/haal-centraal/v1/schuldenoverzicht")
        let reply = connector.reply(with: Fault(.receiverUnknown), asked: nil, request: request, stamp: Sample.stamp)
        #expect(reply.text.contains("\"instance\":\"/onbekend/haal-centraal/v1/schuldenoverzicht\""))
    }
}
