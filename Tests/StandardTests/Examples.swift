import Core
import Standard

/// The two examples of the reference, rebuilt from what happened.
enum Examples {
    static let own = Value.text("00000001001234567000")

    /// Municipal taxes with a reminder: what is imposed, paid in part, withdrawn and asked again. Not in the order of the standard.
    static func taxes(_ tab: Tab) throws -> FinancialCase {
        func tax(_ id: String, _ on: String, _ number: String, _ type: String, _ cents: Int, _ what: String, _ part: String = "Algemeen")
            throws
            -> CaseEvent
        {
            let law = id == "a1"
            return try tab.event(
                "FinancieleVerplichtingOpgelegd", id,
                [
                    "datumtijd_opgelegd": at(on), "beschikkingsnummer": .text("2025-0004711-\(number)"),
                    "primaire_verplichting": .boolean(law),
                    "type": .text(type), "categorie": .text(part), "bedrag": .money(Cents(cents)), "omschrijving": .text(what),
                    "juridische_grondslag_omschrijving": law ? .text("Gemeentewet art. 220") : .absent,
                    "juridische_grondslag_bron": law ? .text("https://wetten.overheid.nl/BWBR0005416") : .absent,
                    "opgelegd_door": law ? own : .absent, "uitgevoerd_door": law ? own : .absent,
                ])
        }
        func notice(_ id: String, _ on: String, _ cents: Int, _ reference: String, due: String) throws -> CaseEvent {
            try tab.event(
                "BetalingsverplichtingOpgelegd", id,
                [
                    "datumtijd_opgelegd": at(on), "bedrag": .money(Cents(cents)), "betaalwijze": .text("handmatig"),
                    "rekeningnummer": .text("NL13TEST0123456789"), "rekeningnummer_tenaamstelling": .text("Gemeente Voorbeeld"),
                    "betalingskenmerk": .text(reference), "vervaldatum": at(due),
                    "type": .text(id == "b1" ? "Aanschrijving" : "Aanmaning"),
                ])
        }
        return FinancialCase(
            zaakkenmerk: "BEL-2025-0004711",
            events: [
                try notice("b2", "2025-06-02", 51605, "1000250004711002", due: "2025-06-16T23:59:59"),
                try tax("a4", "2025-06-02", "4", "gem_aanmaningskosten", 900, "Kosten aanmaning", "Administratiekosten"),
                try tax("a1", "2025-02-28", "1", "gem_ozb_eigenaar_woning", 31245, "Onroerendezaakbelasting 2025"),
                try tab.event(
                    "BetalingVerwerkt", "c1",
                    [
                        "datumtijd_verwerkt": at("2025-04-21"), "datumtijd_ontvangen": at("2025-04-20"),
                        "betalingskenmerk": .text("1000250004711001"), "bedrag": .money(Cents(40000)),
                    ]),
                try notice("b1", "2025-02-28", 90705, "1000250004711001", due: "2025-04-30T23:59:59"),
                try tax("a3", "2025-02-28", "3", "gem_rioolheffing", 21060, "Rioolheffing 2025"),
                try tab.withdrawn("d1", "2025-06-02", "b1"),
                try tax("a2", "2025-02-28", "2", "gem_afvalstoffenheffing", 38400, "Afvalstoffenheffing 2025"),
            ])
    }

    /// A reclaim of social assistance, with instalments and a remission.
    static func reclaim(_ tab: Tab) throws -> FinancialCase {
        let instalments = try [("f1", "2025-03-01"), ("f2", "2025-04-01"), ("f3", "2025-05-01")].enumerated().map { at, payment in
            try tab.event(
                "BetalingVerwerkt", payment.0,
                [
                    "datumtijd_gebeurtenis": StandardTests.at(payment.1), "betalingskenmerk": .text("8812300\(at + 1)"),
                    "bedrag": .money(Cents(5000)),
                ])
        }
        return FinancialCase(
            zaakkenmerk: "TIV-88123",
            events: instalments + [
                try tab.event(
                    "FinancieleVerplichtingOpgelegd", "e1",
                    [
                        "datumtijd_opgelegd": at("2025-01-15"), "beschikkingsnummer": .text("PW-2025-88123"),
                        "primaire_verplichting": .boolean(true), "type": .text("gem_pw_terugvordering_inlichtingenplicht"),
                        "categorie": .text("Algemeen"), "bedrag": .money(Cents(120_000)), "omschrijving": .text("Terugvordering bijstand"),
                        "juridische_grondslag_omschrijving": .text("Participatiewet art. 58"),
                        "juridische_grondslag_bron": .text("https://wetten.overheid.nl/BWBR0015703"),
                    ]),
                try tab.event(
                    "FinancieleVerplichtingKwijtgescholden", "g1",
                    [
                        "datumtijd_gebeurtenis": at("2025-06-10"), "kwijtgescholden_gebeurtenis_kenmerk": .text("e1"),
                        "bedrag": .money(Cents(20000)),
                    ]),
                try tab.event(
                    "BetalingsverplichtingOpgelegd", "h4",
                    [
                        "datumtijd_opgelegd": at("2025-06-25"), "type": .text("Aanschrijving"), "omschrijving": .text("Termijn 4"),
                        "bedrag": .money(Cents(5000)), "betaalwijze": .text("handmatig"), "betalingskenmerk": .text("88123004"),
                        "vervaldatum": at("2025-07-25T23:59:59"),
                    ]),
            ])
    }
}
