import Core
import Standard
import Syntax

/// A `connector.yaml` as its author wrote it, its words checked; the samples it names are not yet read.
struct ConnectorFile {
    /// How the municipality of a request is found.
    enum TenantRule: String, CaseIterable {
        /// The caller's only one; a caller with several names it in the path.
        case caller
        /// Always named in the path.
        case path
        /// Named by that part of the message's receiver, as the settings know it.
        case organisatie, administratie, applicatie
        /// The one that is known by the OIN in the caller's certificate.
        case oin

        var part: Parties.TenantPart? {
            switch self {
            case .caller, .path: nil
            case .organisatie: .organisation
            case .administratie: .administration
            case .applicatie: .application
            case .oin: .certificate
            }
        }

        /// The word that a request must read; nil when it need not.
        var word: RequestWords.Fixed? {
            switch self {
            case .caller, .path, .oin: nil
            case .organisatie: .receiverOrganisation
            case .administratie: .receiverAdministration
            case .applicatie: .receiverApplication
            }
        }
    }

    /// What can name one question for good.
    enum IdempotentWord: String, CaseIterable { case referentie }

    enum Method: String, CaseIterable { case GET, POST }

    struct QuestionPart {
        let question: Question
        let asks: [AskPart]
        let reply: Node?
        let drops: [Drop]
        let minimumAssurance: Assurance?
        let span: Span
    }

    struct AskPart {
        let method: String
        let paths: [Node]
        /// The name of the request sample.
        let request: Node?
        let headers: Node?
        let action: String?
        /// The name of the XML schema that a message must hold against.
        let schema: Node?
        /// What WS-Addressing's Action says of the answer; nil leaves it to the dialect.
        let replyAction: String?
        let span: Span
    }

    /// A word a reply leaves out on purpose.
    struct Drop {
        let word: String
        let span: Span
    }

    let source: SourceText
    let dialect: any Dialect.Type
    let tenantRule: TenantRule
    /// The version that answers a request that names none; nil when the file names one that does not exist.
    let version: String?
    let faultStyle: String
    /// What `API-Version` says, for dialects that send it.
    let apiVersion: String
    /// Where the key of a caller stands.
    let keyPlaces: [KeyPlace]
    /// The word that names a question, asked again or not; nil when none does.
    let idempotentOn: Node?
    /// Prefix by namespace URI, for XML that looks as the vendor wrote it.
    let prefixes: [(prefix: String, namespace: String, span: Span)]
    let quirks: Quirks
    let validation: Validation
    let security: WSSecurity
    let document: DocumentTerms
    let questions: [QuestionPart]

    /// Nil when so much is wrong that its samples cannot be judged.
    init?(_ source: SourceText, folder: String, standard: Standard, _ diagnostics: inout Diagnostics) {
        guard let node = YAMLReader.read(source, into: &diagnostics),
            let form = Form(node, "a connector", ConnectorFile.shape, &diagnostics)
        else { return nil }
        self.source = source
        if let vendor = form.needText("vendor", &diagnostics), vendor != folder, let node = form["vendor"] {
            diagnostics.error(.vendorName, at: node.span, "the folder is called '\(folder)', this says '\(vendor)'")
        }
        guard let name = form.needText("dialect", &diagnostics), let dialectNode = form["dialect"] else { return nil }
        guard let dialect = Dialects.named(name) else {
            diagnostics.error(
                .unknownDialect, at: dialectNode.span, "there is no dialect '\(name)'",
                hint: Spelling.hint(for: name, in: Dialects.all.map { $0.name }))
            return nil
        }
        self.dialect = dialect
        tenantRule = form.word("tenant", of: TenantRule.self, &diagnostics) ?? .caller
        version = ConnectorFile.version(form, standard, &diagnostics)
        faultStyle = ConnectorFile.faultStyle(form, dialect, &diagnostics)
        apiVersion = ConnectorFile.apiVersion(form, dialect, &diagnostics)
        keyPlaces = (form.texts("api_key", &diagnostics)?.compactMap { KeyPlace.compile($0, &diagnostics) }) ?? KeyPlace.usual
        idempotentOn = form.word("idempotent_on", of: IdempotentWord.self, &diagnostics) == nil ? nil : form["idempotent_on"]
        prefixes = ConnectorFile.prefixes(form, &diagnostics)
        quirks = form["quirks"].map { Quirks($0, isXML: dialect.sampleSyntax == .xml, &diagnostics) } ?? Quirks()
        validation = Validation(form, isXML: dialect.sampleSyntax == .xml, quirks, &diagnostics)
        security = ConnectorFile.security(form, dialect, &diagnostics)
        document = form["document"].map { DocumentTerms($0, isXML: dialect.sampleSyntax == .xml, &diagnostics) } ?? DocumentTerms()
        if dialect.sampleSyntax == .xml, quirks.empty == .fo02, faultStyle != "fo02",
            let place = form["quirks"].flatMap({ $0["empty"] })?.span
        {
            diagnostics.error(
                .wrongSwitch, at: place, "'empty: fo02' is a fault of StUF, and this connector tells none", hint: "fault_style: fo02")
        }
        questions = ConnectorFile.questions(form, isXML: dialect.sampleSyntax == .xml, &diagnostics)
    }

    private static func security(_ form: Form, _ dialect: any Dialect.Type, _ diagnostics: inout Diagnostics) -> WSSecurity {
        guard let entry = form.entry("wsse") else { return .pass }
        if dialect.sampleSyntax != .xml {
            diagnostics.error(.wrongSwitch, at: entry.keySpan, "'wsse' is a header of SOAP, this dialect has no such thing")
            return .pass
        }
        guard let part = Form(entry.value, "'wsse'", WSSecurity.shape, &diagnostics), part.need("header", &diagnostics) != nil else {
            return .pass
        }
        return part.word("header", of: WSSecurity.self, &diagnostics) ?? .pass
    }

    private static func version(_ form: Form, _ standard: Standard, _ diagnostics: inout Diagnostics) -> String? {
        guard let node = form["version"], let text = node.needText("'version'", &diagnostics) else { return standard.defaultVersion }
        if standard.versions.contains(text) { return text }
        diagnostics.error(
            .connectorVersion, at: node.span, "the standard has no version '\(text)'",
            hint: "there are \(standard.versions.joined(separator: ", "))")
        return nil
    }

    private static func faultStyle(_ form: Form, _ dialect: any Dialect.Type, _ diagnostics: inout Diagnostics) -> String {
        let styles = dialect.faultStyles
        guard let node = form["fault_style"], let text = node.needText("'fault_style'", &diagnostics) else { return styles[0] }
        if styles.contains(text) { return text }
        diagnostics.error(
            .wrongWord, at: node.span, "'\(text)' is no fault style of the dialect \(dialect.name)",
            hint: Spelling.hint(for: text, in: styles))
        return styles[0]
    }

    private static func apiVersion(_ form: Form, _ dialect: any Dialect.Type, _ diagnostics: inout Diagnostics) -> String {
        let usual = "1.0.0"
        guard let node = form["api_version"], let text = node.needText("'api_version'", &diagnostics) else { return usual }
        if dialect.sampleSyntax == .xml {
            diagnostics.error(.wrongSwitch, at: node.span, "'api_version' is a switch of JSON, this dialect has no such thing")
        }
        // It becomes a header: what could not stand there would never be sent.
        let isVersion = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        if isVersion, text.utf8.first.map({ (0x30...0x39).contains($0) }) == true { return text }
        diagnostics.error(.wrongWord, at: node.span, "this is not the version of an API", hint: "write it as \"\(usual)\"")
        return usual
    }

    private static func prefixes(
        _ form: Form, _ diagnostics: inout Diagnostics
    ) -> [(prefix: String, namespace: String, span: Span)] {
        guard let entries = form["prefixes"]?.needEntries("'prefixes'", &diagnostics) else { return [] }
        var found: [(prefix: String, namespace: String, span: Span)] = []
        for entry in entries {
            guard let namespace = entry.value.needText("a namespace", &diagnostics) else { continue }
            let letters = entry.key.unicodeScalars
            let isName =
                letters.first?.properties.isAlphabetic == true
                && letters.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_") }
            let isOurs = entry.key.lowercased().hasPrefix("xml") || SOAPVersion.allCases.contains { $0.prefix == entry.key }
            guard isName, !isOurs else {
                diagnostics.error(
                    .badPrefix, at: entry.keySpan, "'\(entry.key)' cannot be a prefix here", hint: "letters, digits, '-', '_'")
                continue
            }
            if let other = found.first(where: { $0.namespace == namespace }) {
                diagnostics.error(
                    .badPrefix, at: entry.keySpan, "this namespace already has the prefix '\(other.prefix)'",
                    others: [Diagnostic.Other(other.span, "here")])
                continue
            }
            found.append((entry.key, namespace, entry.keySpan))
        }
        return found
    }

    private static func questions(_ form: Form, isXML: Bool, _ diagnostics: inout Diagnostics) -> [QuestionPart] {
        guard let entries = form.need("questions", &diagnostics)?.needEntries("'questions'", &diagnostics) else { return [] }
        return entries.compactMap { entry in
            guard let question = Question(rawValue: entry.key) else {
                diagnostics.error(
                    .unknownQuestion, at: entry.keySpan, "there is no question '\(entry.key)'",
                    hint: Spelling.hint(for: entry.key, in: Question.allCases.map(\.rawValue)))
                return nil
            }
            guard let part = Form(entry.value, "a question", questionShape, &diagnostics) else { return nil }
            let asks = part.need("asks", &diagnostics)?.needList("'asks'", &diagnostics) ?? []
            let reply = part.need("reply", &diagnostics)
            return QuestionPart(
                question: question, asks: asks.compactMap { ask($0, isXML: isXML, &diagnostics) },
                reply: reply?.needText("'reply'", &diagnostics) == nil ? nil : reply, drops: drops(part, &diagnostics),
                minimumAssurance: part.word("minimum_assurance", of: Assurance.self, &diagnostics), span: entry.keySpan)
        }
    }

    private static func ask(_ node: Node, isXML: Bool, _ diagnostics: inout Diagnostics) -> AskPart? {
        guard let form = Form(node, "a request", askShape, &diagnostics) else {
            return nil
        }
        let method = form.word("method", of: Method.self, &diagnostics) ?? .POST
        _ = form.need("paths", &diagnostics)
        let request = form["request"]
        if request == nil, form["headers"] == nil || isXML {
            diagnostics.error(
                .missingKey, at: node.span,
                isXML ? "a request needs 'request', a sample" : "a request needs 'request' (a sample) or 'headers'",
                label: "where is the BSN read?")
            return nil
        }
        if let request, request.needText("'request'", &diagnostics) == nil { return nil }
        if method == .GET, let request {
            diagnostics.error(.wrongSwitch, at: request.span, "a GET has no body to compare with a sample", hint: "read it from 'headers'")
            return nil
        }
        return AskPart(
            method: method.rawValue, paths: form.texts("paths", &diagnostics) ?? [], request: request, headers: form["headers"],
            action: form.text("action", &diagnostics), schema: schema(form, isXML: isXML, &diagnostics),
            replyAction: form.text("reply_action", &diagnostics), span: node.span)
    }

    private static func schema(_ form: Form, isXML: Bool, _ diagnostics: inout Diagnostics) -> Node? {
        guard let entry = form.entry("schema") else { return nil }
        if !isXML {
            diagnostics.error(.wrongSwitch, at: entry.keySpan, "'schema' is a switch of SOAP, this dialect has no such thing")
            return nil
        }
        return form.text("schema", &diagnostics) == nil ? nil : entry.value
    }

    private static func drops(_ form: Form, _ diagnostics: inout Diagnostics) -> [Drop] {
        guard let items = form["drops"]?.needList("'drops'", &diagnostics) else { return [] }
        return items.compactMap { item in
            guard let part = Form(item, "a drop", dropShape, &diagnostics),
                let word = part.needText("word", &diagnostics), let place = part["word"]?.span
            else { return nil }
            if part.text("because", &diagnostics)?.trimmedOfSpace.isEmpty ?? true {
                diagnostics.error(.nothingReason, at: place, "'\(word)' is left out without a reason", hint: "say it: because: …")
            }
            return Drop(word: word, span: place)
        }
    }
}
