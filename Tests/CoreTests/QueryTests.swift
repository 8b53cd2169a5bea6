import Core
import Testing

@Suite("A query is text with holes")
struct QueryTests {
    @Test("the same parameter has the same number")
    func numbering() {
        let query: Query = "SELECT a FROM t WHERE b = \(.bsn) OR c = \(.bsn)"
        #expect(query.text { "$\($0)" } == "SELECT a FROM t WHERE b = $1 OR c = $1")
        #expect(query.text { "?\($0)" } == "SELECT a FROM t WHERE b = ?1 OR c = ?1")
        #expect(query.text { _ in ":x" } == "SELECT a FROM t WHERE b = :x OR c = :x")
        #expect(query.parameters == [.bsn])
    }

    @Test("a query without a hole has no parameters")
    func literal() {
        let query: Query = "SELECT 1"
        #expect(query.parameters.isEmpty)
        #expect(query.text { "$\($0)" } == "SELECT 1")
        #expect(query == Query(checked: [.text("SELECT 1")]))
    }

    @Test("every parameter has its own hole", arguments: Query.Parameter.allCases)
    func everyParameter(parameter: Query.Parameter) {
        let query = Query(checked: [.parameter(parameter)])
        #expect(query.text { "$\($0)" } == "$1")
        #expect(Query.Parameter(rawValue: parameter.rawValue) == parameter)
    }
}
