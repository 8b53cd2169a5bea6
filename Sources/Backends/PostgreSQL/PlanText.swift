import Core
import Syntax

/// Reads a plan as `EXPLAIN (FORMAT JSON, VERBOSE)` writes it.
enum PlanText {
    struct Scan {
        let schema: String?
        let table: String
        let condition: String?
        let cause: WholeRead.Cause
    }

    /// The tables that are read from their first row to their last.
    static func wholeReads(in json: String) -> [Scan] {
        var limits = JSONLimits()
        limits.depth = 200
        guard let root = try? JSONReader.read(Array(json.utf8), limits: limits) else { return [] }
        var found: [Scan] = []
        for entry in root.list ?? [] { if let plan = entry["Plan"] { walk(plan, into: &found) } }
        return found
    }

    private static func walk(_ node: Node, into found: inout [Scan]) {
        let kind = node["Node Type"]?.text ?? ""
        let filter = node["Filter"]?.text
        if let table = node["Relation Name"]?.text,
            kind == "Seq Scan" || (kind.hasPrefix("Index") && node["Index Cond"] == nil)
        {
            let asked = filter.flatMap { $0.contains("$1") ? $0 : nil }
            found.append(
                Scan(
                    schema: node["Schema"]?.text, table: table, condition: asked.map(readable),
                    cause: asked.flatMap(cast).map { .cast(to: $0) } ?? .noIndex))
        }
        for inner in node["Plans"]?.list ?? [] { walk(inner, into: &found) }
    }

    /// The condition as an author wrote it: without the outer parentheses, the parameter under its own name.
    private static func readable(_ filter: String) -> String {
        var text = filter.replacing("$1", with: ":bsn")
        if text.hasPrefix("("), text.hasSuffix(")") { text = String(text.dropFirst().dropLast()) }
        return text
    }

    /// The type to which the compared column is cast, as in `((p.bsn)::text = $1)`; nil when it is not.
    private static func cast(_ filter: String) -> String? {
        guard let at = filter.firstRange(of: "$1") else { return nil }
        // The column stands left or right of the parameter, within the same comparison.
        var start = filter.startIndex
        var end = filter.endIndex
        for word in [" AND ", " OR "] {
            if let before = filter[..<at.lowerBound].ranges(of: word).last { start = max(start, before.upperBound) }
            if let after = filter[at.upperBound...].firstRange(of: word) { end = min(end, after.lowerBound) }
        }
        let comparison = filter[start..<end]
        guard let mark = comparison.firstRange(of: ")::") else { return nil }
        let type = comparison[mark.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == " " }
        // "text = $1": the type ends at the first sign.
        let words = type.split(separator: " ")
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
