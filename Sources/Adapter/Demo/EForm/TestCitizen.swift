import Core

/// Somebody who does not exist, with a situation to look at. Their rows are in deploy/demo, written by deploy/demo/generate.py.
struct TestCitizen: Sendable {
    /// What stands in a form for them.
    let name: String
    let bsn: String
    /// In Dutch and in English.
    let situation: (String, String)

    static let all = [
        TestCitizen(
            name: "zes", bsn: DemoRoot.bsn, situation: ("Zes zaken, waarvan vier te laat", "Six cases, four of them overdue")),
        TestCitizen(name: "geen", bsn: "999993653", situation: ("Geen schulden", "No debts")),
        TestCitizen(name: "een", bsn: "999991450", situation: ("Eén zaak, voor een deel betaald", "One case, partly paid")),
        TestCitizen(
            name: "kwijt", bsn: "999990032", situation: ("Twee zaken, met kwijtschelding", "Two cases, with a debt that was remitted")),
        TestCitizen(name: "teveel", bsn: "999990044", situation: ("Te veel betaald", "Paid too much")),
        TestCitizen(
            name: "samen", bsn: "999990068", situation: ("Eén zaak, samen met iemand anders", "One case, shared with somebody else")),
        TestCitizen(name: "veertig", bsn: "999990056", situation: ("Veertig zaken", "Forty cases")),
        TestCitizen(
            name: "storing", bsn: "999990081",
            situation: ("Een systeem van de gemeente geeft geen antwoord", "A system of the municipality does not answer")),
    ]

    func situation(in language: Language) -> String { language == .dutch ? situation.0 : situation.1 }
}
