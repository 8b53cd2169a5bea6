import Backends
import Connectors
import Core
import Foundation
import Sealing
import Synchronization
import Testing

@testable import Adapter

/// What is asked of the public listener, and what it answers.
@Suite struct PublicSiteTests {
    /// A site with a register of one document.
    private final class Stand: Sendable {
        let folder: String
        let register: IssuedRegister
        let told = Mutex<[PublicEvent]>([])
        let pdf = Array("%PDF-1.7 number".utf8) + Array(" 0123-4567".utf8)
        let json = Array("{\"a\":1}".utf8)
        let number = DocumentNumber(random: Array(1...10))

        init() async throws {
            var template = Array("/tmp/blauwbrug-site-XXXXXX".utf8CString)
            let made = mkdtemp(&template)
            _ = try #require(made)
            folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            register = try IssuedRegister("\(folder)/documents.sqlite")
            try await register.record(
                IssuedDocument(
                    number: number, tenant: "voorbeeldstad", issued: Instant(epoch: 1_767_225_600), fileHash: Digest(of: pdf),
                    contentHashes: [Digest(of: json)], mappings: [], isComplete: true, sealer: Digest(of: "c"), level: .basic))
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func site(_ rates: RateLimit.Rates = RateLimit.Rates(perNetwork: 1_000, all: 1_000), downloads: Downloads? = nil) -> PublicSite {
            PublicSite(
                register: register, trust: { .none }, rates: { rates }, downloads: downloads,
                note: { event in self.told.withLock { $0.append(event) } })
        }

        var code: String { String(Digest(of: json).hex.prefix(16)) }
    }

    private static let peer = Peer(certificate: nil, listener: "public", address: "192.0.2.1", isLoopback: false, connection: 1)

    private static func ask(
        _ site: PublicSite, _ path: String, method: String = "GET", query: String? = nil, type: String? = nil, body: [UInt8] = []
    ) async -> (reply: Reply, text: String) {
        let headers = type.map { [Request.Header("Content-Type", $0)] } ?? []
        let reply = await site.reply(to: Request(method: method, path: path, query: query, headers: headers, body: body), from: peer)
        return (reply, String(decoding: reply.body, as: UTF8.self))
    }

    private static func upload(_ site: PublicSite, _ content: [UInt8], query: String? = nil) async -> (reply: Reply, text: String) {
        let head = "--grens\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"x.pdf\"\r\n\r\n"
        return await ask(
            site, "/controle", method: "POST", query: query, type: "multipart/form-data; boundary=grens",
            body: Array(head.utf8) + content + Array("\r\n--grens--\r\n".utf8))
    }

    @Test func pagesAndTheirMethods() async throws {
        let site = try await Stand().site()
        for (method, path, status) in [
            ("GET", "/", 200), ("HEAD", "/", 200), ("POST", "/", 405), ("GET", "/controle", 200), ("HEAD", "/controle", 200),
            ("PUT", "/controle", 405), ("DELETE", "/controle", 405), ("GET", "/controle/", 404), ("GET", "/v1/schuldenoverzicht", 404),
            ("POST", "/soap/schuldenoverzicht", 404), ("GET", "/livez", 404), ("GET", "/document/", 404), ("HEAD", "/document/x", 405),
            ("POST", "/document/x", 405), ("GET", "/document/x", 404), ("GET", "//", 404),
        ] {
            let (reply, text) = await Self.ask(site, path, method: method)
            #expect(reply.status == status, "\(method) \(path)")
            #expect(text.hasPrefix("<!doctype html>"))
            #expect(reply.headers.contains { $0.name == "Allow" } == (status == 405))
        }
        #expect(await Self.ask(site, "/controle", query: "taal=en").text.contains("<html lang=\"en\">"))
        #expect(await Self.ask(site, "/controle", query: "taal=de").text.contains("<html lang=\"nl\">"))
        #expect(await Self.ask(site, "/controle", query: "taal=%").reply.status == 404)
    }

    @Test func aNumberAndACode() async throws {
        let stand = try await Stand()
        let site = stand.site()
        func outcome(_ number: String, _ code: String) async -> (Int, String) {
            let (reply, text) = await Self.ask(site, "/controle", query: "n=\(number)&h=\(code)")
            return (reply.status, text)
        }
        let number = stand.number.description
        #expect(await outcome(number, stand.code).1.contains("<h2>Bekend en ongewijzigd</h2>"))
        let typed = await outcome(
            number.lowercased().replacing("-", with: "+"), stand.code.uppercased().prefix(8) + "-" + stand.code.suffix(8))
        #expect(typed.1.contains("<h2>Bekend en ongewijzigd</h2>"))
        #expect(await outcome(number, "0000000000000000").1.contains("<h2>Gewijzigd</h2>"))
        let other = DocumentNumber(random: Array(2...11)).description
        #expect(await outcome(other, stand.code).1.contains("<h2>Onbekend</h2>"))
        let wrong = await outcome(String(number.dropLast()) + (number.hasSuffix("0") ? "1" : "0"), "xyz")
        #expect(wrong.0 == 400)
        #expect(wrong.1.contains("href=\"#n\"") && wrong.1.contains("href=\"#h\"") && wrong.1.contains("value=\"xyz\""))
        // A number alone says nothing.
        let alone = await Self.ask(site, "/controle", query: "n=\(number)")
        #expect(alone.reply.status == 400 && alone.text.contains("href=\"#h\"") && !alone.text.contains("href=\"#n\""))
        #expect(
            stand.told.withLock { $0 } == [
                .checked("known", way: "number"), .checked("known", way: "number"), .checked("changed", way: "number"),
                .checked("unknown", way: "number"),
            ])
    }

    /// Whoever has an overview can sign its content once more, with a certificate of his own and a header that says something else.
    @Test func aSignatureByAnotherIsNotOurs() async throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let fixtures = tests.appending(path: "SealingTests/Verifying/fixtures")
        let signed = try [UInt8](Data(contentsOf: fixtures.appending(path: "data.jws")))
        let content = try [UInt8](Data(contentsOf: fixtures.appending(path: "data.json")))
        let certificate = try #require(Verification(of: signed, trust: .none, at: Instant(epoch: 1_795_338_000)).facts.certificate)
        for (sealer, outcome) in [(certificate, "Bekend en ongewijzigd"), (Digest(of: "another"), "Gewijzigd")] {
            let stand = try await Stand()
            try await stand.register.record(
                IssuedDocument(
                    number: DocumentNumber(random: Array(3...12)), tenant: "voorbeeldstad", issued: Instant(epoch: 1_795_334_400),
                    fileHash: Digest(of: "the file"), contentHashes: [Digest(of: content)], mappings: [], isComplete: true, sealer: sealer,
                    level: .basic))
            #expect(await Self.upload(stand.site(), signed).text.contains("<h2>\(outcome)</h2>"))
        }
    }

    @Test func aFile() async throws {
        let stand = try await Stand()
        let site = stand.site()
        #expect(await Self.upload(site, stand.pdf).text.contains("<h2>Bekend en ongewijzigd</h2>"))
        #expect(await Self.upload(site, stand.json, query: "taal=en").text.contains("<h2>Known and unchanged</h2>"))
        #expect(await Self.upload(site, Array("%PDF-1.7 something else".utf8)).text.contains("<h2>Onbekend</h2>"))
        // Changed so that nothing is left to compare but the number in it.
        let changed = Array("%PDF-1.7 <x>\(stand.number)</x> and more".utf8)
        #expect(await Self.upload(site, changed).text.contains("<h2>Gewijzigd</h2>"))
        let missing = await Self.upload(site, [])
        #expect(missing.reply.status == 400 && missing.text.contains("Kies eerst een bestand."))
        let broken = await Self.ask(site, "/controle", method: "POST", type: "multipart/form-data; boundary=b", body: Array("x".utf8))
        #expect(broken.reply.status == 400 && broken.text.contains("niet goed aangekomen"))
        let large = await Self.upload(site, [UInt8](repeating: 0x25, count: PublicSite.mostFile + 1))
        #expect(large.reply.status == 413)
        #expect(
            stand.told.withLock { $0 } == [
                .checked("known", way: "file"), .checked("known", way: "file"), .checked("unknown", way: "file"),
                .checked("changed", way: "file"),
            ])
    }

    @Test func whoeverAsksTooOftenWaits() async throws {
        let stand = try await Stand()
        let site = stand.site(RateLimit.Rates(perNetwork: 2, all: 1_000))
        for _ in 0..<2 { #expect(await Self.ask(site, "/controle", query: "n=\(stand.number)&h=\(stand.code)").reply.status == 200) }
        for reply in [
            await Self.ask(site, "/controle", query: "n=\(stand.number)&h=\(stand.code)").reply, await Self.upload(site, stand.pdf).reply,
            await Self.ask(site, "/controle", query: "n=x").reply,
        ] {
            #expect(reply.status == 429)
            #expect(reply.headers.first { $0.name == "Retry-After" }.flatMap { Int($0.value) }.map { (1...30).contains($0) } == true)
        }
        // Only checks are counted, not pages.
        #expect(await Self.ask(site, "/controle").reply.status == 200)
        #expect(stand.told.withLock { $0 }.filter { $0 == .limited }.count == 3)
    }

    @Test func withoutItsRegisterItSaysSo() async throws {
        let stand = try await Stand()
        let site = stand.site()
        await stand.register.close()
        let (reply, text) = await Self.ask(site, "/controle", query: "n=\(stand.number)&h=\(stand.code)")
        #expect(reply.status == 503 && text.contains("Dit zegt niets over uw document."))
        #expect(await Self.upload(site, stand.pdf).reply.status == 503)
        #expect(stand.told.withLock { $0 } == [.registerFailed("it is closed"), .registerFailed("it is closed")])
    }

    // MARK: Fetching

    /// As the pipeline does it, with the journal's answer.
    private static func downloads(_ deposits: Deposits, records: @escaping @Sendable () -> Bool = { true }) -> Downloads {
        Downloads(
            fetch: { token, _ in
                switch deposits.take(token: token) {
                case .pending: return .pending
                case .failed(let situation): return .failed(situation)
                case .unknown: return .unknown
                case .document(let bytes, let contents):
                    if records() {
                        return .document(Reply(status: 200, headers: ReplyDocument.headers(contents.number, isComplete: true), body: bytes))
                    }
                    deposits.finish(token: token, isComplete: false)
                    return .unrecorded
                }
            }, finish: { deposits.finish(token: $0, isComplete: $1) })
    }

    private static func deposit(_ bytes: [UInt8], in deposits: Deposits, number: DocumentNumber) throws -> String {
        let ticket = try #require(Ticket.drawn())
        let contents = Deposits.Contents(
            number: number, isComplete: true, tenant: "voorbeeldstad", reference: "r", until: Instant(epoch: 1_767_225_600))
        #expect(deposits.put(bytes, of: contents, for: ticket, until: .now + .seconds(60), isOnce: true))
        return ticket.token
    }

    @Test func aDocumentIsFetchedOnce() async throws {
        let stand = try await Stand()
        let deposits = Deposits()
        let site = stand.site(downloads: Self.downloads(deposits))
        let token = try Self.deposit(stand.pdf, in: deposits, number: stand.number)
        // Looking at the head uses nothing up.
        #expect(await Self.ask(site, "/document/\(token)", method: "HEAD").reply.status == 405)
        let (reply, _) = await Self.ask(site, "/document/\(token)")
        #expect(reply.status == 200 && reply.body == stand.pdf)
        #expect(reply.headers == ReplyDocument.headers(stand.number, isComplete: true))
        // A second one waits for the first, and when that broke off it may have the document.
        #expect(await Self.ask(site, "/document/\(token)").reply.status == 202)
        reply.ended?(false)
        let second = await Self.ask(site, "/document/\(token)").reply
        #expect(second.body == stand.pdf)
        second.ended?(true)
        let over = await Self.ask(site, "/document/\(token)")
        #expect(over.reply.status == 404 && over.text.contains("Deze link werkt niet meer"))
        #expect(
            stand.told.withLock { $0 } == [.fetched("document"), .fetched("pending"), .fetched("document"), .fetched("unknown")])
    }

    @Test func whatCannotBeRecordedIsNotGiven() async throws {
        let stand = try await Stand()
        let deposits = Deposits()
        let works = Mutex(false)
        let site = stand.site(downloads: Self.downloads(deposits, records: { works.withLock { $0 } }))
        let token = try Self.deposit(stand.pdf, in: deposits, number: stand.number)
        let (reply, text) = await Self.ask(site, "/document/\(token)")
        #expect(reply.status == 503 && text.contains("De link blijft nog even werken."))
        works.withLock { $0 = true }
        #expect(await Self.ask(site, "/document/\(token)").reply.body == stand.pdf)
    }

    @Test func whatIsBeingMadeIsWaitedFor() async throws {
        let stand = try await Stand()
        let deposits = Deposits()
        let site = stand.site(downloads: Self.downloads(deposits))
        let ticket = try #require(Ticket.drawn())
        #expect(deposits.begin(ticket, until: .now + .seconds(60), told: Clock.now, isOnce: true))
        let (reply, text) = await Self.ask(site, "/document/\(ticket.token)")
        #expect(reply.status == 202 && text.contains("Uw overzicht wordt gemaakt"))
        #expect(reply.headers.contains(Request.Header("Refresh", "2")))
        deposits.fail(ticket, .notCertified)
        #expect(await Self.ask(site, "/document/\(ticket.token)").reply.status == 503)
    }

    @Test func numbersAreFoundInDamagedFiles() {
        let numbers = (0..<8).map { DocumentNumber(random: [UInt8](repeating: UInt8($0), count: 10)) }
        let text = numbers.map { "<n>\($0)</n>" }.joined()
        #expect(DocumentCheck.numbers(in: Array(text.utf8), first: nil) == Array(numbers.prefix(4)))
        #expect(DocumentCheck.numbers(in: Array("\(numbers[1])".utf8), first: numbers[2]) == [numbers[2], numbers[1]])
        for cut in 0..<19 { #expect(DocumentCheck.numbers(in: Array("\(numbers[3])".utf8.prefix(cut)), first: nil) == []) }
        #expect(DocumentCheck.numbers(in: [], first: nil) == [])
        #expect(DocumentCheck.numbers(in: Array("AAAA-AAAA-AAAA-AAAB ----------------".utf8), first: nil) == [])
    }
}
