import Core
import Syntax

/// An object of one version, understood.
struct ObjectDefinition {
    let name: String
    let span: Span
    /// As XML writes it; only the document has one of its own, others are named by the list they stand in.
    let element: String
    let fields: [FieldDefinition]
}

/// An event kind of one version, understood.
struct KindDefinition {
    let name: String
    let span: Span
    let effect: EventKind.Effect
    let effectSpan: Span
    /// Its turn among the events of one moment.
    let rank: Int
    /// What it is, in Dutch and in the middle of a sentence.
    let inWords: String
    /// The same in English; nil when nobody wrote it.
    let inEnglish: String?
    /// What a citizen is told of such an event.
    let sentences: Sentences
    let englishSentences: Sentences
    /// What stands in for the moment, first present first.
    let moment: [Node]
    let summary: String
    /// What all events have, then its own.
    let fields: [FieldDefinition]
}

/// What a version does with a kind it lacks.
enum MissingRule: String, Sendable, CaseIterable {
    case settle, refuse
}

/// One version, understood; what it says is right in itself, not yet compared with other versions.
struct VersionDefinition {
    /// The standard's name.
    let name: String
    let version: String
    let span: Span
    let isDefault: Bool
    let defaultSpan: Span
    let caseOrder: [CaseOrderKey]
    let eventOrder: [EventOrderKey]
    let missing: [(kind: String, span: Span, rule: MissingRule)]
    let missingNames: [(name: String, span: Span)]
    /// The document and the objects in it.
    let objects: [ObjectDefinition]
    let zaak: ObjectDefinition
    let kinds: [KindDefinition]

    var document: ObjectDefinition? { objects.first { $0.name == VersionDefinition.documentName } }

    static let documentName = "document"
    static let caseName = "case"
    static let eventName = "event"

    init?(_ whole: WholeVersion, _ diagnostics: inout Diagnostics) {
        let own = whole.own
        name = own.name
        version = own.version
        span = own.span
        isDefault = own.isDefault
        defaultSpan = own.defaultSpan
        let orders = OrderReading(whole.order, at: whole.orderSpan)
        caseOrder = orders.cases(&diagnostics)
        eventOrder = orders.events(&diagnostics)
        missingNames = whole.missing.map { ($0.key, $0.keySpan) }
        missing = whole.missing.compactMap { entry in
            if let rule = entry.value.text.flatMap(MissingRule.init(rawValue:)) { return (entry.key, entry.keySpan, rule) }
            diagnostics.error(
                .standardMissing, at: entry.value.span, "'\(entry.key)' is neither settled nor refused",
                hint: "settle: counted in the balance and named beside it; refuse: an answer that has one is an error")
            return nil
        }
        let needed = [VersionDefinition.documentName, VersionDefinition.caseName, VersionDefinition.eventName]
        let given = whole.objects.map(\.name)
        for name in needed where !given.contains(name) {
            diagnostics.error(
                .standardShape, at: whole.orderSpan, "the version has no object '\(name)'",
                hint: Spelling.hint(for: name, in: given.filter { !needed.contains($0) }))
        }
        guard needed.allSatisfy(given.contains) else { return nil }
        func object(_ name: String, _ place: Place) -> ObjectDefinition? {
            whole.objects.first { $0.name == name }.map { ObjectDefinition($0, place, &diagnostics) }
        }
        objects = given.filter { $0 != VersionDefinition.caseName && $0 != VersionDefinition.eventName }.compactMap {
            object($0, .document)
        }
        let zaak = object(VersionDefinition.caseName, .zaak)
        let common = object(VersionDefinition.eventName, .event)?.fields ?? []
        kinds = whole.events.compactMap { KindDefinition($0, common: common, &diagnostics) }
        if whole.events.isEmpty { diagnostics.error(.standardShape, at: own.span, "version \(own.version) has no event kinds") }
        guard let zaak else { return nil }
        self.zaak = zaak
    }
}

extension ObjectDefinition {
    fileprivate init(_ raw: RawObject, _ place: Place, _ diagnostics: inout Diagnostics) {
        name = raw.name
        span = raw.span
        element = raw["element"]?.needText("'element'", &diagnostics) ?? raw.name
        fields = raw.fields.compactMap { FieldReading($0, in: place).definition(&diagnostics) }
        ObjectDefinition.checkNames(fields, in: raw.name, &diagnostics)
    }

    fileprivate static func checkNames(_ fields: [FieldDefinition], in object: String, _ diagnostics: inout Diagnostics) {
        for (at, field) in fields.enumerated() {
            guard let twin = fields[..<at].first(where: { $0.key == field.key || $0.name == field.name }) else { continue }
            diagnostics.error(
                .standardDuplicateKey, at: field.span, "'\(object)' writes two fields as '\(field.key)'",
                others: [.init(twin.span, "the other one")])
        }
    }
}

extension KindDefinition {
    fileprivate init?(_ raw: RawObject, common: [FieldDefinition], _ diagnostics: inout Diagnostics) {
        name = raw.name
        span = raw.span
        func text(_ mark: String) -> String? {
            if let node = raw[mark] { return node.needText("'\(mark)'", &diagnostics) }
            diagnostics.error(.missingKey, at: raw.span, "the event '\(raw.name)' needs '\(mark)'")
            return nil
        }
        let effectText = text("effect")
        let rankText = text("rank")
        inWords = text("in_words") ?? ""
        inEnglish = raw["in_words_en"]?.needText("'in_words_en'", &diagnostics)
        sentences = Sentences({ raw[$0] }, &diagnostics)
        englishSentences = Sentences({ raw[$0] }, in: .english, &diagnostics)
        summary = text("means") ?? ""
        moment = raw["moment"].map { $0.text == nil ? $0.list ?? [] : [$0] } ?? []
        let own = raw.fields.compactMap { FieldReading($0, in: .event).definition(&diagnostics) }
        fields = common + own
        ObjectDefinition.checkNames(fields, in: raw.name, &diagnostics)
        rank = rankText.flatMap { Int($0) } ?? -1
        if rankText != nil, rank < 0, let node = raw["rank"] {
            diagnostics.error(.wrongShape, at: node.span, "'rank' is a whole number from 0")
        }
        guard let effectText else { return nil }
        guard let effect = EventKind.Effect(rawValue: effectText) else {
            diagnostics.error(
                .wrongWord, at: raw["effect"]?.span ?? raw.span, "'\(effectText)' is not possible for 'effect'",
                hint: Spelling.hint(for: effectText, in: EventKind.Effect.allCases.map(\.rawValue)))
            return nil
        }
        self.effect = effect
        effectSpan = raw["effect"]?.span ?? raw.span
    }
}
