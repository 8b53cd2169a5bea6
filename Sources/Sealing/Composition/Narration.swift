import Core
import Standard

/// All that the parts of a document are made of.
struct Narration {
    let rendition: Rendition
    let standard: Standard
    let facts: DocumentFacts
    let style: HouseStyle
    /// In the order of the document, which need not be that of the answer.
    let cases: [CaseOverview]
    let sums: OverviewSums
    let say: Tongue

    init(_ rendition: Rendition, _ standard: Standard, _ facts: DocumentFacts, _ style: HouseStyle) throws(DocumentFailure) {
        self.rendition = rendition
        self.standard = standard
        self.facts = facts
        self.style = style
        say = Tongue(facts.language)
        var cases: [CaseOverview] = []
        for document in rendition.documents {
            for zaak in document.cases {
                cases.append(try CaseOverview(zaak, of: document.organisation, standard, rendition))
            }
        }
        self.cases = CaseOverview.ordered(cases)
        sums = try OverviewSums(cases)
    }

    var isComplete: Bool { rendition.completeness.isComplete }

    var hasSeveralOrganisations: Bool { rendition.documents.count > 1 }

    func name(of organisation: OIN) -> String {
        style.organisations[organisation.digits]
            ?? (hasSeveralOrganisations ? say("organisatie \(organisation.digits)", "organisation \(organisation.digits)") : style.name)
    }

    /// The organisations the overview is of.
    var names: String { rendition.documents.isEmpty ? style.name : say.list(rendition.documents.map { name(of: $0.organisation) }) }

    /// What a case is called: `1. Onroerendezaakbelasting 2026`.
    func title(of zaak: CaseOverview) -> String { "\(zaak.number). \(zaak.title ?? say("Zaak \(zaak.kenmerk)", "Case \(zaak.kenmerk)"))" }

    /// A sentence of the house, its holes filled; nil when the municipality wrote none.
    func own(_ sentence: KeyPath<HouseStyle.Sentences, String?>) -> String? {
        guard let text = style.sentences[say.language]?[keyPath: sentence] else { return nil }
        let filling = ["naam": style.name, "datum": say.day(facts.moment)]
        return HouseStyle.Holes.filled(text) { filling[$0] }
    }

    func paragraph(_ sentences: String...) -> Block { .paragraph([Phrase(sentences.filter { !$0.isEmpty }.joined(separator: " "))]) }
}
