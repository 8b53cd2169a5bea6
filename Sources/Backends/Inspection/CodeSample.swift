import Core

/// The values of a column that an author declared a code, and whether they may be shown.
///
/// A code is a word of an administration: few, short, and shared by many rows, so that it says of nobody who or what he is. A column may be
/// declared a code by mistake. So its values are shown only when there are at most fifty, all are short and without blanks, none can be a
/// BSN or an amount, and either the list knows one of them already or each comes back three times on average. Otherwise they are counted.
struct CodeSample {
    private let values: [(text: String, rows: Int)]

    /// - Parameter cells: a value and how often it occurs.
    init(_ cells: [[String?]]) {
        values = cells.compactMap { row in
            guard let text = row[0], !text.isEmpty else { return nil }
            return (text, row[1].flatMap { Int($0) } ?? 1)
        }
    }

    /// Nil when the list knows every value.
    func strangers(to codes: [String]) -> RowSetFinding.Strangers? {
        let known = Set(codes)
        let strange = values.filter { !known.contains($0.text) }.map(\.text)
        guard !strange.isEmpty else { return nil }
        return mayBeShown(known) ? .values(strange) : .hidden(strange.count)
    }

    private func mayBeShown(_ known: Set<String>) -> Bool {
        guard values.count <= Evidence.fewValues, values.allSatisfy({ CodeSample.isShort($0.text) }) else { return false }
        return values.contains { known.contains($0.text) } || values.reduce(0) { $0 + $1.rows } >= 3 * values.count
    }

    private static func isShort(_ text: String) -> Bool {
        text.utf8.count <= 10 && !text.contains(where: \.isWhitespace)
            && !(text.utf8.count >= 8 && text.utf8.allSatisfy { $0 &- 0x30 <= 9 }) && !isAmount(text)
    }

    /// Digits with a point or comma before the last two.
    private static func isAmount(_ text: String) -> Bool {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        return parts.count > 1 && parts.last?.count == 2 && text.utf8.allSatisfy { $0 &- 0x30 <= 9 || ".,-+".utf8.contains($0) }
    }
}
