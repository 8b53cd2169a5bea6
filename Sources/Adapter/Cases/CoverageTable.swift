import Core
import Mappings

extension Coverage {
    /// Things exercised of a hundred; 100 when there is nothing to exercise.
    var percentage: Double {
        let (exercised, all) = count()
        return all == 0 ? 100 : Double(exercised) * 100 / Double(all)
    }
}

/// The coverage of mappings as text for a terminal.
enum CoverageTable {
    static func text(_ coverages: [Coverage]) -> String {
        var lines: [String] = []
        for coverage in coverages {
            lines.append("\n\(coverage.file.name): \(percentage(coverage.count())), \(told(coverage.count()))")
            let parts = Coverage.Subject.allCases.map { ($0, coverage.count($0)) }.filter { $0.1.all > 0 }
            lines.append("  " + parts.map { "\($0.0.rawValue) \($0.1.exercised)/\($0.1.all)" }.joined(separator: "  "))
            for (thing, waiting) in coverage.missing {
                let more = waiting > 0 ? ", nor \(waiting) \(waiting == 1 ? "thing" : "things") of it" : ""
                lines.append("  never: \(thing.span.place): \(thing.what)\(more)")
            }
            lines += fields(coverage)
        }
        let total = coverages.map { $0.count() }.reduce((0, 0)) { ($0.0 + $1.exercised, $0.1 + $1.all) }
        lines.append("\ncoverage: \(percentage(total)), \(told(total))")
        return lines.joined(separator: "\n").trimmedOfNewline
    }

    /// One decimal, rounded down: 100 % is said only when nothing is missing.
    static func percentage(_ count: (exercised: Int, all: Int)) -> String {
        let tenths = count.all == 0 ? 1_000 : count.exercised * 1_000 / count.all
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }

    private static func told(_ count: (exercised: Int, all: Int)) -> String { "\(count.exercised) of \(count.all) exercised" }

    private static func fields(_ coverage: Coverage) -> [String] {
        let names = coverage.events.map { "\($0.kind), line \($0.span.line)" }
        let width = (names.map(\.count) + ["fields of the standard".count]).max() ?? 0
        var lines = ["  \(padded("fields of the standard", width))  mapped  constant  computed  never set"]
        for (event, name) in zip(coverage.events, names) {
            let numbers = [(event.mapped.count, 6), (event.constant.count, 8), (event.computed.count, 8)]
            let cells = numbers.map { String(repeating: " ", count: max(0, $0.1 - String($0.0).count)) + String($0.0) }
            let never = event.neverSet.isEmpty ? "-" : event.neverSet.joined(separator: ", ")
            lines.append("  \(padded(name, width))  \(cells.joined(separator: "  "))  \(never)")
        }
        if !coverage.unusedKinds.isEmpty { lines.append("  no rule makes: \(coverage.unusedKinds.joined(separator: ", "))") }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension String {
    fileprivate var trimmedOfNewline: String { hasPrefix("\n") ? String(dropFirst()) : self }
}
