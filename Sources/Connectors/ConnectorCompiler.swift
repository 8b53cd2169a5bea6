package import Core
package import Standard
import Syntax

extension Connector {
    /// Compiles a vendor folder. Reports every mistake it has; nil when there is one.
    package static func compile(_ folder: VendorFolder, standard: Standard, into diagnostics: inout Diagnostics) -> Connector? {
        let path = "connectors/vendors/\(folder.name)/\(fileName)"
        guard let source = folder.files[fileName] else {
            let place = Span(source: SourceText(name: path, text: ""), line: 1, column: 1)
            diagnostics.error(.missingSample, at: place, "the vendor '\(folder.name)' has no \(fileName)")
            return nil
        }
        var compiler = ConnectorCompiler(folder: folder, standard: standard)
        guard let connector = compiler.run(source) else {
            diagnostics.append(compiler.diagnostics)
            return nil
        }
        diagnostics.append(compiler.diagnostics)
        return compiler.diagnostics.hasErrors ? nil : connector
    }

    static let fileName = "connector.yaml"
}

/// Compiles one vendor folder: requests first, because a reply may only use the words that a request fills.
private struct ConnectorCompiler {
    let folder: VendorFolder
    let standard: Standard
    var diagnostics = Diagnostics()
    private var used: [SourceText] = []
    private var routes: [Route] = []
    private var asks: [Ask] = []
    private var words = RequestWords()
    private var samples: [ContractDrawing.Sample] = []
    private var schemas: [String: XMLSchema?] = [:]

    init(folder: VendorFolder, standard: Standard) {
        self.folder = folder
        self.standard = standard
    }

    mutating func run(_ source: SourceText) -> Connector? {
        guard let file = ConnectorFile(source, folder: folder.name, standard: standard, &diagnostics) else { return nil }
        used = [source]
        for (index, question) in file.questions.enumerated() {
            for ask in question.asks { self.ask(ask, question.question.rawValue, index, file) }
        }
        let declared = asks.map(\.headers)
        for at in asks.indices {
            let own = declared[at].map { $0.name.lowercased() }
            asks[at].strays = declared.joined().filter { !own.contains($0.name.lowercased()) }
        }
        let replies = file.questions.map { reply($0, file) }
        checkFields(file, replies)
        if file.document.later { checkLater(file, replies) }
        if let node = file.idempotentOn, !words.isAlwaysThere(RequestWords.Fixed.reference.rawValue) {
            diagnostics.error(
                .idempotentWithout, at: node.span, "a request of this vendor may come without 'referentie'",
                hint: "read {referentie} where the vendor always sends it")
        }
        // What has mistakes makes no contract.
        guard !diagnostics.hasErrors, let contract = contract(file, replies) else { return nil }
        if file.validation == .strict { publishedSchemas(of: contract, file) }
        return Connector(
            vendor: folder.name, hash: hash(), routes: routes, keyPlaces: file.keyPlaces, isIdempotent: file.idempotentOn != nil,
            minimumAssurance: file.questions.reduce(into: [:]) { $0[$1.question.rawValue] = $1.minimumAssurance },
            contract: contract, dialect: file.dialect.init(file), quirks: file.quirks, tenantPart: file.tenantRule.part,
            document: file.document,
            version: file.version ?? standard.defaultVersion,
            words: words, asks: asks, replies: replies)
    }

    private func contract(_ file: ConnectorFile, _ replies: [[(version: String, recipe: Recipe)]]) -> Contract? {
        guard replies.count == samples.count, replies.allSatisfy({ !$0.isEmpty }), let first = replies.first else { return nil }
        let offered = first.map(\.version).filter { version in replies.allSatisfy { $0.contains { $0.version == version } } }
        return ContractDrawing(folder: folder, standard: standard, file: file, words: words, asks: asks, replies: samples)
            .contract(routes, offered: offered, recipes: replies.map { $0[0].recipe })
    }

    /// A sample by the name that `connector.yaml` gives it.
    private mutating func sample(_ node: Node) -> SourceText? {
        guard let name = node.text else { return nil }
        if let source = folder.files[name] {
            if !used.contains(source) { used.append(source) }
            return source
        }
        let candidates = folder.files.keys.filter { !$0.hasPrefix(ConnectorCase.folder) && $0 != Connector.fileName }.sorted()
        diagnostics.error(
            .missingSample, at: node.span, "the folder has no file '\(name)'", hint: Spelling.hint(for: name, in: candidates))
        return nil
    }

    private mutating func ask(_ part: ConnectorFile.AskPart, _ question: String, _ reply: Int, _ file: ConnectorFile) {
        var catches = Catches(words: words)
        var pattern: Pattern?
        var isRead = true
        if let node = part.request {
            isRead = false
            if let source = sample(node) {
                let before = diagnostics.errorCount
                pattern =
                    switch file.dialect.sampleSyntax {
                    case .xml: XMLRequestSample.compile(source, quirks: file.quirks, file.validation, &catches, &diagnostics)
                    case .json: JSONRequestSample.compile(source, quirks: file.quirks, &catches, &diagnostics)
                    }
                isRead = pattern != nil && diagnostics.errorCount == before
            }
        }
        let headers = part.headers.map { HeaderPattern.compile($0, &catches, &diagnostics) } ?? []
        words = catches.words
        words.guarantee(file.validation.certain(catches.always))
        if isRead, !catches.always.contains(RequestWords.Fixed.bsn.rawValue) {
            let isOptional = catches.filled.contains(RequestWords.Fixed.bsn.rawValue)
            diagnostics.error(
                .requestWithoutBSN, at: part.request?.span ?? part.headers?.span ?? part.span,
                isOptional ? "the BSN of this request may be absent" : "this request does not say where the BSN stands",
                hint: isOptional ? "an element with {bsn}, and all around it, must be there" : "put {bsn} where it stands")
        }
        if file.dialect.sampleSyntax == .json, part.action != nil || part.replyAction != nil {
            diagnostics.error(
                .wrongSwitch, at: part.span, "'\(part.action != nil ? "action" : "reply_action")' is SOAP's, this dialect has no such thing"
            )
        }
        checkIdentity(catches, at: part.span)
        if isRead, let word = file.tenantRule.word, !catches.filled.contains(word.rawValue) {
            diagnostics.error(
                .tenantUnread, at: part.request?.span ?? part.headers?.span ?? part.span,
                "'tenant: \(file.tenantRule.rawValue)' says that the message names the municipality, and this request does not read it",
                hint: "put {\(word.name)} where it stands")
        }
        let carriesAssurance = catches.filled.contains(RequestWords.Fixed.assurance.rawValue)
        asks.append(
            Ask(
                question: question, reply: reply, pattern: pattern, headers: headers, carriesAssurance: carriesAssurance,
                action: part.action, schema: schema(of: part, file), replyAction: part.replyAction))
        routes(part, question, file)
    }

    /// A request names the two persons of a representation in one way, and repeats only what it reads.
    private mutating func checkIdentity(_ catches: Catches, at span: Span) {
        if [RequestWords.Fixed.represented, .representative].allSatisfy({ catches.filled.contains($0.rawValue) }) {
            diagnostics.error(
                .twoRepresentations, at: span, "this request reads both 'vertegenwoordigde' and 'vertegenwoordiger'",
                hint: "with {vertegenwoordigde} {bsn} is who acts, with {vertegenwoordiger} {bsn} is whose debts are asked: keep one")
        }
        for (word, span) in catches.repeated where !catches.filled.contains(word) {
            diagnostics.error(
                .sameAsNothing, at: span, "nothing else in this request is read for this word",
                hint: "leave out a:same, or put the word where it is read")
        }
    }

    /// The schema a request must hold against, of the vendor's own folder; nil when it names none, or is not strict.
    private mutating func schema(of part: ConnectorFile.AskPart, _ file: ConnectorFile) -> XMLSchema? {
        guard file.validation == .strict else {
            if let node = part.schema {
                diagnostics.warning(
                    .needlessSchema, at: node.span, "this schema is not used: the connector is not strict",
                    hint: "write 'validate: strict', or remove it")
            }
            return nil
        }
        guard let node = part.schema, let name = node.text, sample(node) != nil else { return nil }
        if let known = schemas[name] { return known }
        let schema = SchemaMistakes.compile(folder, start: name, &diagnostics)
        schemas[name] = schema
        for file in schema?.files.sorted(by: { $0.key < $1.key }) ?? [] where !used.contains(file.value) { used.append(file.value) }
        return schema
    }

    /// Without a schema of its own a strict connector holds a request against the one that is published.
    private mutating func publishedSchemas(of contract: Contract, _ file: ConnectorFile) {
        let parts = file.questions.flatMap(\.asks)
        for at in asks.indices where asks[at].schema == nil {
            guard let (files, start) = contract.requestSchemas(of: at) else { continue }
            let texts = Dictionary(files.map { ($0.name, SourceText(name: $0.name, text: $0.text)) }) { first, _ in first }
            let outcome = XMLSchema.compile(texts, start: start, into: &diagnostics)
            asks[at].schema = outcome.schema
            for mistake in outcome.mistakes {
                diagnostics.error(
                    .badSchema, at: parts[at].span, "the schema that is made of this sample cannot be used: \(mistake.message)",
                    hint: "put a schema in this folder and name it: schema: schemas/start.xsd")
            }
        }
    }

    private mutating func routes(_ part: ConnectorFile.AskPart, _ question: String, _ file: ConnectorFile) {
        for node in part.paths {
            guard let path = node.text else { continue }
            if let complaint = Route.complaint(about: path, isXML: file.dialect.sampleSyntax == .xml) {
                diagnostics.error(.badPath, at: node.span, complaint.message, hint: complaint.hint)
                continue
            }
            if file.tenantRule == .path, !path.contains(Route.tenantSegment) {
                diagnostics.error(
                    .tenantRule, at: node.span, "this path does not name the tenant, and 'tenant: path' says that it does",
                    hint: "write '/\(Route.tenantSegment)\(path)'")
            }
            let route = Route(method: part.method, question: question, path: path, span: node.span, ask: asks.count - 1)
            if let other = routes.first(where: { $0.overlaps(route) && !file.dialect.areDistinct(asks[$0.ask], asks[route.ask]) }) {
                diagnostics.error(
                    .duplicateRoute, at: node.span, "\(part.method) \(path) is already taken",
                    others: [Diagnostic.Other(other.span, "by \(other.path)")])
            }
            routes.append(route)
        }
    }

    /// The recipes of a reply: the connector's own version must compile; others are offered when they do.
    private mutating func reply(_ part: ConnectorFile.QuestionPart, _ file: ConnectorFile) -> [(version: String, recipe: Recipe)] {
        guard let node = part.reply, let source = sample(node), let own = file.version else { return [] }
        var found: [(version: String, recipe: Recipe)] = []
        guard let compile = reader(source, part, file) else { return [] }
        found.append((own, compile(own, &diagnostics)))
        for version in standard.versions where version != own {
            var scratch = Diagnostics()
            let recipe = compile(version, &scratch)
            if !scratch.hasErrors { found.append((version, recipe)) }
        }
        return found
    }

    /// What a request can choose, the reply must have, and the other way round.
    private mutating func checkFields(_ file: ConnectorFile, _ replies: [[(version: String, recipe: Recipe)]]) {
        for (index, question) in file.questions.enumerated() {
            guard let reply = question.reply, let recipe = replies[index].first?.recipe else { continue }
            let chooses = asks.contains { ask in
                ask.reply == index && ask.pattern?.elements.contains { if case .fields = $0.leaf { true } else { false } } == true
            }
            guard chooses == recipe.fields.isEmpty, !diagnostics.hasErrors else { continue }
            diagnostics.error(
                .fieldsUnmatched, at: reply.span,
                chooses
                    ? "a request chooses with {fields}, and this reply has nothing to choose from"
                    : "this reply has parts that can be chosen, and no request chooses",
                hint: chooses ? "mark an item of a list: \"a:fields\": true" : "read {fields} in a request, or remove a:fields")
        }
    }

    /// A reply that comes before its document has a link, and needs nothing that is known only afterwards. JSON has a reply of its own for it.
    private mutating func checkLater(_ file: ConnectorFile, _ replies: [[(version: String, recipe: Recipe)]]) {
        guard !diagnostics.hasErrors else { return }
        for (question, versions) in zip(file.questions, replies) {
            guard let reply = question.reply, let recipe = versions.first?.recipe else { continue }
            if !recipe.linkForm {
                diagnostics.error(
                    .laterReply, at: reply.span, "'later' gives a link at once, and this reply has no place for a link",
                    hint: "mark the place a:whole=\"document\" a:form=\"link\", or remove 'later'")
            } else if file.dialect.sampleSyntax == .xml, let first = recipe.unknownWhileAwaited.first {
                diagnostics.error(
                    .laterReply, at: reply.span, "this reply needs '\(first)', which nobody knows while the document is being made",
                    hint: "mark its element a:optional, or remove 'later'")
            }
        }
    }

    /// Reads a reply sample once; what comes back compiles it for a version.
    private mutating func reader(
        _ source: SourceText, _ part: ConnectorFile.QuestionPart, _ file: ConnectorFile
    ) -> ((String, inout Diagnostics) -> Recipe)? {
        let (standard, words) = (standard, words)
        switch file.dialect.sampleSyntax {
        case .xml:
            guard let root = SampleElement.read(source, &diagnostics) else { return nil }
            samples.append(.xml(root))
            return { version, diagnostics in
                XMLReplySample.compile(
                    root, ReplyVocabulary(standard: standard, version: version, words: words), prefixes: file.prefixes,
                    drops: part.drops, &diagnostics)
            }
        case .json:
            guard let root = JSONReader.read(source, into: &diagnostics) else { return nil }
            samples.append(.json(root))
            return { version, diagnostics in
                JSONReplySample.compile(
                    root, ReplyVocabulary(standard: standard, version: version, words: words), drops: part.drops, &diagnostics)
            }
        }
    }

    /// Over the files that make the connector what it is, by name.
    private func hash() -> Digest {
        var message: [UInt8] = []
        for source in used.sorted(by: { $0.name < $1.name }) {
            message += Array("\(source.name)\u{0}\(source.bytes.count)\u{0}".utf8) + source.bytes
        }
        return Digest(of: message)
    }
}
