import Connectors
import Core
import Standard

/// Answers to fill replies with.
enum Replies {
    /// An event by its kind and some of its fields.
    static func event(_ kind: String, _ fields: [String: Value]) -> CaseEvent {
        guard let kind = Repository.standard.kind(named: kind) else { preconditionFailure("no kind \(kind)") }
        var values = [Value](repeating: .absent, count: kind.fields.count)
        for (name, value) in fields {
            guard let field = kind.field(named: name) else { preconditionFailure("no field \(name)") }
            values[field.slot] = value
        }
        return CaseEvent(kind: kind.index, values: values, provenance: Provenance(plan: 0, rule: 0, rowSet: 0, row: 0))
    }

    static func moment(_ day: Int) -> Value { .instant(Instant(epoch: 1_735_686_000 + day * 86_400)) }

    /// Two cases: one with an imposition, a notice that is overdue and a payment; one with a single imposition.
    static func answer(omschrijving: String = "Onroerendezaakbelasting", kenmerk: String = "Z-1") -> Answer {
        let imposed = event(
            "FinancieleVerplichtingOpgelegd",
            [
                "gebeurtenis_kenmerk": .text("a1"), "datumtijd_gebeurtenis": moment(1), "datumtijd_opgelegd": moment(1),
                "primaire_verplichting": .boolean(true), "type": .text("gem_ozb_eigenaar_woning"), "bedrag": .money(Cents(31_245)),
                "omschrijving": .text(omschrijving), "beschikkingsnummer": .text("B-1"),
            ])
        let notice = event(
            "BetalingsverplichtingOpgelegd",
            [
                "gebeurtenis_kenmerk": .text("b1"), "datumtijd_gebeurtenis": moment(2), "datumtijd_opgelegd": moment(2),
                "type": .text("Aanschrijving"), "bedrag": .money(Cents(31_245)), "vervaldatum": moment(40),
            ])
        let payment = event(
            "BetalingVerwerkt",
            ["gebeurtenis_kenmerk": .text("c1"), "datumtijd_gebeurtenis": moment(30), "bedrag": .money(Cents(10_000))])
        let other = event(
            "FinancieleVerplichtingOpgelegd",
            [
                "gebeurtenis_kenmerk": .text("a2"), "datumtijd_gebeurtenis": moment(50), "datumtijd_opgelegd": moment(50),
                "primaire_verplichting": .boolean(true), "type": .text("gem_leges"), "bedrag": .money(Cents(5)),
            ])
        let cases = [
            FinancialCase(zaakkenmerk: kenmerk, events: [imposed, notice, payment]), FinancialCase(zaakkenmerk: "Z-2", events: [other]),
        ]
        return Answer(
            documents: [OrganisationAnswer(organisation: organisation("00000001001234567000"), cases: cases)], completeness: Completeness())
    }

    static func organisation(_ digits: String) -> OIN {
        guard let organisation = OIN(digits) else { preconditionFailure("no OIN") }
        return organisation
    }

    static func rendition(_ answer: Answer, for asked: Asked) throws -> Rendition {
        try Repository.standard.rendition(of: answer, about: asked.inquiry.bsn, in: asked.version, at: Sample.stamp.now, as: asked.form)
    }

    /// The reply of a connector to a question it understood.
    static func json(_ connector: Connector, _ asked: Asked, _ answer: Answer = answer()) throws -> Reply {
        try connector.reply(with: rendition(answer, for: asked), to: asked, stamp: Sample.stamp)
    }
}
