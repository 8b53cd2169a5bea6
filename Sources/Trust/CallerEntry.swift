import Core
import Syntax

/// One caller of the settings, checked: what proves it and what it may ask.
struct CallerEntry: Sendable {
    enum Proof: Sendable, Hashable {
        case certificate(OIN)
        case key(Digest)
        case anonymous(listener: String)
    }

    /// How this caller names itself inside its messages (StUF zender); nil parts may be anything.
    struct Sender: Sendable {
        let organisation: String?
        let application: String?
    }

    let name: String
    let proof: Proof
    let tenants: Set<String>
    let vendors: Set<String>
    let questions: Set<String>
    let sender: Sender?
    /// The level at which, by contract, its citizens log in; nil when the contract does not say.
    let assurance: Assurance?
}

/// What the words of a caller's entry may refer to.
struct KnownWords {
    let tenants: [TenantFacts]
    /// Empty leaves unchecked what a vendor's requests can say.
    let vendors: [VendorFacts]
    let questions: [String]
    /// Nil leaves the listener's name unchecked.
    let anonymousListeners: [String]?
}

extension CallerEntry {
    /// Nil when the entry has a mistake; every mistake is reported.
    static func compile(_ entry: Node.Entry, known: KnownWords, into diagnostics: inout Diagnostics) -> (entry: CallerEntry, proof: Span)? {
        let before = diagnostics.errorCount
        if !isName(entry.key) {
            diagnostics.error(
                .badCallerName, at: entry.keySpan, "'\(entry.key)' cannot name a caller",
                hint: "a letter first, then at most 63 letters, digits, '-', '_' or '.'")
        }
        guard let form = Form(entry.value, "a caller", shape, &diagnostics) else { return nil }
        let proof = compileProof(form, of: entry, known: known, &diagnostics)
        let tenants = words("tenants", form, at: entry.keySpan, known.tenants.map(\.name), .unknownTenant, "no tenant", &diagnostics)
        let offered = known.tenants.flatMap(\.vendors)
        let vendors = words("vendors", form, at: entry.keySpan, offered, .unknownVendor, "no tenant is offered a vendor", &diagnostics)
        let questions = words("questions", form, at: entry.keySpan, known.questions, .unknownQuestion, "there is no question", &diagnostics)
        let sender = form["sender"].flatMap { compileSender($0, &diagnostics) }
        guard diagnostics.errorCount == before, let proof else { return nil }
        let mine = known.tenants.filter { facts in tenants.contains { $0.text == facts.name } }
        for vendor in vendors where !mine.contains(where: { $0.vendors.contains(vendor.text ?? "") }) {
            diagnostics.warning(
                .deadGrant, at: vendor.span, "none of this caller's tenants is offered '\(vendor.text ?? "")'",
                hint: "add it to the tenant's 'vendors', or remove it here")
        }
        let assurance = form.word("assurance", of: Assurance.self, &diagnostics)
        guard diagnostics.errorCount == before else { return nil }
        checkAssurance(assurance, at: form["assurance"]?.span, vendors, mine, questions.compactMap(\.text), known, &diagnostics)
        let compiled = CallerEntry(
            name: entry.key, proof: proof.proof, tenants: Set(tenants.compactMap(\.text)), vendors: Set(vendors.compactMap(\.text)),
            questions: Set(questions.compactMap(\.text)), sender: sender, assurance: assurance)
        return (compiled, proof.span)
    }

    /// Warns of a vendor whose requests no level can come with, or whose callers state one that is never enough: all of them are refused.
    private static func checkAssurance(
        _ stated: Assurance?, at place: Span?, _ vendors: [Node], _ tenants: [TenantFacts], _ questions: [String], _ known: KnownWords,
        _ diagnostics: inout Diagnostics
    ) {
        for vendor in vendors {
            guard let facts = known.vendors.first(where: { $0.name == vendor.text }), !facts.carriesAssurance else { continue }
            guard let stated, let place else {
                diagnostics.warning(
                    .noAssurance, at: vendor.span,
                    "no request of '\(facts.name)' can say how the citizen logged in, and this caller does not state it",
                    hint: "assurance: midden, when its contract says that citizens log in at that level")
                continue
            }
            let least = tenants.filter { $0.vendors.contains(facts.name) }.map(\.minimumAssurance).min() ?? .basis
            let demanded = questions.map { max(least, facts.minimumAssurance[$0] ?? .basis) }.min() ?? least
            guard stated < demanded else { continue }
            diagnostics.warning(
                .lowAssurance, at: place, "'\(stated.rawValue)' is below what every question through '\(facts.name)' needs",
                label: "'\(demanded.rawValue)' is needed", hint: "what is too low is refused, not raised: ask for a contract that says more"
            )
        }
    }

    /// A name stands in every record of the journal; beginning with a letter it cannot be a BSN.
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func compileProof(
        _ form: Form, of entry: Node.Entry, known: KnownWords, _ diagnostics: inout Diagnostics
    ) -> (proof: Proof, span: Span)? {
        let given = proofs.compactMap { form.entry($0) }
        guard let first = given.first else {
            diagnostics.error(
                .noProof, at: entry.keySpan, "nothing can prove that somebody is '\(entry.key)'", label: "no proof",
                hint: "give one of 'oin', 'key_sha256' or 'anonymous'")
            return nil
        }
        guard given.count == 1 else {
            diagnostics.error(
                .twoProofs, at: given[1].keySpan, "'\(given[1].key)' is a second proof of one caller",
                others: [Diagnostic.Other(first.keySpan, "the first is here")], hint: "make two callers, one for each proof")
            return nil
        }
        guard let text = first.value.needText("'\(first.key)'", &diagnostics) else { return nil }
        let span = first.value.span
        switch first.key {
        case "oin":
            if let oin = OIN(text) { return (.certificate(oin), span) }
            diagnostics.error(.badOIN, at: span, "an OIN is twenty digits, this is \(text.count) characters")
        case "key_sha256":
            if let digest = Digest(hex: text) { return (.key(digest), span) }
            // The text itself is not repeated: it may be the key, put here by mistake.
            diagnostics.error(
                .badKeyHash, at: Span(source: span.source, line: span.line, column: span.column), "this is no SHA-256",
                label: "64 hexadecimal digits are needed", hint: "printf %s \"$KEY\" | sha256sum")
        default:
            guard let listeners = known.anonymousListeners, !listeners.contains(text) else { return (.anonymous(listener: text), span) }
            diagnostics.error(
                .notAnonymous, at: span, "no listener '\(text)' may be anonymous", hint: Spelling.hint(for: text, in: listeners))
        }
        return nil
    }

    private static func words(
        _ key: String, _ form: Form, at name: Span, _ known: [String], _ code: Code, _ what: String, _ diagnostics: inout Diagnostics
    ) -> [Node] {
        guard let node = form[key] else {
            diagnostics.error(.missingKey, at: name, "a caller needs '\(key)'", label: "'\(key)' is missing")
            return []
        }
        guard let nodes = form.texts(key, &diagnostics) else { return [] }
        if node.list?.isEmpty == true {
            diagnostics.error(
                .emptyList, at: node.span, "'\(key)' is empty, so this caller may ask nothing", hint: "remove the caller instead")
        }
        for node in nodes {
            guard let text = node.text, !known.contains(text) else { continue }
            diagnostics.error(code, at: node.span, "\(what) '\(text)'", hint: Spelling.hint(for: text, in: known.uniqued))
        }
        return nodes
    }

    private static func compileSender(_ node: Node, _ diagnostics: inout Diagnostics) -> Sender? {
        guard let form = Form(node, "the sender", senderShape, &diagnostics) else { return nil }
        let sender = Sender(organisation: form.text("organisation", &diagnostics), application: form.text("application", &diagnostics))
        if node.entries?.isEmpty == true {
            diagnostics.error(.missingKey, at: node.span, "the sender needs 'organisation' or 'application'")
        }
        return sender
    }
}

extension [String] {
    /// Each once, in the order of first appearance.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
