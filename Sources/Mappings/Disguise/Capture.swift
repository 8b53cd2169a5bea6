package import Core
package import Standard

/// A test case made of a real answer's rows, everything personal replaced.
package struct Capture {
    /// Why there is none.
    package enum Refused: Error {
        /// The mapping itself refuses the rows.
        case rows(Failure)
        /// Nobody's rows: nothing was found.
        case empty
        /// No disguise was found under which the sums agree and nothing real shows.
        case sums
    }

    package let cases: Int
    package let events: Int
    private let lines: [String]

    /// - Parameters:
    ///   - rows: of one citizen, as the source gave them.
    ///   - name: of the case in the test file.
    ///   - seed: the same seed gives the same case.
    package init(_ plan: Plan, _ rows: [Rows], name: String, seed: UInt64, standard: Standard) throws(Refused) {
        guard rows.contains(where: { $0.count > 0 }) else { throw .empty }
        do throws(Failure) { _ = try plan.run(rows, index: 0, key: MappingCase.key) } catch { throw .rows(error) }
        let disguise = Disguise(plan, rows, key: MappingCase.key)
        for attempt in 0..<UInt64(100) {
            guard let cells = disguise.cells(seed: seed &* 1_009 &+ attempt),
                let result = try? plan.run(Disguise.rows(plan, cells), index: 0, key: MappingCase.key)
            else { continue }
            cases = result.cases.count
            events = result.cases.reduce(0) { $0 + $1.events.count }
            lines =
                ["- name: \(CaseText.scalar(name))", "  rows:"] + Capture.lines(plan, cells)
                + CaseWriter(plan: plan, standard: standard).lines(of: result).map { "  \($0)" }
            return
        }
        throw .sums
    }

    /// The test file with the case behind the others; a new file when there is none.
    package func text(after file: String?) -> String {
        guard var text = file, text.contains("cases:") else { return "cases:\n" + lines.map { "  \($0)\n" }.joined() }
        while text.hasSuffix("\n\n") { text.removeLast() }
        if !text.hasSuffix("\n") { text += "\n" }
        let first = text.split(separator: "\n").first { $0.drop { $0 == " " }.hasPrefix("- ") } ?? "  - "
        let indent = String(first.prefix { $0 == " " })
        return text + "\n" + lines.map { indent + $0 + "\n" }.joined()
    }

    private static func lines(_ plan: Plan, _ cells: Disguise.Cells) -> [String] {
        var lines: [String] = []
        for (set, rows) in zip(plan.rowSets, cells) where !rows.isEmpty {
            lines.append("    \(set.name):")
            for row in rows {
                let parts = zip(set.columns, row).compactMap { column, cell in cell.map { "\(column.name): \(scalar($0))" } }
                lines.append("      - { \(parts.joined(separator: ", ")) }")
            }
        }
        return lines
    }

    /// A cell as it stands; numbers need no quotes here, for a test file reads texts as they are written.
    private static func scalar(_ cell: String) -> String {
        var digits = cell[...]
        if digits.first == "-" { digits.removeFirst() }
        let isNumber =
            !digits.isEmpty && digits.first != "." && digits.last != "." && digits.allSatisfy { ($0.isASCII && $0.isNumber) || $0 == "." }
        return isNumber ? cell : CaseText.scalar(cell)
    }
}
