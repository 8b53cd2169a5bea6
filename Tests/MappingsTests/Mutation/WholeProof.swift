import Core
import Standard

@testable import Mappings

/// What `blauwbrug reconcile` would see of the control of Voorbeeldstad's tax system: its cases are the mapping's, for the part that a
/// mapping's cases cannot try because no answer reads it.
enum WholeProof {
    private static let controls: [[String: String?]] = [
        ["zaak": "BEL-2    ", "openstaand": "312.45"], ["zaak": "BEL-1", "openstaand": "-0.05"], ["zaak": "BEL-2", "openstaand": "12"],
    ]
    private static let unreadable: [[String: String?]] = [
        ["zaak": nil, "openstaand": "1.00"], ["zaak": "BEL-1", "openstaand": nil], ["zaak": "BEL-1", "openstaand": "1.001"],
    ]

    /// The totals, the cases of a control with their sums, and what it says of rows that nobody can read.
    static func told(_ whole: Whole?) -> [String] {
        guard let whole else { return [] }
        let totals = whole.totals.map(\.name).joined(separator: " ")
        return [totals, told(whole, controls)] + unreadable.map { told(whole, [$0]) }
    }

    private static func told(_ whole: Whole, _ control: [[String: String?]]) -> String {
        let columns = whole.request.rowSets[1].columns
        var builder = RowsBuilder(width: columns.count)
        for row in control { for column in columns { builder.append(row[column.name] ?? nil) } }
        do throws(Failure) {
            return try whole.control(builder.finish()).map { "\($0.zaakkenmerk) \($0.sums)" }.joined(separator: "; ")
        } catch {
            // Without the place before it: a mutant elsewhere may move the line.
            return String(error.detail.drop { $0 != " " })
        }
    }
}
