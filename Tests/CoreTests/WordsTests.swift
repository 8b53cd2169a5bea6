import Core
import Testing

@Suite("The small nouns")
struct WordsTests {
    @Test(
        "an OIN is twenty digits",
        arguments: [
            ("00000001823288444000", true), ("0000000182328844400", false), ("000000018232884440000", false),
            ("0000000182328844400x", false), ("", false),
        ])
    func oin(text: String, isOne: Bool) {
        #expect((OIN(text) != nil) == isOne)
        #expect(OIN(text)?.digits ?? text == text)
    }

    @Test("headers are found in any case, and only they")
    func headers() {
        let request = Request(
            method: "GET", path: "/",
            headers: [
                Request.Header("X-BSN", "1"), Request.Header("x-bsn", "2"), Request.Header("X-BSNN", "3"), Request.Header("x_bsn", "4"),
            ])
        #expect(request.values(of: "X-Bsn") == ["1", "2"])
        #expect(request.values(of: "host").isEmpty)
        #expect(!"@".equalsIgnoringASCIICase("`"))
        #expect(!"é".equalsIgnoringASCIICase("É"))
    }

    @Test("a node is asked by key and shape")
    func nodes() {
        let place = Span(source: SourceText(name: "x", text: "x"), line: 1, column: 1)
        let text = Node(.text("t"), place)
        let map = Node(.map([Node.Entry(key: "a", keySpan: place, value: text)]), place)
        #expect(map["a"]?.text == "t")
        #expect(map["b"] == nil)
        #expect(text["a"] == nil)
        #expect(map.text == nil && map.list == nil && text.entries == nil)
        let shapes: [Node.Content] = [.text(""), .number("1"), .boolean(true), .nothing, .list([]), .map([])]
        #expect(shapes.map { Node($0, place).shape } == ["a text", "a number", "true or false", "nothing", "a list", "a map"])
    }

    @Test("an answer is complete when no source is missing; rows left out by a rule do not make it less")
    func completeness() {
        #expect(Completeness(leftOut: [Completeness.LeftOut(because: "x", count: 2)], notes: ["n"]).isComplete)
        #expect(!Completeness(missing: [Completeness.Missing(source: "s", kind: .timeout)]).isComplete)
    }

    @Test("words on the wire and in journals stay what they are")
    func rawValues() {
        #expect(Failure.Class.allCases.map(\.rawValue) == ["unreachable", "timeout", "busy", "refused", "drift", "too_large", "data"])
        #expect(Fault.Situation.tooComplex.rawValue == "too_complex")
        #expect(Fault.Situation.invalidBSN.rawValue == "invalid_bsn")
        #expect(Set(Fault.Situation.allCases.map(\.rawValue)).count == Fault.Situation.allCases.count)
        #expect(Fault.Situation.allCases.allSatisfy { $0.rawValue.allSatisfy { $0.isLowercase || $0 == "_" } })
    }
}
