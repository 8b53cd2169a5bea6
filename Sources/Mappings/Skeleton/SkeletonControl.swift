import Core
import Syntax

extension SkeletonRowSet {
    /// As comments, how the source itself may prove the mapping: an amount that is not asked, and may say what is open.
    func control(_ reach: SkeletonReach) -> [String] {
        let asked = Set(columns.map(\.name))
        let amounts = table.amounts.filter { !asked.contains($0.name) }
        guard let amount = amounts.first, let holder = reach.steps.first, let bsn = reach.bsn else { return [] }
        let word = SkeletonNames.word(amount.name)
        let names = amounts.prefix(5).map { SkeletonNames.word($0.name) }.joined(separator: ", ")
        let wanted = (caseName.map { [$0] } ?? key) + [amount]
        let selected = wanted.map { SkeletonReading.select($0, alias: "c", isPlain: key.map(\.name).contains($0.name)) }
        let readings = wanted.map {
            "\(SkeletonNames.word($0.name)): \(SkeletonReading($0, isPlain: key.map(\.name).contains($0.name)).text)"
        }
        let kenmerk = zaakkenmerk.replacing("\(Decision.word) ", with: "")
        let bsnName = SkeletonNames.sql(bsn.name)
        return [
            "", "# Does an amount that is not asked yet say what is open (\(names))? Then it proves the mapping: docs/reconcile.md.",
            "# reconcile:",
            "#   - { sum: saldo, equals: { rows: \(name), column: \(word), zaakkenmerk: \(kenmerk) } }", "# whole:",
            "#   citizens: SELECT b.\(bsnName)\(bsnName == "bsn" ? "" : " AS bsn") FROM \(SkeletonNames.sql(holder.table)) b",
            "#   control:",
            "#     select: SELECT \(selected.joined(separator: ", ")) FROM \(SkeletonNames.sql(table)) c",
            "#     columns: { \(readings.joined(separator: ", ")) }", "#     zaakkenmerk: \(kenmerk)", "#     sums: { saldo: \(word) }",
        ]
    }
}
