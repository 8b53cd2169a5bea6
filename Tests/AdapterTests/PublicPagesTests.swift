import Backends
import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// Every public page as it is sent: `PublicPages/*.html`.
@Suite struct PublicPagesTests {
    private static let issued = IssuedDocument(
        number: DocumentNumber(random: Array(1...10)), tenant: "voorbeeldstad", issued: Instant(epoch: 1_767_225_600),
        fileHash: Digest(of: "f"), contentHashes: [Digest(of: "j")], mappings: [], isComplete: true, sealer: Digest(of: "c"), level: .basic)

    private static func judgement(_ outcome: CheckOutcome, complete: Bool = true, verdict: Verification.Verdict = .unreadable)
        -> DocumentCheck
        .Judgement
    {
        var facts = Verification.Facts()
        facts.sealer = CertifiedName(organisation: "Gemeente <Voorbeeldstad>", commonName: nil, oin: nil)
        let issued = IssuedDocument(
            number: issued.number, tenant: issued.tenant, issued: issued.issued, fileHash: issued.fileHash,
            contentHashes: issued.contentHashes, mappings: [], isComplete: complete, sealer: issued.sealer, level: issued.level)
        return DocumentCheck.Judgement(
            outcome: outcome, issued: outcome == .unknown ? nil : issued,
            verification: Verification(verdict: verdict, checks: [], facts: facts))
    }

    private static let all: [(name: String, make: @Sendable (PublicPages) -> CitizenPage)] = [
        ("landing", { $0.landing }), ("form", { $0.form() }),
        ("form-mistakes", { $0.form([.fileMissing, .numberWrong, .codeWrong], number: "\"><script>", code: "'x'") }),
        ("known-number", { $0.result(of: .known) }), ("changed-number", { $0.result(of: .changed) }),
        ("unknown", { $0.result(of: .unknown) }), ("known-file", { $0.result(of: judgement(.known)) }),
        ("known-sealed", { $0.result(of: judgement(.known, verdict: .genuine)) }),
        ("known-incomplete", { $0.result(of: judgement(.known, complete: false, verdict: .expired)) }),
        ("changed-file", { $0.result(of: judgement(.changed)) }), ("limited", { $0.limited(42) }), ("unavailable", { $0.unavailable }),
        ("not-found", { $0.notFound }), ("wrong-method", { $0.wrongMethod }), ("too-large", { $0.refused(.tooLarge) }),
        ("too-slow", { $0.refused(.tooSlow) }), ("busy", { $0.refused(.busy) }), ("malformed", { $0.refused(.malformed) }),
        ("link-over", { $0.linkOver }), ("making", { $0.making }), ("not-made", { $0.notMade }), ("not-now", { $0.notNow }),
    ]

    @Test(arguments: all.map(\.name), Language.allCases) func isAsItWas(_ name: String, _ language: Language) throws {
        let make = try #require(Self.all.first { $0.name == name }?.make)
        // The style is the same on every page, and has a test of its own.
        let html = make(PublicPages(language: language)).html.markup.replacing(CitizenPage.style, with: "")
        let url = ProefstadRoot.repository.appending(path: "Tests/AdapterTests/PublicPages/\(name).\(language.rawValue).html")
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            return try html.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(html == (try? String(contentsOf: url, encoding: .utf8)))
    }

    /// What every page must have, whatever it says: a language, one first heading, a label at each field, no script and nothing from elsewhere.
    @Test(arguments: all.map(\.name), Language.allCases) func isSound(_ name: String, _ language: Language) throws {
        let make = try #require(Self.all.first { $0.name == name }?.make)
        let page = make(PublicPages(language: language))
        let html = page.html.markup
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(html.components(separatedBy: "<h1>").count == 2)
        for word in ["<script", " on", "javascript:", " style=", "http://", "https://", "<img", "<iframe"] {
            let isThere = word == " on" ? html.contains(#/ on[a-z]+=/#) : html.contains(word)
            #expect(!isThere, "\(word)")
        }
        let ids = html.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        for field in html.matches(of: #/<input id="([^"]+)"/#) { #expect(html.contains("<label for=\"\(field.1)\">")) }
        for named in html.matches(of: #/(?:aria-describedby|aria-labelledby)="([^"]+)"/#) {
            for id in named.1.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
        for link in html.matches(of: #/href="#([^"]+)"/#) { #expect(ids.contains(String(link.1))) }
        // A link of the English edition stays in it, but for the one to Dutch.
        if language == .english {
            for link in html.matches(of: #/href="(\/[^"]*)"( lang="nl")?/#) where link.2 == nil { #expect(link.1.hasSuffix("?taal=en")) }
        }
    }

    @Test func whatWasTypedIsEscaped() {
        let html = PublicPages(language: .dutch).form([.numberWrong], number: "\"><script>alert(1)</script>", code: "' onfocus='x").html
            .markup
        #expect(html.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""))
        #expect(html.contains("value=\"&#39; onfocus=&#39;x\""))
    }
}
