import Core
import Syntax
import Testing

@Suite("A form asks for its keys by name and refuses the rest")
struct FormTests {
    private enum Colour: String, CaseIterable { case red, blue }

    private func form(_ yaml: String, keys: [String]) throws -> (form: Form?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let node = try #require(YAMLReader.read(SourceText(name: "f.yaml", text: yaml), into: &diagnostics))
        let form = Form(node, "the test", keys: keys, &diagnostics)
        return (form, diagnostics)
    }

    @Test("an unknown key is shown with the nearest known one")
    func unknown() throws {
        let (_, diagnostics) = try form("naem: x\n", keys: ["naam", "soort"])
        #expect(
            DiagnosticPrinter.text(diagnostics) == """
                f.yaml:1:1: error[FILE101]: the test has no key 'naem'
                  |
                1 | naem: x
                  | ^^^^ not known here
                  = help: did you mean 'naam'?

                """)
    }

    @Test("values come in the shape that is asked for, or are reported")
    func shapes() throws {
        let yaml = "t: x\ni: 12\nb: true\nw: red\nl: [a, b]\nm: {}\n"
        var (form, diagnostics) = try form(yaml, keys: ["t", "i", "b", "w", "l", "m"])
        let good = try #require(form)
        #expect(good.text("t", &diagnostics) == "x")
        #expect(good.needText("t", &diagnostics) == "x")
        #expect(good.integer("i", in: 1...12, &diagnostics) == 12)
        #expect(good.boolean("b", &diagnostics) == true)
        #expect(good.word("w", of: Colour.self, &diagnostics) == .red)
        #expect(good.texts("l", &diagnostics)?.compactMap(\.text) == ["a", "b"])
        #expect(good.texts("t", &diagnostics)?.compactMap(\.text) == ["x"])
        #expect(good.text("absent", &diagnostics) == nil)
        #expect(diagnostics.all.isEmpty)
        #expect(good.integer("i", in: 1...11, &diagnostics) == nil)
        #expect(good.integer("t", in: 1...11, &diagnostics) == nil)
        #expect(good.boolean("t", &diagnostics) == nil)
        #expect(good.word("t", of: Colour.self, &diagnostics) == nil)
        #expect(good.texts("m", &diagnostics) == nil)
        #expect(good.text("l", &diagnostics) == nil)
        #expect(good.needText("absent", &diagnostics) == nil)
        #expect(
            diagnostics.all.map(\.code.name) == ["FILE102", "FILE102", "FILE102", "FILE105", "FILE102", "FILE102", "FILE103"])
        #expect(Form(try #require(good["t"]), "a map", keys: [], &diagnostics) == nil)
        #expect(diagnostics.all.last?.message == "a map must be a map, this is a text")
    }
}
