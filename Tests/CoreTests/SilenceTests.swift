import Core
import Testing

@Suite("What holds a datum prints nothing of it")
struct SilenceTests {
    struct Holder<Content> {
        let content: Content
        let list: [Content]
        let maybe: Content?
    }

    enum Case<Content> { case some(Content) }

    /// Everything Swift can print about a thing, also from inside other things.
    private func printed<Content>(_ thing: Content) -> String {
        var out = ""
        let holder = Holder(content: thing, list: [thing], maybe: thing)
        let pair = (thing, ["sleutel": thing])
        print("\(thing)", String(describing: thing), String(reflecting: thing), to: &out)
        print([thing], ["x": thing], Optional(thing) as Any, pair, holder, Case.some(thing), to: &out)
        debugPrint(thing, [thing], holder, Case.some(thing), Optional(thing) as Any, to: &out)
        dump(thing, to: &out)
        dump(holder, to: &out)
        dump(pair, to: &out)
        dump(Case.some(thing), to: &out)
        for child in Mirror(reflecting: thing).children { print(child, to: &out) }
        return out
    }

    @Test("a BSN")
    func bsn() throws {
        let bsn = try #require(BSN("999990019"))
        #expect(!printed(bsn).contains("99999"))
        #expect(printed(bsn).contains("<bsn>"))
        #expect("\(bsn)" == "<bsn>")
        var inquiry = Inquiry(bsn: bsn)
        inquiry.acting = BSN("999993653")
        #expect(!printed(inquiry).contains("99999"))
        #expect(!printed(Set([bsn])).contains("99999"))
    }

    @Test("a secret")
    func secret() {
        let secret = Secret(Array("wachtwoord".utf8))
        let text = printed(secret)
        #expect(!text.contains("wachtwoord"))
        #expect(!text.contains("119") && !text.contains("0x77"))
        #expect("\(secret)" == "<secret>")
        #expect(secret.revealText() == "wachtwoord")
        #expect(!printed(KeyedDigest(key: secret)).contains("wachtwoord"))
    }

    @Test("a value, of any kind")
    func values() throws {
        let day = try #require(CalendarDate(year: 1987, month: 6, day: 5))
        let values: [Value] = [
            .text("Jansen"), .integer(8_765_431), .money(Cents(8_765_431)), .date(day), .instant(Instant(epoch: 8_765_431)), .boolean(true),
            .absent,
        ]
        for value in values + [.list(values), .record(values.map { Value.Member("veld", $0) })] {
            let text = printed(value)
            #expect(!text.contains("Jansen") && !text.contains("8765431") && !text.contains("87654") && !text.contains("1987"))
        }
        let event = CaseEvent(kind: 0, values: values, provenance: Provenance(plan: 0, rule: 0, rowSet: 0, row: 0))
        let answer = FinancialCase(zaakkenmerk: "Z", events: [event])
        #expect(!printed(answer).contains("Jansen") && !printed(answer).contains("8765431"))
        #expect(printed(values).contains("<money>"))
    }

    @Test("requests, replies, rows and nodes")
    func messages() {
        let bytes = Array("999990019".utf8)
        let request = Request(
            method: "GET", path: "/999990019", query: "bsn=999990019", headers: [Request.Header("X-BSN", "999990019")], body: bytes)
        var rows = RowsBuilder(width: 1)
        rows.append("999990019")
        let source = SourceText(name: "request", bytes: [])
        let place = Span(source: source, line: 1, column: 1)
        let node = Node(.map([Node.Entry(key: "bsn", keySpan: place, value: Node(.text("999990019"), place))]), place)
        for text in [
            printed(request), printed(Reply(status: 200, headers: [Request.Header("X", "999990019")], body: bytes)), printed(rows.finish()),
            printed(node),
            printed(node.content), printed(node.entries ?? []), printed(Outcome.rows([rows.finish()])),
        ] {
            #expect(!text.contains("99999"))
            #expect(!text.contains("57, 57"))
        }
    }
}
