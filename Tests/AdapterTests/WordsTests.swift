import Core
import Foundation
import Mappings
import Standard
import Syntax
import Testing

@testable import Adapter

/// What `blauwbrug words` writes: it holds every word there is, and the files of this repository are what it writes now
/// (`BLAUWBRUG_GOLDEN=write` rewrites them).
@Suite struct WordsTests {
    private static let repository = Root(
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path)

    private func standard() throws -> Standard {
        var diagnostics = Diagnostics()
        return try #require(Catalogue.standard(WordsTests.repository, &diagnostics))
    }

    private func compare(_ text: String, with path: String) {
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            #expect(File.write(Array(text.utf8), to: WordsTests.repository.path(path)))
            return
        }
        #expect(WordsTests.repository.file(path)?.text == text, "\(path) is not what the program writes: blauwbrug words")
    }

    @Test func theSchemasAreWhatTheProgramWrites() throws {
        for kind in FileKind.all(try standard()) { compare(kind.schema, with: "docs/schemas/\(kind.name).json") }
    }

    @Test func thePageIsWhatTheProgramWrites() throws {
        compare(WordPage.page(try standard()).markdown, with: "docs/words.md")
    }

    @Test func thePageHasEveryWord() throws {
        let standard = try standard()
        let page = WordPage.page(standard).html
        let codes = [Code.fileCodes, Code.standardCodes, Code.mappingCodes, Code.sqlCodes, Code.settingCodes].flatMap(\.self)
        let anchors =
            standard.kinds.flatMap { kind in [kind.name] + kind.fields.map { "\(kind.name).\($0.name)" } }
            + Steps.all.map { "step.\($0.name)" } + ReadingWord.all.map { "reading.\($0.name)" } + codes.map(\.name)
        for anchor in anchors { #expect(page.contains("id=\"\(anchor)\""), "\(anchor)") }
        for field in standard.kinds.flatMap(\.fields) {
            for word in field.words ?? [] { #expect(page.contains("<code>\(word)</code>"), "\(word)") }
        }
    }

    /// One file, readable by whoever hears it: no script, nothing from elsewhere, each anchor once.
    @Test func thePageNeedsNothingElse() throws {
        let page = WordPage.page(try standard()).html
        for forbidden in ["<script", "src=", "<link", "url(", "@import"] { #expect(!page.contains(forbidden), "\(forbidden)") }
        #expect(page.contains("<html lang=\"en\">") && page.contains("name=\"viewport\"") && page.contains("<main id=\"main\">"))
        let ids = page.split(separator: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys)")
        let links = page.split(separator: "href=\"#").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        for link in links { #expect(ids.contains(link), "\(link) leads nowhere") }
        // Each table can be reached and is named.
        #expect(page.split(separator: "<table>").count == page.split(separator: "<caption>").count)
    }

    @Test func everyKeyIsTold() throws {
        for kind in FileKind.all(try standard()) {
            let forms = kind.forms
            #expect(!forms.isEmpty)
            for form in forms {
                #expect(form.summary.hasSuffix("."), "\(form.name)")
                #expect(Set(form.names).count == form.names.count, "\(form.name)")
                for key in form.keys {
                    #expect(!key.summary.isEmpty && !key.summary.hasSuffix(".") || form.name.hasSuffix("-form"), "\(form.name).\(key.name)")
                }
                for rule in form.rules {
                    switch rule {
                    case .exactlyOne(let names), .atLeastOne(let names), .together(let names):
                        for name in names { #expect(form.key(name) != nil, "\(form.name).\(name)") }
                    case .single: break
                    }
                }
            }
        }
    }
}
