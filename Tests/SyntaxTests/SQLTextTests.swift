import Core
import Syntax
import Testing

@Suite("SQL text: parameters are found, and only where they are")
struct SQLTextTests {
    /// The query, as text with `{bsn}` for the parameter, and the codes of what was reported.
    private func scan(_ sql: String) -> (query: String?, codes: [String]) {
        var diagnostics = Diagnostics()
        let source = SourceText(name: "m.yaml", text: sql)
        let node = Node(.text(sql), Span(source: source, line: 1, column: 1, length: sql.count))
        let query = SQLText.query(node, into: &diagnostics)
        let shown = query.map { $0.segments.map { if case .text(let text) = $0 { text } else { "{bsn}" } }.joined() }
        return (shown, diagnostics.all.map(\.code.name))
    }

    @Test(
        "a parameter is a parameter outside quotes and comments only",
        arguments: [
            ("SELECT a FROM t WHERE b = :bsn", "SELECT a FROM t WHERE b = {bsn}"),
            ("SELECT a FROM t WHERE b=:bsn AND c IN (:bsn,:bsn)", "SELECT a FROM t WHERE b={bsn} AND c IN ({bsn},{bsn})"),
            ("SELECT ':bsn', 'it''s :bsn' WHERE b = :bsn", "SELECT ':bsn', 'it''s :bsn' WHERE b = {bsn}"),
            ("SELECT \":bsn\", \"a\"\":bsn\" FROM t", "SELECT \":bsn\", \"a\"\":bsn\" FROM t"),
            ("SELECT E'\\':bsn' || e'\\\\' || :bsn", "SELECT E'\\':bsn' || e'\\\\' || {bsn}"),
            ("SELECT type'\\' || :bsn", "SELECT type'\\' || {bsn}"),
            ("SELECT '\\' || :bsn", "SELECT '\\' || {bsn}"),
            ("SELECT a -- :bsn ' \" $$\nFROM t WHERE b = :bsn", "SELECT a -- :bsn ' \" $$\nFROM t WHERE b = {bsn}"),
            ("SELECT a /* :bsn ' */ FROM t WHERE b = :bsn", "SELECT a /* :bsn ' */ FROM t WHERE b = {bsn}"),
            ("SELECT $$ :bsn ' $$, $q$ $$ :bsn $q$, :bsn", "SELECT $$ :bsn ' $$, $q$ $$ :bsn $q$, {bsn}"),
            ("SELECT a$b$c, :bsn", "SELECT a$b$c, {bsn}"),
            ("SELECT :bsn::text, x::bsn, ':'::text", "SELECT {bsn}::text, x::bsn, ':'::text"),
            ("SELECT a[1:2], ARRAY[1,2], a[:2], a[1 : n] FROM t", "SELECT a[1:2], ARRAY[1,2], a[:2], a[1 : n] FROM t"),
            ("SELECT a - -1, b / 2 FROM t", "SELECT a - -1, b / 2 FROM t"),
            ("WITH x AS (SELECT 1 AS n) SELECT n FROM x", "WITH x AS (SELECT 1 AS n) SELECT n FROM x"),
            ("VALUES (1), (2)", "VALUES (1), (2)"), ("  (SELECT 1)", "  (SELECT 1)"), ("((select 1))", "((select 1))"),
            ("-- eerst\n/* dan */ select 1", "-- eerst\n/* dan */ select 1"),
            ("SELECT 1;", "SELECT 1"), ("SELECT 1 ; -- klaar\n ;", "SELECT 1 "), ("SELECT ';' FROM t", "SELECT ';' FROM t"),
            ("SELECT \"delete\" FROM t WHERE deleted = 0 AND x @> y", "SELECT \"delete\" FROM t WHERE deleted = 0 AND x @> y"),
            ("SELECT naam€ FROM t WHERE é=:bsn", "SELECT naam€ FROM t WHERE é={bsn}"),
            ("SELECT count(*), a * 2, (a) * b FROM t", "SELECT count(*), a * 2, (a) * b FROM t"),
            (
                "SELECT a FROM t WHERE EXISTS (SELECT * FROM u WHERE u.b = :bsn)",
                "SELECT a FROM t WHERE EXISTS (SELECT * FROM u WHERE u.b = {bsn})"
            ),
        ])
    func accepted(sql: String, query: String) {
        let result = scan(sql)
        #expect(result.query == query)
        #expect(result.codes == [])
    }

    @Test(
        "what a database could read in another way is refused",
        arguments: [
            ("", "SQL301"), ("  \n ", "SQL301"), ("-- niets", "SQL301"), ("/* */", "SQL301"), (";", "SQL301"), ("(", "SQL301"),
            ("SELECT 1; SELECT 2", "SQL302"), ("SELECT 1;;DELETE FROM t", "SQL302"),
            ("DELETE FROM t", "SQL303"), ("UPDATE t SET a = 1", "SQL303"), ("INSERT INTO t VALUES (1)", "SQL303"),
            ("EXPLAIN SELECT 1", "SQL303"),
            ("selectx", "SQL303"), ("'select'", "SQL303"), ("COPY t TO STDOUT", "SQL303"), ("PRAGMA x", "SQL303"),
            ("WITH x AS (DELETE FROM t RETURNING a) SELECT a FROM x", "SQL303"),
            ("WITH x AS ( INSERT INTO t VALUES (1)) SELECT 1", "SQL303"),
            ("SELECT 'a", "SQL304"), ("SELECT \"a", "SQL304"), ("SELECT /* a", "SQL304"), ("SELECT $$ a", "SQL304"),
            ("SELECT $x$ a $y$", "SQL304"),
            ("SELECT E'a\\'", "SQL304"), ("SELECT E'a\\", "SQL304"), ("SELECT '''", "SQL304"),
            ("SELECT :bnsn", "SQL300"), ("SELECT :BSN", "SQL300"), ("SELECT $1", "SQL300"), ("SELECT ?", "SQL300"), ("SELECT ?1", "SQL300"),
            ("SELECT @bsn", "SQL300"), ("SELECT $bsn", "SQL300"), ("SELECT a[lo:hi]", "SQL300"), ("SELECT :bsn2", "SQL300"),
            ("SELECT :bsné", "SQL300"),
            ("SELECT a ? 'b'", "SQL300"), ("SELECT $", "SQL300"),
            ("SELECT /* /* */ 1", "SQL306"),
        ])
    func refused(sql: String, code: String) {
        let result = scan(sql)
        #expect(result.query == nil)
        #expect(result.codes == [code])
    }

    @Test(
        "columns that are not named are worth a warning",
        arguments: ["SELECT * FROM t", "SELECT t.* FROM t", "SELECT a, * FROM t", "SELECT DISTINCT * FROM t"])
    func star(sql: String) {
        let result = scan(sql)
        #expect(result.query == sql)
        #expect(result.codes == ["SQL305"])
    }

    @Test("numbers in the driver's notation")
    func placeholders() throws {
        var diagnostics = Diagnostics()
        let sql = "SELECT a FROM t WHERE b = :bsn OR c = :bsn"
        let node = Node(.text(sql), Span(source: SourceText(name: "m.yaml", text: sql), line: 1, column: 1))
        let query = try #require(SQLText.query(node, into: &diagnostics))
        #expect(query.text { "$\($0)" } == "SELECT a FROM t WHERE b = $1 OR c = $1")
        #expect(query.parameters == [.bsn])
    }

    @Test("a mistake in a literal block is shown in its own line and column")
    func literalBlock() throws {
        let yaml = """
            rows:
              r:
                select: |

                  SELECT a, 'é', :bnsn
                    FROM t
                   WHERE b = :bsn AND c = :nog
            """
        #expect(
            try report(yaml) == """
                m.yaml:5:22: error[SQL300]: there is no parameter ':bnsn'
                  |
                5 |       SELECT a, 'é', :bnsn
                  |                      ^^^^^
                  = help: only :bsn is one

                m.yaml:7:31: error[SQL300]: there is no parameter ':nog'
                  |
                7 |        WHERE b = :bsn AND c = :nog
                  |                               ^^^^
                  = help: only :bsn is one

                """)
    }

    @Test("a mistake in a quoted or plain text is shown too; in a folded one the whole is")
    func otherScalars() throws {
        #expect(try report("rows:\n  r:\n    select: SELECT :nee").hasPrefix("m.yaml:3:20: error[SQL300]"))
        #expect(try report("rows:\n  r:\n    select: \"SELECT :nee\"").hasPrefix("m.yaml:3:21: error[SQL300]"))
        #expect(try report("rows:\n  r:\n    select: >\n      SELECT\n      1, :nee").hasPrefix("m.yaml:4:7: error[SQL300]"))
        #expect(try report("rows:\n  r:\n    select: [a]").hasPrefix("m.yaml:3:13: error[FILE102]"))
    }

    private func report(_ yaml: String) throws -> String {
        var diagnostics = Diagnostics()
        let file = try #require(YAMLReader.read(SourceText(name: "m.yaml", text: yaml), into: &diagnostics))
        let select = try #require(file["rows"]?["r"]?["select"])
        #expect(SQLText.query(select, into: &diagnostics) == nil)
        return DiagnosticPrinter.text(diagnostics)
    }

    @Test("every code has a case here")
    func codes() {
        let seen = Set(["SQL300", "SQL301", "SQL302", "SQL303", "SQL304", "SQL305", "SQL306"])
        #expect(Set(Code.sqlCodes.map(\.name)) == seen)
        #expect(Code.sqlCodes.count == seen.count)
    }
}
