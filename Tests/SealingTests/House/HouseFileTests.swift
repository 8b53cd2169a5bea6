import Core
import Sealing
import Testing

/// Every mistake a house style can have, a folder each; `expected.txt` is what the author sees.
@Suite struct HouseFileTests {
    static let folder = "\(Repository.tests)/House/Diagnostics"
    static let names = Repository.names(in: folder)

    private static func compile(_ name: String, _ diagnostics: inout Diagnostics) -> HouseStyle? {
        let folder = "\(folder)/\(name)"
        let source = SourceText(name: "document.yaml", bytes: Repository.read("\(folder)/document.yaml") ?? [])
        return HouseStyle.compile(source, tenant: "proef", beside: { Repository.read("\(folder)/\($0)") }, into: &diagnostics)
    }

    @Test(arguments: names) func theAuthorSeesWhatIsWrong(_ name: String) {
        var diagnostics = Diagnostics()
        let style = HouseFileTests.compile(name, &diagnostics)
        #expect((style == nil) == diagnostics.hasErrors)
        #expect(name.hasPrefix("HOU000") == !diagnostics.hasErrors)
        Repository.expectGolden(DiagnosticPrinter.text(diagnostics), "House/Diagnostics/\(name)/expected.txt")
    }

    @Test func everyCodeHasACase() {
        var seen = HouseFileTests.tooLarge().all.map(\.code)
        for name in HouseFileTests.names {
            var diagnostics = Diagnostics()
            _ = HouseFileTests.compile(name, &diagnostics)
            let codes = diagnostics.all.map(\.code)
            if name.hasPrefix("HOU8") { #expect(codes.contains { name.hasPrefix($0.name) }, "\(name) does not show its own code") }
            seen += codes
        }
        for code in Code.houseCodes { #expect(seen.contains(code), "\(code) has no case") }
        #expect(Set(Code.houseCodes.map(\.name)).count == Code.houseCodes.count)
    }

    /// 20 MB behind the mark of a PNG: no file of that size stands among the tests.
    private static func tooLarge() -> Diagnostics {
        var diagnostics = Diagnostics()
        let source = SourceText(name: "document.yaml", text: "document: proef\nname: gemeente Proefstad\nlogo: logo.png\n")
        let bytes = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 0, count: 20 << 20)
        let style = HouseStyle.compile(source, tenant: "proef", beside: { _ in bytes }, into: &diagnostics)
        #expect(style == nil)
        return diagnostics
    }

    @Test func aLogoOfTwentyMegabytesIsRefused() {
        #expect(HouseFileTests.tooLarge().all.map(\.code.name) == ["HOU805"])
    }

    /// The colour that the hint proposes is one that passes.
    @Test(arguments: ["#5B9BD5", "#ffe600", "#ffffff", "#00ff00", "#767777"]) func theProposalPasses(_ colour: String) throws {
        func diagnostics(_ colour: String) -> Diagnostics {
            var diagnostics = Diagnostics()
            let source = SourceText(name: "document.yaml", text: "document: proef\nname: gemeente Proef\ncolour: \"\(colour)\"\n")
            _ = HouseStyle.compile(source, tenant: "proef", beside: { _ in nil }, into: &diagnostics)
            return diagnostics
        }
        let first = diagnostics(colour)
        #expect(first.all.map(\.code.name) == ["HOU802"])
        let proposed = try #require(first.all.first?.hint?.firstMatch(of: /#[0-9a-f]{6}/))
        #expect(diagnostics(String(proposed.output)).all.isEmpty)
    }

    /// Known ratios: #767676 is the lightest grey that passes (4.54), #777777 does not (4.47).
    @Test(arguments: [("#767676", true), ("#777777", false), ("#000000", true)]) func theBorderIsWhereItShouldBe(
        _ colour: String, _ passes: Bool
    ) {
        var diagnostics = Diagnostics()
        let source = SourceText(name: "document.yaml", text: "document: proef\nname: gemeente Proef\ncolour: \"\(colour)\"\n")
        _ = HouseStyle.compile(source, tenant: "proef", beside: { _ in nil }, into: &diagnostics)
        #expect(diagnostics.all.isEmpty == passes)
    }

    @Test func allItsTextsAreKnown() throws {
        var diagnostics = Diagnostics()
        let style = try #require(HouseFileTests.compile("HOU000-all", &diagnostics))
        let letters = Set(style.texts.joined().unicodeScalars)
        for letter in "Proefstad14 0999@Geldfit{}".unicodeScalars { #expect(letters.contains(letter)) }
        #expect(!letters.contains("Ω"))
    }

    /// The file of the shipped municipality is right, with its logo.
    @Test func voorbeeldstad() throws {
        let folder = "\(Repository.root)/mappings/voorbeeldstad"
        var diagnostics = Diagnostics()
        let source = SourceText(name: "document.yaml", bytes: try #require(Repository.read("\(folder)/document.yaml")))
        let style = HouseStyle.compile(
            source, tenant: "voorbeeldstad", beside: { Repository.read("\(folder)/\($0)") }, into: &diagnostics)
        #expect(DiagnosticPrinter.text(diagnostics) == "")
        #expect(style?.name == "gemeente Voorbeeldstad")
        #expect(style?.logo != nil)
    }
}
