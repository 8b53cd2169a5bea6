import Connectors

extension Contract {
    /// The dictionary of a vendor's fields, in Dutch, as one HTML page.
    var dictionary: String {
        let rows = shownRows
        var asked: [String] = []
        for row in rows where !asked.contains(row.ask) { asked.append(row.ask) }
        let sections = asked.enumerated().map { number, ask in
            var section = Page.Section(id: "vraag-\(number + 1)", title: ask)
            let addresses = ContractRecord(self).addresses.filter { ask.hasPrefix("\($0.method) ") }
            section.blocks = [
                .paragraph(
                    "Adres: "
                        + addresses.map { address in
                            "`\(address.path)`" + (address.action.isEmpty ? "" : " (SOAPAction `\(address.action)`)")
                        }.joined(separator: ", "))
            ]
            for side in ContractRow.Side.allCases {
                let shown = rows.filter { $0.ask == ask && $0.side == side }
                if shown.isEmpty { continue }
                section.sections.append(
                    Page.Section(
                        id: "\(section.id).\(side.rawValue)", title: Contract.titles[side] ?? side.rawValue,
                        blocks: [.table(table(shown, "\(section.id).\(side.rawValue)", side))]))
            }
            return section
        }
        return Page(
            title: "Velden van \(vendor)",
            introduction:
                "Gemaakt uit de koppeling zelf en uit de standaard. Bedragen en data staan er zoals het type het zegt; voorbeelden "
                + "zijn van verzonnen burgers. Wat voor de hele lijst geldt: een veld dat niet verplicht is, kan ontbreken.",
            sections: sections + (faults.isEmpty ? [] : [faultSection]), language: .dutch
        ).html
    }

    /// What an answer is when it is no answer.
    private var faultSection: Page.Section {
        let rows = faults.enumerated().map { number, fault in
            Page.Row(id: "fouten.\(number + 1)", cells: ["`\(fault.code)`", "`\(fault.plek)`", fault.omschrijving, fault.means])
        }
        return Page.Section(
            id: "fouten", title: "Fouten",
            blocks: [
                .paragraph(
                    "Een fout komt als SOAP-fault met een `Fo02Bericht` in de detail: `code`, `plek` en `omschrijving` zijn die van StUF, "
                        + "`details` zegt wat er mis is en noemt onze referentie. Een fout is nooit \"geen schulden\". "
                        + "`StUF049`, `StUF058` en `StUF960` gaan meestal voorbij: vraag het later opnieuw, en waar `Retry-After` staat na "
                        + "zoveel seconden. Bij elke andere code helpt dezelfde vraag nog eens stellen niet. Niet elke vraag kent alle codes."
                ),
                .table(Page.Table(caption: "Fouten", head: ["code", "plek", "omschrijving", "wanneer"], rows: rows)),
            ])
    }

    private static let titles: [ContractRow.Side: String] = [
        .header: "Koppen (HTTP-headers) van de vraag", .request: "Vraag", .reply: "Antwoord",
    ]

    private func table(_ rows: [ContractRow], _ id: String, _ side: ContractRow.Side) -> Page.Table {
        Page.Table(
            caption: Contract.titles[side] ?? "", head: ["waar", "betekenis", "type", "eenheid", "verplicht", "voorbeeld"],
            rows: rows.enumerated().map { number, row in
                let need = row.isRequired ? "ja" : "nee"
                return Page.Row(
                    id: "\(id).\(number + 1)",
                    cells: [
                        "`\(row.path)`", row.means, row.type, row.unit, row.isRepeated ? "\(need), herhaalbaar" : need,
                        row.example.isEmpty ? "" : "`\(row.example)`",
                    ])
            })
    }
}
