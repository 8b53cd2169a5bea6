import Core
import Syntax

/// How closely a SOAP request is looked at.
enum Validation: String, CaseIterable {
    /// It must hold against the XML schema as it was sent, then against the sample.
    case strict
    /// The sample decides. Elements come in any order, and an attribute without a namespace counts as the sample's.
    case lenient
    /// Only the words are read, and what would change the answer is still refused.
    case off

    var summary: String {
        switch self {
        case .strict: "The request must hold against its XML schema, as it was sent, and then against the sample"
        case .lenient: "The sample decides: any order, and an attribute without a namespace counts as the sample's"
        case .off: "Only the words are read; what would change the answer is still refused"
        }
    }

    init(_ form: Form, isXML: Bool, _ quirks: Quirks, _ diagnostics: inout Diagnostics) {
        self = form.word("validate", of: Validation.self, &diagnostics) ?? .lenient
        guard let entry = form.entry("validate") else { return }
        if !isXML { diagnostics.error(.wrongSwitch, at: entry.keySpan, "'validate' is a switch of SOAP, this dialect has no such thing") }
        if self == .off, let unknown = form["quirks"]?.entries?.first(where: { $0.key == "unknown" }), quirks.unknown == .refuse {
            diagnostics.error(
                .offAndRefuse, at: unknown.keySpan, "'unknown: refuse' contradicts 'validate: off'",
                others: [Diagnostic.Other(entry.keySpan, "what is unknown is passed over here")])
        }
    }

    /// Constants that say which message this is, and those that ask for another answer than the one overview there is.
    private static let telling = [
        "berichtcode", "entiteittype", "functie", "indicatorVervolgvraag", "indicatorAantal", "indicatorAfnemerIndicatie",
    ]

    /// What is looked at of a leaf of the sample.
    func leaf(_ leaf: Pattern.Leaf, named name: String) -> Pattern.Leaf {
        guard self == .off, case .text = leaf, !Validation.telling.contains(name), !AnswerChangers.contains(name) else { return leaf }
        return .any
    }

    /// The words that a request certainly gives, of those its sample demands.
    func certain(_ words: Set<Int>) -> Set<Int> { self == .off ? words.intersection([RequestWords.Fixed.bsn.rawValue]) : words }
}
