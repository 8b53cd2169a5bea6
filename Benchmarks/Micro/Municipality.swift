import Core
import Mappings

/// Rows as the tax system of Voorbeeldstad would give them: three cases, 25 events.
enum Municipality {
    static func rows(of plan: Plan) -> [Rows] {
        let tables: [String: [[String: String]]] = [
            "aanslagen": (1...5).map { nr in
                [
                    "nr": "\(nr)", "zaak": "BEL-2026-000\(nr / 2)    ", "beschikking": "2026-00\(nr)         ", "soort": "OZB ",
                    "bedrag": "312.45",
                    "jaar": "2026", "dagtekening": "2026-02-28", "hoofd": nr == 1 || nr % 2 == 0 ? "J" : "N", "status": "D",
                ]
            },
            "verzoeken": (1...8).map { nr in
                [
                    "nr": "\(nr)", "aanslag": "\((nr + 1) / 2)", "soort": "T", "bedrag": "100.00", "kosten": "0.00",
                    "dagtekening": "2026-03-01",
                    "vervaldatum": "2026-0\(nr % 6 + 4)-30", "betalingskenmerk": "100026000471100\(nr)", "incasso": "N", "termijn": "\(nr)",
                ]
            },
            "mutaties": (1...12).map { nr in
                [
                    "aanslag": "\(nr % 5 + 1)", "volgnr": "\(nr)", "wat": "B   ", "credit": "10.00",
                    "geboekt": "2026-04-1\(nr % 10) 10:15:00",
                    "valuta": "2026041\(nr % 10)", "betalingskenmerk": "1000260004711001", "storno": "N",
                ]
            },
            "standen": ["292.45", "564.90", "584.90"].enumerated().map { nr, open in
                ["zaak": "BEL-2026-000\(nr)       ", "openstaand": open]
            },
        ]
        return plan.request.rowSets.map { rowSet in
            var rows = RowsBuilder(width: rowSet.columns.count)
            for row in tables[rowSet.name] ?? [] {
                for column in rowSet.columns { rows.append(row[column.name]) }
            }
            return rows.finish()
        }
    }
}
