import Core
import Standard
import Syntax
import Testing

@testable import Connectors

/// Every dialect answers every situation: with a status, a type, a body that can be read, the reference, and no datum.
@Suite struct FaultConformanceTests {
    /// Every dialect in each of its fault styles.
    private static func dialects() throws -> [(name: String, dialect: any Dialect)] {
        try Dialects.all.flatMap { type in
            try type.faultStyles.map { style in
                let text = "vendor: proef\ndialect: \(type.name)\nfault_style: \(style)\nquestions: {}\n"
                var diagnostics = Diagnostics()
                let file = ConnectorFile(
                    SourceText(name: "connector.yaml", text: text), folder: "proef", standard: Repository.standard, &diagnostics)
                return ("\(type.name)/\(style)", type.init(try #require(file)))
            }
        }
    }

    @Test func namesAreUnique() {
        #expect(Set(Dialects.all.map { $0.name }).count == Dialects.all.count)
        for dialect in Dialects.all { #expect(!dialect.faultStyles.isEmpty && !dialect.summary.isEmpty) }
    }

    @Test(arguments: Fault.Situation.allCases) func everyDialectAnswers(situation: Fault.Situation) throws {
        let problem = Fault.Problem(name: "<inp.bsn>&\"", code: "pattern", reason: "Waarde \u{1} is <geen> geldig \"bsn\" & meer.")
        let request = Messages.json("{\"bsn\":\"999990019\"}")
        for (name, dialect) in try FaultConformanceTests.dialects() {
            for fault in [Fault(situation), Fault(situation, problems: [problem], allow: ["POST"], sources: ["heffingen"])] {
                let reply = dialect.reply(to: fault, spoken: nil, request: request, stamp: Sample.stamp)
                #expect((400...599).contains(reply.status), "\(name)")
                let type = try #require(reply.header("Content-Type"))
                #expect(reply.text.contains(Sample.reference), "\(name) \(situation) does not say its reference")
                #expect(!reply.text.contains("999990019"))
                switch type {
                case "application/problem+json":
                    let node = try JSONReader.read(reply.body, limits: JSONLimits())
                    #expect(node["status"].map { if case .number(let digits) = $0.content { digits } else { "" } } == String(reply.status))
                    for key in ["type", "title", "detail", "instance", "code"] { #expect(node[key]?.text?.isEmpty == false, "\(key)") }
                case "text/xml; charset=utf-8":
                    let markup = try XMLReader.read(reply.body, limits: XMLLimits())
                    #expect(markup.names.contains(Markup.Name("http://schemas.xmlsoap.org/soap/envelope/", "Fault")))
                    for local in ["faultcode", "faultstring"] { #expect(markup.names.contains(Markup.Name("", local))) }
                default: Issue.record("\(name) answers with \(type)")
                }
                #expect(reply.header("Allow") == (fault.allow.isEmpty ? nil : "POST"))
            }
        }
    }

    /// Every fault as each dialect says it, word for word: `Faults/<dialect>-<style>.txt`.
    @Test func everyFaultIsToldAsBefore() throws {
        let request = Messages.json("{\"bsn\":\"999990019\"}")
        for (name, dialect) in try FaultConformanceTests.dialects() {
            var text = ""
            for situation in Fault.Situation.allCases {
                let reply = dialect.reply(to: Fault(situation), spoken: nil, request: request, stamp: Sample.stamp)
                text += "\(situation)\nHTTP \(reply.status)\n"
                for header in reply.headers { text += "\(header.name): \(header.value)\n" }
                text += "\(reply.text)\n\n"
            }
            let file = String(name.map { $0 == "/" ? "-" : $0 })
            let path = "\(Repository.root)/Tests/ConnectorsTests/Faults/\(file).txt"
            if Repository.writesGolden { Repository.write(Array(text.utf8), to: path) }
            let golden = try #require(Repository.read(path), "\(file) has no golden")
            #expect(text == String(decoding: golden, as: UTF8.self), "\(name)")
        }
    }

    @Test func statusesAreThoseOfTheTables() throws {
        let json: [Fault.Situation: Int] = [
            .malformed: 400, .invalidBSN: 400, .notFound: 404, .methodNotAllowed: 405, .notAcceptable: 406, .tooSlow: 408, .tooLarge: 413,
            .unsupportedMediaType: 415, .unauthenticated: 401, .forbidden: 403, .notOffered: 404, .sourceFailed: 503, .notCertified: 503,
            .overload: 503,
            .journal: 503, .deadline: 504, .internal: 500,
        ]
        for (situation, status) in json { #expect(PlainFaults.reply(to: Fault(situation), stamp: Sample.stamp).status == status) }
        let soap: [Fault.Situation: (Int, String?)] = [
            .malformed: (500, "StUF055"), .invalidBSN: (500, "StUF055"), .unauthenticated: (500, "StUF013"),
            .senderMismatch: (500, "StUF013"),
            .receiverUnknown: (500, "StUF010"), .forbidden: (500, "StUF052"), .notOffered: (500, "StUF040"),
            .sourceFailed: (500, "StUF058"), .notCertified: (500, "StUF058"),
            .internal: (500, "StUF058"), .deadline: (500, "StUF960"), .overload: (500, "StUF049"), .journal: (503, "StUF049"),
            .envelopeVersion: (500, nil), .mustUnderstand: (500, nil), .unsupportedMediaType: (415, nil), .tooLarge: (413, nil),
            .notFound: (404, nil), .methodNotAllowed: (405, nil),
        ]
        let connector = try Repository.connector("soap")
        for (situation, (status, code)) in soap {
            let reply = connector.reply(with: Fault(situation), asked: nil, request: Messages.soap(""), stamp: Sample.stamp)
            #expect(reply.status == status)
            #expect(reply.text.contains("<StUF:code>") == (code != nil))
            if let code { #expect(reply.text.contains("<StUF:code>\(code)</StUF:code>"), "\(situation)") }
        }
        #expect(PlainFaults.reply(to: Fault(.overload), stamp: Sample.stamp).header("Retry-After") != nil)
    }

    @Test func aVendorThatOnlyReadsFaultsWith200GetsThem() throws {
        var files = Repository.vendor("soap").files.filter { !$0.key.hasPrefix("cases/") }
        let text = try #require(files["connector.yaml"]).text.replacing("fault_http_status: 500", with: "fault_http_status: 200")
        files["connector.yaml"] = SourceText(name: "connector.yaml", text: text)
        let connector = try Repository.connector(VendorFolder(name: "soap", files: files))
        func status(_ situation: Fault.Situation) -> Int {
            connector.reply(with: Fault(situation), asked: nil, request: Messages.soap(""), stamp: Sample.stamp).status
        }
        #expect(status(.invalidBSN) == 200)
        #expect(status(.unsupportedMediaType) == 415)
        #expect(status(.journal) == 503)
    }

    @Test func detailsStayWithinWhatStUFAllows() throws {
        let problems = (0..<16).map { Fault.Problem(name: "veld\($0)", code: "unknown", reason: String(repeating: "x", count: 200)) }
        let reply = try Repository.connector("soap").reply(
            with: Fault(.invalid, problems: problems), asked: nil, request: Messages.soap(""), stamp: Sample.stamp)
        let from = try #require(reply.text.range(of: "<StUF:details>")?.upperBound)
        let details = reply.text[from...].prefix { $0 != "<" }
        #expect(details.count <= 1_000)
        #expect(details.hasSuffix("Referentie \(Sample.reference)."))
    }
}
