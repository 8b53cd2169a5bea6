import Core

/// The overview of an answer as a table for the terminal: a line per case, amounts in euro.
struct Overview {
    struct Line {
        let zaakkenmerk: String
        let description: String
        let imposed: Int
        let paid: Int
        let open: Int
        let due: Int
    }

    let lines: [Line]
    let isComplete: Bool
    /// What the answer says about itself, in sentences for the citizen.
    let remarks: [String]

    init(lines: [Line], isComplete: Bool, remarks: [String]) {
        self.lines = lines
        self.isComplete = isComplete
        self.remarks = remarks
    }

    /// Sums over all cases, in cents.
    var open: Int { lines.reduce(0) { $0 + $1.open } }

    var text: String {
        let rows =
            [["zaak", "waarvoor", "opgelegd", "betaald", "open", "vervallen"]]
            + lines.map { [$0.zaakkenmerk, $0.description] + [$0.imposed, $0.paid, $0.open, $0.due].map { Cents($0).decimal } }
            + [
                ["totaal", ""]
                    + [\Line.imposed, \Line.paid, \Line.open, \Line.due].map { path in
                        Cents(lines.reduce(0) { $0 + $1[keyPath: path] }).decimal
                    }
            ]
        let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            "  "
                + row.enumerated().map { column, cell in
                    let space = String(repeating: " ", count: widths[column] - cell.count)
                    return column < 2 ? cell + space : space + cell
                }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// Whether all sources are in it, and what else the citizen must know.
    var notes: [String] {
        [isComplete ? "Volledig: alle bronnen hebben geantwoord." : "ONVOLLEDIG: niet alle bronnen hebben geantwoord."] + remarks
    }
}
