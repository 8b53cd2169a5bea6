import Core
import Standard
import Syntax

/// One row set of a skeleton: a table that leads to the citizen, the columns its event needs, and the event.
struct SkeletonRowSet {
    let name: String
    let table: Inventory.Table
    /// The columns asked for, in the table's order.
    let columns: [Inventory.Column]
    /// The lines of its event.
    let event: [String]
    /// The columns that make a row unique; empty when the table has no key.
    let key: [Inventory.Column]
    private let step: Int
    private let needed: Set<String>
    /// The columns of the key, and those that hold another's.
    private let plain: Set<String>

    init(
        _ step: Int, in reach: SkeletonReach, isCases: Bool, cases: SkeletonRowSet?, _ standard: Standard, _ shared: Set<String>,
        besides others: [SkeletonRowSet]
    ) {
        self.step = step
        table = reach.steps[step].table
        let word = SkeletonNames.word(table.name)
        var name = others.contains { $0.name == word } ? SkeletonNames.word(table.title) : word
        while others.contains(where: { $0.name == name }) { name += "_2" }
        self.name = name
        key = table.key.compactMap { [table] in table.column(named: $0) }
        let link = isCases ? [] : SkeletonRowSet.link(reach.steps[step], reach, to: cases)
        let plain = Set((key + link).map(\.name))
        self.plain = plain
        let prefixes = others.map(\.prefix)
        var prefix = SkeletonRowSet.prefix(of: table.name)
        while prefixes.contains(prefix) { prefix += "X" }
        let made = SkeletonEvent(
            table, rowSet: name, key: key, plain: plain, prefix: prefix, isCases: isCases, link: link,
            isKnown: cases?.step == reach.steps[step].parent,
            standard, shared)
        event = made.lines
        let caseName = isCases ? SkeletonRowSet.caseName(table) : nil
        self.caseName = caseName
        let used = made.used.union(key.map(\.name)).union(link.map(\.name)).union(caseName.map { [$0.name] } ?? [])
        let chosen = table.columns.filter { used.contains($0.name) }
        columns = chosen.isEmpty ? Array(table.columns.prefix(1)) : chosen
        needed = made.needed.union(key.map(\.name)).union(link.map(\.name)).union(caseName.map { [$0.name] } ?? [])
        self.prefix = prefix
    }

    private let prefix: String
    /// What names a case, when a column does.
    let caseName: Inventory.Column?

    private static func prefix(of name: String) -> String {
        let letters = name.uppercased().filter { $0.isASCII && $0.isLetter }
        return letters.isEmpty ? "R" : String(letters.prefix(3))
    }

    /// The columns that hold the key of the cases' rows; empty when there are none.
    private static func link(_ step: SkeletonReach.Step, _ reach: SkeletonReach, to cases: SkeletonRowSet?) -> [Inventory.Column] {
        guard let cases, step.parent == cases.step, step.columns.map(\.parents) == cases.key.map(\.name) else { return [] }
        let own = step.columns.compactMap { step.table.column(named: $0.own) }
        func kinds(_ columns: [Inventory.Column]) -> [ValueKind?] { columns.map { SkeletonReading($0, isPlain: true).kind } }
        return kinds(own) == kinds(cases.key) ? own : []
    }

    /// A text that is called after a case, or the table's number (`vrdnr` of `vrd`); nil when there is none. It is what stands on letters.
    private static func caseName(_ table: Inventory.Table) -> Inventory.Column? {
        let texts = table.columns.filter { $0.family == .text }
        let numbers = ["nr", "_nr", "nummer", "_nummer", "kenmerk", "_kenmerk"].map { table.name.lowercased() + $0 }
        return texts.first { ["zaak", "dossier"].contains(where: $0.name.lowercased().hasPrefix) }
            ?? texts.first { numbers.contains($0.name.lowercased()) }
    }

    /// What names a case: that column, or the key.
    var zaakkenmerk: String {
        if let caseName { return "\(Decision.word) \(SkeletonNames.word(caseName.name))" }
        return SkeletonRowSet.template(key).map { "{ text: \"\(prefix)-\($0)\" }" } ?? Decision.word
    }

    /// The key as a part of a text; nil when there is none, or a text cannot be made of it.
    static func template(_ key: [Inventory.Column]) -> String? {
        guard !key.isEmpty, key.allSatisfy({ [.text, .integer].contains(SkeletonReading($0, isPlain: true).kind) }) else { return nil }
        return key.map { "{\(SkeletonNames.word($0.name))}" }.joined(separator: "-")
    }

    // MARK: Rows

    func rows(_ reach: SkeletonReach) -> [String] {
        let path = reach.path(to: step)
        let aliases = SkeletonRowSet.aliases(path.map { reach.steps[$0].table.name })
        let own = aliases[aliases.count - 1]
        var lines = ["  \(name):"]
        if let comment = table.comment { lines[0] = "  \(name):".padded(to: 38) + "# " + SkeletonNames.comment(comment) }
        lines.append("    select: |")
        lines += SkeletonRowSet.wrapped("SELECT ", columns.map { SkeletonReading.select($0, alias: own, isPlain: plain.contains($0.name)) })
        for (place, index) in path.enumerated() {
            let found = reach.steps[index]
            let table = "\(SkeletonNames.sql(found.table)) \(aliases[place])"
            guard place > 0 else {
                lines.append("      FROM \(table)")
                continue
            }
            let pairs = found.columns.map {
                "\(aliases[place]).\(SkeletonNames.sql($0.own)) = \(aliases[place - 1]).\(SkeletonNames.sql($0.parents))"
            }
            lines.append("      JOIN \(table) ON \(found.isGuess ? "\(Decision.word) " : "")\(pairs.joined(separator: " AND "))")
        }
        let bsn = reach.bsn.map { "\(aliases[0]).\(SkeletonNames.sql($0.name))" } ?? Decision.word
        lines.append("      WHERE \(bsn) = :bsn")
        let names = key.map { SkeletonNames.word($0.name) }
        switch names.count {
        case 0:
            lines.append(
                "    key: \(Decision.word) \(SkeletonNames.word(columns[0].name))".padded(to: 38)
                    + "# no primary key: what makes a row unique?")
        case 1: lines.append("    key: \(names[0])")
        default: lines.append("    key: [\(names.joined(separator: ", "))]")
        }
        lines.append("    columns:")
        for column in columns {
            let reading = SkeletonReading(column, isPlain: plain.contains(column.name), isNeeded: needed.contains(column.name)).text
            lines.append("      \(SkeletonNames.word(column.name)): \(reading)".padded(to: 38) + "# " + about(column))
        }
        let left = table.columns.filter { column in !columns.contains { $0.name == column.name } }
        if !left.isEmpty {
            lines.append("      # not asked:")
            lines += left.prefix(80).map { "      #   " + SkeletonRowSet.told($0, table) }
        }
        return lines
    }

    private func about(_ column: Inventory.Column) -> String {
        let note =
            needed.contains(column.name) && column.mayBeNull && !table.key.contains(column.name)
            ? "; may be NULL: then the source fails" : ""
        return SkeletonNames.comment(column.type) + SkeletonRowSet.marks(column) + note
    }

    /// A column in a comment: name, type, what it refers to, what it looks like.
    static func told(_ column: Inventory.Column, _ table: Inventory.Table) -> String {
        let reading = column.likenesses.isEmpty || column.looksLike(.bsn) ? "" : "  → \(suggestion(column))"
        let reference = table.foreignKeys.first { $0.columns == [column.name] }.map { ", refers to \($0.table)" } ?? ""
        return SkeletonNames.comment(
            "\(column.name): \(column.type)\(column.mayBeNull ? "" : " NOT NULL")\(reference)\(marks(column))\(reading)")
    }

    private static func suggestion(_ column: Inventory.Column) -> String {
        switch column.likenesses[0].kind {
        case .code: "{ code: \(SkeletonNames.word(column.name)) } with a list under 'codes'"
        case .yesNo: "{ boolean: { true: [J], false: [N] } }"
        default: SkeletonReading(column).text.replacing("\(Decision.word) ", with: "")
        }
    }

    private static func marks(_ column: Inventory.Column) -> String {
        let words = column.likenesses.map(\.words).joined(separator: ", ")
        let comment = column.comment.map { "; \(SkeletonNames.comment($0))" } ?? ""
        return (words.isEmpty ? "" : "; \(words)") + comment
    }

    private static func aliases(_ names: [String]) -> [String] {
        var aliases: [String] = []
        for name in names {
            let letter = name.lowercased().first { $0.isASCII && $0.isLetter }.map(String.init) ?? "t"
            var alias = letter
            var number = 2
            while aliases.contains(alias) {
                alias = "\(letter)\(number)"
                number += 1
            }
            aliases.append(alias)
        }
        return aliases
    }

    /// A list in lines of at most a hundred characters.
    private static func wrapped(_ start: String, _ items: [String]) -> [String] {
        var lines: [String] = []
        var line = "      " + start
        for (index, item) in items.enumerated() {
            let piece = item + (index < items.count - 1 ? ", " : "")
            if line.count + piece.count > 110 {
                lines.append(String(line.dropLast(line.hasSuffix(" ") ? 1 : 0)))
                line = "             "
            }
            line += piece
        }
        return lines + [line]
    }
}
