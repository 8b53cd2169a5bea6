import Connectors
import Core
import Syntax
import Testing

/// The official StUF sets, which are not part of the repository: `../shared/schemas` beside it, else these tests say that they are skipped.
enum OfficialSchemas {
    static let folder = "\(Repository.root)/../shared/schemas"
    static let samples = "\(Repository.root)/../shared/samples/soap"
    static let areHere = Repository.names(in: folder)?.contains("fin") == true

    enum Set: String, CaseIterable {
        case fin, bg, prs

        var vendor: String { "stuf-\(rawValue)" }
        var start: String {
            switch self {
            case .fin: "schemas/fin/fin_wrap.xsd"
            case .bg: "schemas/of/bg0310/vraagAntwoord/bg0310_namespace.xsd"
            case .prs: "schemas/of/bg0310/prs/bg0310_msg_prs.xsd"
            }
        }
    }

    /// The files of one set, as they would stand in a vendor's folder.
    static func files(of set: Set) -> [String: SourceText] {
        let part = set == .fin ? "fin" : "of"
        let found = Repository.files(under: "\(folder)/\(part)", called: "schemas/\(part)")
        return Dictionary(uniqueKeysWithValues: found.map { ("schemas/\(part)/\($0.key)", $0.value) })
    }

    /// Compiled once: together they take a second.
    static let schemas: [Set: XMLSchema] = {
        var schemas: [Set: XMLSchema] = [:]
        for set in Set.allCases {
            var diagnostics = Diagnostics()
            let outcome = XMLSchema.compile(files(of: set), start: set.start, into: &diagnostics)
            #expect(outcome.mistakes.isEmpty && diagnostics.all.isEmpty, "\(set): \(outcome.mistakes.map(\.message))")
            schemas[set] = outcome.schema
        }
        return schemas
    }()

    /// What is wrong with the one element in the Body of a message.
    static func violations(_ bytes: [UInt8], _ set: Set) throws -> [XMLViolation] {
        let markup = try XMLReader.read(bytes, limits: XMLLimits())
        let body = try #require(markup.tokens.firstIndex { $0.kind == .element && markup.names[$0.name].local == "Body" })
        let token = try #require(markup.tokens[(body + 1)...].firstIndex { $0.kind == .element })
        return try #require(schemas[set]).violations(in: bytes, of: markup, at: token)
    }
}

@Suite(.enabled(if: OfficialSchemas.areHere, "../shared/schemas, the official StUF sets, is not there"))
struct OfficialSchemaTests {
    @Test(arguments: OfficialSchemas.Set.allCases) func theSamplesHold(set: OfficialSchemas.Set) throws {
        let names = (Repository.names(in: OfficialSchemas.samples) ?? []).filter { $0.hasPrefix("\(set.rawValue)-") }
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try #require(Repository.read("\(OfficialSchemas.samples)/\(name)"))
            #expect(try OfficialSchemas.violations(bytes, set).isEmpty, "\(name)")
        }
    }

    @Test(
        "what the shipped vendors answer holds against the official schema, and so do their own requests",
        arguments: OfficialSchemas.Set.allCases)
    func theRepliesOfTheCasesHold(set: OfficialSchemas.Set) throws {
        let folder = Repository.vendor(set.vendor)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(
            folder: folder, connector: try Repository.connector(folder), standard: Repository.standard, into: &diagnostics)
        var checked = 0
        for result in results {
            let path = "cases/\(result.name)/"
            guard let reply = result.actual[path + "reply.http"] else { continue }
            let text = String(decoding: reply, as: UTF8.self)
            guard text.hasPrefix("HTTP/1.1 200"), let start = text.range(of: "<?xml") else { continue }
            if let request = folder.files[path + "request.xml"] {
                #expect(try OfficialSchemas.violations(request.bytes, set).isEmpty, "\(set) \(result.name): its request")
            }
            let violations = try OfficialSchemas.violations(Array(text[start.lowerBound...].utf8), set)
            #expect(violations.isEmpty, "\(set) \(result.name): \(violations)")
            checked += 1
        }
        #expect(checked >= 3)
    }

    @Test("the shipped StUF-FIN vendor, made strict with the official set, refuses what PHP sends and lenient answers")
    func strict() throws {
        let sample = try #require(Repository.read("\(OfficialSchemas.samples)/fin-vrdLv01-by-bsn.soap11.xml"))
        let right = String(decoding: sample, as: UTF8.self)
        let php = right.replacing("StUF:entiteittype=\"", with: "entiteittype=\"")
        let shipped = Repository.vendor("stuf-fin")
        var files = shipped.files.merging(OfficialSchemas.files(of: .fin)) { $1 }
        let yaml = try #require(files["connector.yaml"])
        files["connector.yaml"] = SourceText(
            name: yaml.name,
            text: yaml.text.replacing("dialect: soap\n", with: "dialect: soap\nvalidate: strict\n").replacing(
                "request: ask.xml\n", with: "request: ask.xml\n        schema: \(OfficialSchemas.Set.fin.start)\n"))
        let strict = try Repository.connector(VendorFolder(name: "stuf-fin", files: files))
        let lenient = try Repository.connector(shipped)
        let path = "/fin0310/BeantwoordVraag"
        #expect(strict.fault(Messages.soap(right, path: path)) == nil)
        #expect(lenient.fault(Messages.soap(right, path: path)) == nil)
        #expect(lenient.fault(Messages.soap(php, path: path)) == nil)
        let fault = try #require(strict.fault(Messages.soap(php, path: path)))
        #expect(fault.situation == .invalid)
        #expect(fault.problems.count >= 4 && fault.problems.allSatisfy { $0.code == "schema" })
        #expect(
            fault.problems.prefix(2).map(\.name) == [
                "gelijk/@entiteittype", "gelijk/wordtBetaaldDoorNatuurlijkPersoonAlsDebiteur/@entiteittype",
            ])
        #expect(fault.problems.first?.reason == "Dit attribuut heeft niet de namespace van het schema (regel 24).")
        #expect(strict.hash != lenient.hash)
    }
}
