import Connectors
import Core

/// A verdict for a person, line by line.
struct VerdictText {
    let verdict: Verdict
    /// Of the vendors that are not meant.
    let others: [Verdict]

    /// Longer lines of a message are shown around the place.
    private static let width = 120

    var lines: [String] {
        var lines = ["\(verdict.name), as vendor '\(verdict.vendor)' reads it"]
        if !others.isEmpty { lines[0] += ", whose message it most resembles" }
        lines += ["", "Recognised"] + columns(verdict.facts.map { ($0.place, $0.name, $0.text) })
        if !verdict.words.isEmpty {
            lines +=
                ["", "Read"] + columns(verdict.words.map { ($0.place, $0.name, $0.part == $0.name ? $0.text : "\($0.part): \($0.text)") })
        }
        if !verdict.ignored.isEmpty { lines += ["", "Passed over"] + columns(verdict.ignored.map { ($0.place, $0.part, $0.why) }) }
        if !verdict.wrong.isEmpty { lines += ["", "Wrong"] + verdict.wrong.flatMap { flaw($0) } }
        if !verdict.notes.isEmpty {
            lines +=
                ["", verdict.isAccepted ? "Accepted all the same, but not as the sample has it" : "Also"]
                + verdict.notes.flatMap { flaw($0) }
        }
        lines += [""] + outcome
        if !others.isEmpty { lines += ["", "Why not another vendor"] + others.map { "  \($0.vendor): \(why($0))" } }
        return lines
    }

    private var outcome: [String] {
        guard let refusal = verdict.refusal else {
            return ["Accepted. Whether the sender may ask this is decided by its certificate or key.", nothing]
        }
        let code = refusal.code.map { "\($0), " } ?? ""
        var lines = ["Refused: \(code)HTTP \(refusal.status) (\(refusal.fault.situation.rawValue)): \(refusal.title)"]
        lines += refusal.fault.problems.map { "  \($0.name): \($0.reason)" }
        return lines + [nothing]
    }

    private var nothing: String { "No source was asked and no citizen's data left, so nothing was recorded." }

    private func why(_ other: Verdict) -> String {
        guard let refusal = other.refusal else { return "it accepts the message too" }
        let telling = other.wrong.first { [.message, .version, .namespace].contains($0.kind) } ?? other.wrong.first
        guard let telling else { return refusal.title }
        return telling.message
    }

    /// Places, names and texts under each other.
    private func columns(_ rows: [(place: Verdict.Place?, name: String, text: String)]) -> [String] {
        let places = rows.map { row in row.place.map { "\($0.line):\($0.column)" } ?? "" }
        let wide = places.map(\.count).max() ?? 0
        let name = min(32, rows.map(\.name.count).max() ?? 0)
        return zip(places, rows).map { place, row in
            "  \(padded(place, wide))\(wide > 0 ? "  " : "")\(padded(row.name, name))  \(row.text)"
        }
    }

    private func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }

    /// As compilers tell it: the place first, the line quoted, a caret, the fix.
    private func flaw(_ flaw: Verdict.Flaw) -> [String] {
        let place = flaw.place.map { "\(verdict.name):\($0.line):\($0.column): " } ?? ""
        var lines = ["", "\(place)\(flaw.kind.rawValue): \(flaw.message)"]
        var gutter = " "
        if let place = flaw.place, let excerpt = flaw.excerpt {
            let (text, column) = window(excerpt)
            gutter = String(repeating: " ", count: String(place.line).count)
            let indent = String(text.prefix(column - 1).map { $0 == "\t" ? "\t" : " " })
            let carets = String(repeating: "^", count: max(1, min(excerpt.length, text.count - column + 1, 80)))
            lines += ["\(gutter) |", "\(place.line) | \(text)", "\(gutter) | \(indent)\(carets)"]
        }
        if let fix = flaw.fix { lines.append("\(gutter) = fix: \(fix)") }
        lines += flaw.snippet.map { "\(gutter) +   \($0)" }
        return lines
    }

    /// A message is often one line: what stands around the place.
    private func window(_ excerpt: Verdict.Excerpt) -> (text: String, column: Int) {
        let letters = Array(excerpt.text)
        guard letters.count > VerdictText.width else { return (excerpt.text, excerpt.column) }
        let from = max(0, min(excerpt.column - 1 - 40, letters.count - VerdictText.width))
        let to = min(letters.count, from + VerdictText.width)
        let text = (from > 0 ? "…" : "") + String(letters[from..<to]) + (to < letters.count ? "…" : "")
        return (text, excerpt.column - from + (from > 0 ? 1 : 0))
    }
}
