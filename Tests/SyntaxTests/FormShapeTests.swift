import Core
import Syntax
import Testing

@Suite("A shape says once what a reader refuses and a schema completes")
struct FormShapeTests {
    private enum Colour: String, CaseIterable { case red, blue }

    private static let shape = FormShape(
        "thing", "A thing.",
        [
            .init("naam", .text, required: true, "Its name", examples: ["Brug"]),
            .init("kleur", .word(of: Colour.self), "Its colour"),
            .init("maat", .integer(1...9), "Its size"),
            .init("duur", .number(0.5...2), "How long it takes"),
            .init("inhoud", .list(.reference("thing"), least: 1), "What is in it", examples: ["[{ naam: Pijler }]"]),
        ], rules: [.atLeastOne(["kleur", "maat"])])

    private func form(_ yaml: String) throws -> (form: Form?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let node = try #require(YAMLReader.read(SourceText(name: "f.yaml", text: yaml), into: &diagnostics))
        let form = Form(node, "the thing", FormShapeTests.shape, &diagnostics)
        return (form, diagnostics)
    }

    @Test("what a form takes, stands in its shape")
    func takes() throws {
        var (form, diagnostics) = try form("naam: Brug\nkleur: blue\nmaat: 9\nduur: 1.5\n")
        let good = try #require(form)
        #expect(good.needText("naam", &diagnostics) == "Brug")
        #expect(good.word("kleur", of: Colour.self, &diagnostics) == .blue)
        #expect(good.integer("maat", &diagnostics) == 9)
        #expect(good.number("duur", of: "seconds", &diagnostics) == 1.5)
        #expect(diagnostics.all.isEmpty)
    }

    @Test("what it does not take, is refused by its shape")
    func refuses() throws {
        var (form, diagnostics) = try form("nam: x\nmaat: 10\nduur: 3\n")
        let wrong = try #require(form)
        #expect(wrong.integer("maat", &diagnostics) == nil)
        #expect(wrong.number("duur", of: "seconds", &diagnostics) == nil)
        #expect(
            diagnostics.all.map(\.message) == [
                "the thing has no key 'nam'", "'maat' must be a whole number from 1 to 9",
                "'duur' must be a number of seconds from 0.5 to 2.0",
            ])
        #expect(diagnostics.all.first?.hint == "did you mean 'naam'?")
    }

    @Test("a reader that asks for a key its shape lacks stops a debug build")
    func traps() async {
        await #expect(processExitsWith: .failure) {
            var diagnostics = Diagnostics()
            let shape = FormShape("thing", "A thing.", [.init("naam", .text, "Its name")])
            let node = YAMLReader.read(SourceText(name: "f.yaml", text: "naam: x\n"), into: &diagnostics)
            _ = node.flatMap { Form($0, "the thing", shape, &diagnostics) }?["maat"]
        }
        await #expect(processExitsWith: .failure) {
            var diagnostics = Diagnostics()
            let shape = FormShape("thing", "A thing.", [.init("naam", .text, "Its name")])
            let node = YAMLReader.read(SourceText(name: "f.yaml", text: "naam: x\n"), into: &diagnostics)
            // The schema would say that it may be left out.
            _ = node.flatMap { Form($0, "the thing", shape, &diagnostics) }?.need("naam", &diagnostics)
        }
    }

    @Test("a schema says all of it, and points back at what holds itself")
    func schema() {
        let text = Schema.text(
            of: .form(FormShapeTests.shape), title: "A thing", where: ["thing": .form(FormShapeTests.shape)])
        for part in [
            "\"$schema\": \"http://json-schema.org/draft-07/schema#\"", "\"$ref\": \"#/definitions/thing\"",
            "\"additionalProperties\": false",
            "\"minimum\": 0.5", "\"Brug\"", "\"naam\": \"Pijler\"", "\"minItems\": 1", "\"red\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(text.split(separator: "\"thing\": {").count == 2, "it is defined once")
    }

    @Test("a walk meets every form once, however it is named")
    func walk() {
        let outer = FormShape("outer", "Outside.", [.init("things", .map(.reference("thing")), "The things")])
        let all = Shape.choice([.form(outer), .list(.form(outer), least: 0)]).forms(where: ["thing": .form(FormShapeTests.shape)])
        #expect(all.map(\.name) == ["outer", "thing"])
    }
}
