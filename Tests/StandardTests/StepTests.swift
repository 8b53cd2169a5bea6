import Core
import Standard
import Syntax
import Testing

/// Every step does what its examples say.
@Suite struct StepTests {
    @Test(arguments: Steps.all.map(\.name))
    func runsItsExamples(name: String) throws {
        let step = try #require(Steps.named(name))
        #expect(step.summary.hasSuffix(".") && !step.units.isEmpty && !step.refuses.isEmpty && !step.takes.isEmpty)
        for key in step.arguments?.keys ?? [] { #expect(!key.summary.isEmpty && !key.examples.isEmpty, "\(key.name)") }
        #expect(
            step.examples.contains { $0.to != nil } && step.examples.contains { $0.to == nil },
            "an example that works, and one that does not")
        for example in step.examples {
            var diagnostics = Diagnostics()
            let source = SourceText(name: "example", text: example.arguments)
            let arguments = example.arguments.isEmpty ? nil : YAMLReader.read(source, into: &diagnostics)
            let body = try #require(step.compile(arguments, Span(source: source, line: 1, column: 1), &diagnostics))
            #expect(diagnostics.all.isEmpty)
            guard let expected = example.to else {
                #expect(throws: StepError(name)) { try body(example.from) }
                continue
            }
            #expect(expected != .absent)
            #expect(try body(example.from) == expected)
            let kind = try #require(example.from.kind)
            #expect(step.takes.contains(kind))
            #expect(expected.kind == step.makes(kind))
            #expect(try body(.absent) == .absent)
        }
    }

    @Test func areKnownByOneNameEach() {
        #expect(Set(Steps.all.map(\.name)).count == Steps.all.count)
        #expect(Steps.named("unknown") == nil)
        for name in [
            "trim", "upper", "lower", "negate", "absolute", "midnight", "end_of_day", "pad", "yyyymmdd", "yyyymmddhhmmss", "date",
            "decimal",
            "cents", "text",
        ] {
            #expect(Steps.named(name) != nil, "\(name)")
        }
    }

    @Test(arguments: [
        ("trim", "{ to: 3 }"), ("pad", "{ with: '0' }"), ("pad", "{ to: 0 }"), ("pad", "{ to: many }"), ("pad", "{ to: 3, with: '' }"),
        ("pad", "{ to: 3, with: ab }"),
    ])
    func refusesWrongArguments(name: String, arguments: String) throws {
        let step = try #require(Steps.named(name))
        var diagnostics = Diagnostics()
        let source = SourceText(name: "steps.yaml", text: arguments)
        let node = try #require(YAMLReader.read(source, into: &diagnostics))
        #expect(step.compile(node, node.span, &diagnostics) == nil)
        #expect(diagnostics.all.map(\.code) == [.stepArgument])
    }

    @Test func padNeedsToKnowHowLong() throws {
        let step = try #require(Steps.named("pad"))
        var diagnostics = Diagnostics()
        #expect(step.compile(nil, Span(source: SourceText(name: "x", text: "pad"), line: 1, column: 1), &diagnostics) == nil)
        #expect(diagnostics.all.map(\.code) == [.stepArgument])
    }
}
