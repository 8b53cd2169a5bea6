import Backends
import Core
import Mappings

/// Changes to a mapping file that bring its declared columns in line with the database: only what is certain, in place, the rest of the
/// file to the letter as it was.
struct LiveEdit {
    let file: SourceText
    /// What is put at which line and column (from 1), over how many characters; in the order they were found.
    private var changes: [(line: Int, column: Int, length: Int, text: String)] = []
    /// Whole lines to put behind a line.
    private var insertions: [(line: Int, text: String)] = []

    init(_ file: SourceText) { self.file = file }

    var isNeeded: Bool { !changes.isEmpty || !insertions.isEmpty }

    /// Looks for what is certain: columns that are not declared, readings of a type that fits one reading only, and NULLs that are there.
    mutating func add(_ set: DeclaredRowSet, _ finding: RowSetFinding) {
        for drift in finding.drifts {
            guard case .family(let family, _) = drift.problem, let reading = LiveEdit.only(family),
                let column = set.columns.first(where: { $0.name.lowercased() == drift.column?.lowercased() })
            else { continue }
            replace(column.reading) { old in old.hasPrefix("{") ? nil : reading + (old.hasSuffix("?") ? "?" : "") }
        }
        for column in set.columns where !column.isOptional {
            guard finding.columns.contains(where: { $0.name.lowercased() == column.name.lowercased() && $0.isNull == true }) else {
                continue
            }
            let isDrifted = finding.drifts.contains { $0.column?.lowercased() == column.name.lowercased() }
            if !isDrifted { replace(column.reading) { old in old.hasPrefix("{") ? nil : old + "?" } }
        }
        let missing = finding.drifts.filter { $0.problem == .missing }
        guard missing.isEmpty, let last = set.columns.last else { return }
        for drift in finding.drifts where drift.problem == .undeclared {
            guard let name = drift.column, let found = finding.columns.first(where: { $0.name == name }) else { continue }
            insert("\(name.lowercased()): \(LiveEdit.reading(found))", behind: last)
        }
    }

    /// The reading that alone fits a family.
    private static func only(_ family: ColumnFamily) -> String? {
        switch family {
        case .date: "date"
        case .timestamp: "local"
        case .zonedTimestamp: "instant"
        case .boolean: "boolean"
        case .text, .integer, .decimal, .floating, .unknown: nil
        }
    }

    private static func reading(_ column: RowSetFinding.Column) -> String {
        let word =
            switch column.family {
            case .integer: "integer"
            case .decimal: "money"
            default: only(column.family) ?? "char"
            }
        return word + (column.mayBeNull == false ? "" : "?")
    }

    private mutating func replace(_ span: Span, _ change: (String) -> String?) {
        guard span.source == file else { return }
        let old = String(file.line(span.line).dropFirst(span.column - 1).prefix(span.length))
        // A reading with options, or a word between quotes, is left to its author.
        guard let text = change(old), !old.hasPrefix("\""), !old.hasPrefix("'") else { return }
        changes.append((span.line, span.column, span.length, text))
    }

    private mutating func insert(_ text: String, behind last: DeclaredRowSet.Column) {
        guard last.span.source == file, last.reading.line == last.span.line else { return }
        let line = file.line(last.span.line)
        let before = line.prefix(last.span.column - 1)
        if before.allSatisfy({ $0 == " " }), !LiveEdit.isFlow(line, from: last.reading.column) {
            insertions.append((last.span.line, before + text))
        } else {
            let end = LiveEdit.end(of: line, from: last.reading.column, length: last.reading.length)
            changes.append((last.span.line, end, 0, ", \(text)"))
        }
    }

    /// Whether what follows a reading shows that the columns stand between braces.
    private static func isFlow(_ line: String, from column: Int) -> Bool {
        let rest = line.dropFirst(end(of: line, from: column, length: 1) - 1).drop { $0 != " " && $0 != "," && $0 != "}" }
        let next = rest.first { $0 != " " }
        return next == "," || next == "}"
    }

    /// The column behind a reading, which may be a map between braces.
    private static func end(of line: String, from column: Int, length: Int) -> Int {
        let characters = Array(line)
        guard column <= characters.count, characters[column - 1] == "{" else { return column + length }
        var depth = 0
        for at in (column - 1)..<characters.count {
            if characters[at] == "{" { depth += 1 }
            if characters[at] == "}" { depth -= 1 }
            if depth == 0 { return at + 2 }
        }
        return characters.count + 1
    }

    // MARK: The result

    /// The file as it should be, and the lines that change: `-` before, `+` after.
    var result: (bytes: [UInt8], diff: String) {
        var lines: [String] = []
        var diff = ["--- \(file.name)", "+++ \(file.name)"]
        // A text that ends in a line end has an empty last line here, which puts that end back.
        let old = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, line) in old.enumerated() {
            let number = index + 1
            var characters = Array(line)
            var seen: Set<Int> = []
            // Of several changes at one place the later ones come first, so that they end up in order.
            for change in changes.enumerated().filter({ $1.line == number }).sorted(by: { ($0.1.column, $0.0) > ($1.1.column, $1.0) }).map(
                \.1)
            where change.length == 0 || seen.insert(change.column).inserted {
                characters.replaceSubrange((change.column - 1)..<(change.column - 1 + change.length), with: Array(change.text))
            }
            let added = insertions.filter { $0.line == number }.map(\.text)
            let new = String(characters)
            lines.append(new)
            lines += added
            guard new != line || !added.isEmpty else { continue }
            diff.append("@@ line \(number)")
            if new != line { diff += ["-\(line)", "+\(new)"] } else { diff.append(" \(line)") }
            diff += added.map { "+\($0)" }
        }
        return (Array(lines.joined(separator: "\n").utf8), diff.joined(separator: "\n"))
    }
}
