import Core
import Standard
import Syntax

/// What drawing the contract of a reply needs at every part of its sample, whatever its syntax.
struct ReplyContract {
    let standard: Standard
    /// What the reply can say, in each version it is offered in, the vendor's own first.
    let vocabularies: [ReplyVocabulary]

    var document: DocumentContract { DocumentContract(standard: standard, versions: vocabularies.map(\.version)) }

    /// The place of the certified document or of its address, by its `a:form`; nil for another form.
    static func document(_ form: String?, _ name: Markup.Name) -> ContractPart? {
        switch form {
        case "pdf":
            ContractPart(
                name, isOptional: true, .value(ContractValue(.base64)),
                means: "Het gewaarmerkte document (PDF), als daarom gevraagd is; één keer per antwoord.")
        case "link":
            ContractPart(
                name, isOptional: true, .value(ContractValue(.uri)),
                means: "Het adres waar het gewaarmerkte document (PDF) één keer kan worden opgehaald, als daarom gevraagd is.")
        default: nil
        }
    }

    /// What a text with holes may be, and what it means.
    func value(_ text: String, steps mark: Marks.Mark?, _ place: SamplePlace, _ scope: ReplyScope) -> (value: ContractValue, means: String)?
    {
        var ignored = Diagnostics()
        let parts = HoleText.parts(text, place, &ignored)
        if parts.isEmpty { return nil }
        if parts.count == 1, case .text(let constant) = parts[0] { return (.constant(constant), "Een vaste waarde.") }
        let words = parts.compactMap { part in if case .word(let name) = part { name } else { nil } }
        let means = words.map { self.means($0, scope) }.filter { !$0.isEmpty }.joined(separator: " ")
        guard parts.count == 1, let name = words.first else { return (ContractValue(.text), means) }
        return (hole(name, steps: mark, scope), means)
    }

    private func hole(_ name: String, steps mark: Marks.Mark?, _ scope: ReplyScope) -> ContractValue {
        guard let (vocabulary, found) = find(name, scope) else { return ContractValue(.text) }
        let steps = (mark?.value ?? "").split(separator: " ").compactMap { Steps.named(String($0)) }
        return plain(found, name, vocabulary).changed(by: steps, from: found.kind)
    }

    /// In the vendor's own version, else in the first other that has the word.
    private func find(_ name: String, _ scope: ReplyScope) -> (ReplyVocabulary, ReplyVocabulary.Found)? {
        for vocabulary in vocabularies {
            if let found = vocabulary.find(name, in: scope) { return (vocabulary, found) }
        }
        return nil
    }

    private func plain(_ found: ReplyVocabulary.Found, _ name: String, _ vocabulary: ReplyVocabulary) -> ContractValue {
        switch found.origin {
        case .version: return ContractValue(.text, words: vocabularies.map(\.version))
        case .remark: return ContractValue(.text, least: 1, most: Remarks.limit)
        case .request(let number):
            if number == RequestWords.Fixed.bsn.rawValue { return ContractValue(.text, pattern: Format.bsn.pattern) }
            return ContractValue(.text, most: RequestWords.limit(of: number))
        default:
            let fields = fields(found.origin)
            guard let first = fields.first else { return ContractValue(found.kind, format: nil, words: nil, minimum: nil) }
            return fields.dropFirst().reduce(ContractValue(first)) { $0.merged(with: ContractValue($1)) }
        }
    }

    /// The fields of the standard that a word reads.
    private func fields(_ origin: Hole.Origin) -> [Field] {
        switch origin {
        case .document(let slot): standard.documentFields.filter { $0.slot == slot && $0.kind != .record }
        case .zaak(let slot): standard.zaakFields.filter { $0.slot == slot }
        case .firstEvent(let kind, let slot): standard.kinds[kind].fields.filter { $0.slot == slot }
        case .event(let slots):
            slots.indices.flatMap { kind in standard.kinds[kind].fields.filter { slots[kind] >= 0 && $0.slot == slots[kind] } }
        default: []
        }
    }

    private func means(_ name: String, _ scope: ReplyScope) -> String {
        guard let (_, found) = find(name, scope) else { return "" }
        if let field = fields(found.origin).first { return field.summary }
        if let known = ContractWords.reply[name] ?? ContractWords.request[name] { return known }
        return name.hasPrefix(RequestWords.echoPrefix) ? ContractWords.echo : ""
    }

    /// The scope inside a list that a mark names.
    func inside(_ list: String, _ scope: ReplyScope) -> ReplyScope {
        for vocabulary in vocabularies {
            if let found = vocabulary.list(list, in: scope) { return vocabulary.inside(found, of: scope) }
        }
        return scope
    }

    /// The scope of an element for some kinds of events.
    func of(_ names: String, _ scope: ReplyScope) -> ReplyScope {
        var scope = scope
        scope.kinds = names.split(separator: " ").compactMap { standard.kind(named: String($0))?.index }
        return scope
    }
}

extension ContractValue {
    fileprivate init(_ field: Field) {
        self.init(field.kind, format: field.format, words: field.words, minimum: field.minimum)
    }
}
