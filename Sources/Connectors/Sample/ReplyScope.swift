import Core
import Standard

/// Where in a reply sample a hole stands: which lists are around it.
struct ReplyScope {
    var inDocument = false
    var inCase = false
    /// The kinds an event here can have; nil outside a list of events.
    var kinds: [Int]?
    var inArrear = false
    var inRemark = false
    /// The path of what is around the hole, where a request can choose parts; nil elsewhere.
    var field: String?

    /// For a message: what is around the hole.
    var name: String {
        if kinds != nil { return "an event" }
        if inArrear { return "an arrear" }
        if inRemark { return "a remark" }
        if inCase { return "a case" }
        return inDocument ? "a document" : "the message itself"
    }
}

/// The words a reply sample can use, in one version of the standard.
struct ReplyVocabulary {
    let standard: Standard
    let version: String
    let words: RequestWords

    static let reference = "reply.referentie"
    static let moment = "reply.tijdstip"
    static let complete = "volledig"
    static let remark = "melding"
    static let arrearKenmerk = "achterstand.kenmerk"
    static let arrearOpen = "achterstand.open"
    static let caseCount = "totaal.zaken"
    static let totalSaldo = "totaal.saldo"
    static let totalDue = "totaal.achterstand"
    static let documentNumber = "document.nummer"
    static let documentValidUntil = "document.geldig_tot"
    static let documents = "documenten"
    static let remarks = "meldingen"

    /// A word found: where its value is, its type, and who may leave it out; nil when it is always there.
    struct Found {
        let origin: Hole.Origin
        let kind: ValueKind
        var absence: Absence?
    }

    enum Absence {
        /// A request may come without it.
        case request
        /// Only who asks for the certified document gets it.
        case document
        /// What the sources say may: a case, or an event of this kind.
        case answer(String)
    }

    /// A word at a place; nil when it does not exist there.
    func find(_ name: String, in scope: ReplyScope) -> Found? {
        if scope.inRemark, name == ReplyVocabulary.remark { return Found(origin: .remark, kind: .text) }
        if scope.inArrear {
            if name == ReplyVocabulary.arrearKenmerk { return Found(origin: .arrearKenmerk, kind: .text) }
            if name == ReplyVocabulary.arrearOpen { return Found(origin: .arrearOpen, kind: .money) }
        }
        if let kinds = scope.kinds, let found = event(name, kinds) { return found }
        if scope.inCase, let word = standard.word(name, in: .zaak, version: version) {
            let isGiven = standard.caseFields.first { $0.slot == word.slot }.map { $0.need == .required } ?? true
            return Found(origin: .zaak(word.slot), kind: word.kind, absence: isGiven ? nil : .answer("case"))
        }
        if scope.inDocument, let word = standard.word(name, in: .document, version: version) {
            return Found(origin: .document(word.slot), kind: word.kind)
        }
        switch name {
        case ReplyVocabulary.reference: return Found(origin: .reference, kind: .text)
        case ReplyVocabulary.moment: return Found(origin: .moment, kind: .instant)
        case ReplyVocabulary.complete: return Found(origin: .isComplete, kind: .boolean)
        case ReplyVocabulary.caseCount where !scope.inCase: return Found(origin: .caseCount, kind: .integer)
        case ReplyVocabulary.totalSaldo where !scope.inCase: return Found(origin: .totalSaldo, kind: .money)
        case ReplyVocabulary.totalDue where !scope.inCase: return Found(origin: .totalDue, kind: .money)
        case ReplyVocabulary.documentNumber: return Found(origin: .documentNumber, kind: .text, absence: .document)
        case ReplyVocabulary.documentValidUntil: return Found(origin: .documentValidUntil, kind: .instant, absence: .document)
        case RequestWords.Fixed.version.name: return Found(origin: .version, kind: .text)
        default:
            if scope.inCase, let found = firstEvent(name) { return found }
            guard let number = words.number(of: name) else { return nil }
            return Found(origin: .request(number), kind: .text, absence: words.isAlwaysThere(number) ? nil : .request)
        }
    }

    /// `FinancieleVerplichtingOpgelegd.omschrijving`: the word of the first event of a kind in a case. A case may have no such event.
    private func firstEvent(_ name: String) -> Found? {
        guard let dot = name.firstIndex(of: "."), let kind = standard.kind(named: String(name[..<dot])),
            let word = standard.word(String(name[name.index(after: dot)...]), in: .event(kind.index), version: version)
        else { return nil }
        return Found(origin: .firstEvent(kind: kind.index, slot: word.slot), kind: word.kind, absence: .answer("case"))
    }

    /// A word of events: where each kind keeps it. Kinds that type it differently have no such word together.
    private func event(_ name: String, _ kinds: [Int]) -> Found? {
        var slots = [Int](repeating: -1, count: standard.kinds.count)
        var kind: ValueKind?
        var lacking: String?
        for index in kinds {
            let word = standard.word(name, in: .event(index), version: version)
            if lacking == nil, !isAlwaysThere(word, in: standard.kinds[index]) { lacking = standard.kinds[index].name }
            guard let word else { continue }
            if let kind, kind != word.kind { return nil }
            kind = word.kind
            slots[index] = word.slot
        }
        return kind.map { Found(origin: .event(slots), kind: $0, absence: lacking.map { .answer($0) }) }
    }

    /// Whether every event of a kind has a word: the standard requires it, or the program itself fills it in.
    private func isAlwaysThere(_ word: Word?, in kind: EventKind) -> Bool {
        guard let word, let field = kind.fields.first(where: { $0.slot == word.slot }) else { return false }
        return field.need == .required || field.origin != .mapped
    }

    /// Every word that exists at a place, for hints.
    func all(in scope: ReplyScope) -> [String] {
        var names: [String] = []
        if scope.inRemark { names.append(ReplyVocabulary.remark) }
        if scope.inArrear { names += [ReplyVocabulary.arrearKenmerk, ReplyVocabulary.arrearOpen] }
        for kind in scope.kinds ?? [] { names += standard.words(in: .event(kind), version: version) }
        if scope.inCase { names += standard.words(in: .zaak, version: version) }
        if scope.inDocument { names += standard.words(in: .document, version: version) }
        names += [ReplyVocabulary.reference, ReplyVocabulary.moment, ReplyVocabulary.complete] + RequestWords.fixedNames
        names += [ReplyVocabulary.documentNumber, ReplyVocabulary.documentValidUntil]
        if !scope.inCase { names += [ReplyVocabulary.caseCount, ReplyVocabulary.totalSaldo, ReplyVocabulary.totalDue] }
        return names + words.echoes.map { RequestWords.echoPrefix + $0 }
    }

    /// Where a word that does not exist here does exist, for a message; nil when nowhere.
    func elsewhere(_ name: String) -> String? {
        if name == ReplyVocabulary.remark { return "a:each=\"\(ReplyVocabulary.remarks)\"" }
        if name == ReplyVocabulary.arrearKenmerk || name == ReplyVocabulary.arrearOpen { return "a list of arrears" }
        if standard.word(name, in: .zaak, version: version) != nil { return "a case" }
        if standard.kinds.contains(where: { standard.word(name, in: .event($0.index), version: version) != nil }) { return "an event" }
        return standard.word(name, in: .document, version: version) != nil ? "a document" : nil
    }

    /// A list at a place.
    func list(_ name: String, in scope: ReplyScope) -> Recipe.List? {
        switch name {
        case ReplyVocabulary.documents: return scope.inDocument ? nil : .documents
        case ReplyVocabulary.remarks: return scope.inRemark ? nil : .remarks
        default:
            if scope.inCase {
                switch standard.list(name, in: .zaak) {
                case .events: return scope.kinds == nil ? .events : nil
                case .arrears: return scope.inArrear ? nil : .arrears
                default: return nil
                }
            }
            if case .cases = standard.list(name, in: .document) { return .cases }
            return nil
        }
    }

    /// Whether a name is the list of cases or of events.
    func isList(_ name: String) -> Bool {
        if case .events = standard.list(name, in: .zaak) { return true }
        return isCases(name)
    }

    func isCases(_ name: String) -> Bool {
        if case .cases = standard.list(name, in: .document) { return true }
        return false
    }

    /// The lists that exist at a place, for hints.
    func lists(in scope: ReplyScope) -> [String] {
        let candidates =
            [ReplyVocabulary.documents, ReplyVocabulary.remarks]
            + standard.words(in: .document, version: version) + standard.words(in: .zaak, version: version)
        return candidates.filter { list($0, in: scope) != nil }
    }

    /// The scope inside a list.
    func inside(_ list: Recipe.List, of scope: ReplyScope) -> ReplyScope {
        var inner = scope
        switch list {
        case .documents: inner.inDocument = true
        case .cases:
            inner.inDocument = true
            inner.inCase = true
        case .events: inner.kinds = kinds
        case .arrears: inner.inArrear = true
        case .remarks: inner.inRemark = true
        }
        return inner
    }

    /// The kinds this version has.
    var kinds: [Int] { standard.kinds.filter { $0.versions.contains(version) }.map(\.index) }

    /// The kinds it does not have: counted in the balance and named in a remark, if not refused.
    var lacking: [Int] { standard.kinds.filter { !$0.versions.contains(version) }.map(\.index) }
}
