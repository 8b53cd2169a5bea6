import Core
import Standard
import Syntax

@testable import Mappings

/// One small mistake in one file of a mapping.
struct Mutant: Sendable {
    let file: String
    let line: Int
    /// The keys that lead to the place, with numbers in lists: `events[3].when.wat`.
    let path: String
    let what: String
    let text: String
}

/// Makes every small mistake in a YAML file of a mapping: each key, value, column, step, code, constant, condition and rule in turn is
/// deleted, renamed, swapped or replaced by another of its kind.
struct Mutants {
    private let text: MutantText
    private let standard: Standard
    private(set) var all: [Mutant] = []
    private var columns: [String: [String]] = [:]
    private var outputs: [String: [String]] = [:]
    private let kinds: [String]
    private let fieldNames: [String]
    private let others: [String]
    private var seen: Set<String> = []

    private static let readings = [
        "char", "text", "integer", "money", "cents", "date", "yyyymmdd", "dd-mm-yyyy", "local", "instant", "boolean",
    ]
    private static let signs = ["negative", "positive", "zero"]
    private static let policies = Reconcile.Policy.allCases.map(\.rawValue)
    private static let organisation = ["oin", "naam", "iban"]

    /// - Parameter lists: the outputs of code lists that stand in other files.
    init?(_ source: SourceText, standard: Standard, lists: [String: [String]]) {
        guard let text = MutantText(source) else { return nil }
        self.text = text
        self.standard = standard
        kinds = standard.kinds.map(\.name)
        var names: [String] = []
        for name in standard.kinds.flatMap({ $0.fields.map(\.name) }) where !names.contains(name) { names.append(name) }
        fieldNames = names
        for set in text.root["rows"]?.entries ?? [] { columns[set.key] = set.value["columns"]?.entries?.map(\.key) ?? [] }
        if let control = text.root["whole"]?["control"] { columns["control"] = control["columns"]?.entries?.map(\.key) ?? [] }
        outputs = lists
        for list in text.root["codes"]?.entries ?? [] { outputs[list.key] = list.value.entries?.first?.value.entries?.map(\.key) ?? [] }
        var aliases: [String] = []
        for rule in text.root["events"]?.list ?? [] { if let alias = rule["as"]?.text { aliases.append(alias) } }
        others = aliases
        walk(text.root, "", set: nil)
        seen = []
    }

    private mutating func add(_ at: Int, _ path: String, _ what: String, _ changes: [(Range<Int>, String)]) {
        let mutated = text.replacing(changes)
        guard mutated != text.source.text, seen.insert(mutated).inserted else { return }
        let line = text.scalars[..<min(at, text.scalars.count)].count { $0 == "\n" } + 1
        all.append(Mutant(file: text.source.name, line: line, path: path, what: what, text: mutated))
    }

    private mutating func walk(_ node: Node, _ path: String, set: String?) {
        switch node.content {
        case .map(let entries): walk(entries, of: node, path, set: set)
        case .list(let items): walk(items, of: node, path, set: set)
        case .text(let written), .number(let written): mutate(written, node, path, set: set)
        case .boolean(let value): add(text.start(node.span), path, "flip \(value)", [(text.range(node), value ? "false" : "true")])
        case .nothing: add(text.start(node.span), path, "give nothing a value", [(text.range(node), " x")])
        }
    }

    private mutating func walk(_ entries: [Node.Entry], of node: Node, _ path: String, set: String?) {
        for (number, entry) in entries.enumerated() {
            let own = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            let from = text.start(entry.keySpan)
            let end = max(text.range(entry.value).upperBound, from + entry.keySpan.length + 1)
            let what = "delete '\(entry.key)'"
            if number + 1 < entries.count {
                add(from, own, what, [(from..<text.start(entries[number + 1].keySpan), "")])
            } else if number > 0 {
                let before = entries[number - 1]
                let start = max(text.range(before.value).upperBound, text.start(before.keySpan) + before.keySpan.length + 1)
                add(from, own, what, [(start..<end, "")])
            } else if text.isFlow(node) {
                add(from, own, what, [(from..<end, "")])
            }
            rename(entry, own, set: set)
            if number + 1 < entries.count {
                swap(entry.value, entries[number + 1].value, own, "swap the values of '\(entry.key)' and '\(entries[number + 1].key)'")
            }
            var rows = set
            if path.isEmpty || path == "rows" { rows = path == "rows" ? entry.key : nil }
            if let each = node["each"]?.text ?? node["rows"]?.text { rows = each }
            if path == "whole", entry.key == "control" { rows = entry.key }
            walk(entry.value, own, set: rows)
        }
    }

    private mutating func walk(_ items: [Node], of node: Node, _ path: String, set: String?) {
        for (number, item) in items.enumerated() {
            let own = "\(path)[\(number)]"
            let from = text.itemStart(item)
            let end = text.range(item).upperBound
            if number + 1 < items.count {
                add(from, own, "delete the item", [(from..<text.itemStart(items[number + 1]), "")])
                swap(item, items[number + 1], own, "swap with the next item")
            } else if number > 0 {
                add(from, own, "delete the item", [(text.range(items[number - 1]).upperBound..<end, "")])
            } else if text.isFlow(node) {
                add(from, own, "delete the item", [(from..<end, "")])
            }
            walk(item, own, set: set ?? item["each"]?.text)
        }
    }

    private mutating func swap(_ one: Node, _ other: Node, _ path: String, _ what: String) {
        let (first, second) = (text.range(one), text.range(other))
        guard !first.isEmpty, !second.isEmpty, !text.text(first).contains("\n"), !text.text(second).contains("\n") else { return }
        add(first.lowerBound, path, what, [(first, text.text(second)), (second, text.text(first))])
    }

    /// Another key: misspelt, or another of its kind.
    private mutating func rename(_ entry: Node.Entry, _ path: String, set: String?) {
        let from = text.start(entry.keySpan)
        let range = from..<from + entry.keySpan.length
        var names = ["\(entry.key)x"]
        if fieldNames.contains(entry.key) { names += fieldNames }
        if path.contains(".when."), let set { names += references(entry.key, in: set) }
        if Mutants.readings.contains(entry.key.filter { $0 != "?" }) { names += readings(entry.key) }
        if path.hasPrefix("rows.") || path.hasPrefix("whole.control.columns."), path.split(separator: ".").count == 4, let set {
            names += columns[set] ?? []
        }
        if standard.totals.contains(entry.key) { names += standard.totals }
        if entry.key == "given" || entry.key == "is" || entry.key == "text" { names += ["is", "text", "when"] }
        for name in names where name != entry.key { add(from, path, "rename '\(entry.key)' to '\(name)'", [(range, name)]) }
    }

    private func readings(_ word: String) -> [String] {
        let isOptional = word.hasSuffix("?")
        let bare = isOptional ? String(word.dropLast()) : word
        return [isOptional ? bare : "\(bare)?"] + Mutants.readings.filter { $0 != bare }.map { isOptional ? "\($0)?" : $0 }
    }

    /// Columns and outputs of columns that could stand in the place of one.
    private func references(_ name: String, in set: String) -> [String] {
        var found = columns[set] ?? []
        for column in columns[set] ?? [] {
            for output in outputs[list(of: column, in: set) ?? ""] ?? [] { found.append("\(column).\(output)") }
        }
        return found.contains(name) ? found.filter { $0 != name } : []
    }

    private func list(of column: String, in set: String) -> String? {
        text.root["rows"]?[set]?["columns"]?[column]?["code"]?.text
    }

    /// Another value: misspelt, or another of its kind.
    private mutating func mutate(_ written: String, _ node: Node, _ path: String, set: String?) {
        let range = text.range(node)
        // The statements are for the database; see the trial of `Tests/prove/mutate.py`.
        guard !path.hasPrefix("rows.") || !path.hasSuffix(".select") else {
            add(range.lowerBound, path, "ask without :bsn", [(range, text.text(range).replacing(":bsn", with: "1"))])
            add(range.lowerBound, path, "ask with :bns", [(range, text.text(range).replacing(":bsn", with: ":bns"))])
            return
        }
        guard !path.hasPrefix("whole.") || !text.text(range).contains("SELECT ") else {
            add(range.lowerBound, path, "ask about one citizen", [(range, text.text(range).replacing("SELECT ", with: "SELECT :bsn, "))])
            return
        }
        let raw = text.text(range)
        let quote = raw.first == "\"" || raw.first == "'" ? String(raw.prefix(1)) : ""
        var values = ["\(written)x", "x"]
        if let set { values += references(written, in: set) }
        if path.contains(".columns."), Mutants.readings.contains(written.filter { $0 != "?" }) { values += readings(written) }
        if path.contains(".columns."), path.hasSuffix(".code") { values += outputs.keys.sorted() + ["\(written)?"] }
        if columns[written] != nil { values += columns.keys.sorted() }
        if kinds.contains(written) { values += kinds }
        if others.contains(written) { values += others }
        if path.hasPrefix("events["), Steps.named(written) != nil { values += Steps.all.map(\.name) }
        if standard.totals.contains(written) { values += standard.totals }
        if Mutants.policies.contains(written) { values += Mutants.policies }
        if Mutants.signs.contains(written) { values += Mutants.signs + ["present"] }
        if Mutants.organisation.contains(written) { values += Mutants.organisation }
        if written == "present" || written == "absent" { values += ["present", "absent"] }
        if written == "text" || written == "number" { values += ["text", "number"] }
        if let kind = standard.kinds.first(where: { kind in kind.fields.contains { path.contains(".\($0.name)") && $0.words != nil } }) {
            for field in kind.fields where path.contains(".\(field.name)") { values += field.words ?? [] }
        }
        for value in values where value != written {
            add(range.lowerBound, path, "'\(written)' becomes '\(value)'", [(range, quote + value + quote)])
        }
        if path.hasSuffix(".text"), written.contains("{") { template(written, node, path, set: set) }
    }

    /// The parts of a template: each column another, each text gone or changed.
    private mutating func template(_ written: String, _ node: Node, _ path: String, set: String?) {
        let range = text.range(node)
        var parts: [(isColumn: Bool, text: String)] = []
        var rest = Substring(written)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append((false, String(rest[..<open]))) }
            parts.append((true, String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append((false, String(rest))) }
        for (number, part) in parts.enumerated() {
            var values = [""]
            if part.isColumn, let set { values += references(part.text, in: set).map { "{\($0)}" } } else { values.append("\(part.text)x") }
            for value in values {
                let whole = parts.enumerated().map { $0 == number ? value : ($1.isColumn ? "{\($1.text)}" : $1.text) }.joined()
                add(range.lowerBound, path, "\"\(written)\" becomes \"\(whole)\"", [(range, "\"\(whole)\"")])
            }
        }
    }
}

/// Every small mistake in a file of codes.
enum CodeFileMutants {
    static func all(_ source: SourceText) -> [Mutant] {
        var lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        let separator = lines[0].contains(";") ? ";" : ","
        var found: [Mutant] = []
        func add(_ line: Int, _ what: String, _ changed: [String]) {
            let text = changed.map { $0 + "\n" }.joined()
            guard text != source.text else { return }
            found.append(Mutant(file: source.name, line: line + 1, path: "codes", what: what, text: text))
        }
        for (number, line) in lines.enumerated() {
            add(number, "delete the line", lines.enumerated().filter { $0.offset != number }.map(\.element))
            let cells = line.components(separator)
            for (place, cell) in cells.enumerated() {
                var values = ["\(cell)x", ""]
                if place + 1 < cells.count { values.append(cells[place + 1]) }
                if number + 1 < lines.count { values.append(lines[number + 1].components(separator)[place]) }
                for value in values where value != cell {
                    var changed = cells
                    changed[place] = value
                    var all = lines
                    all[number] = changed.joined(separator: separator)
                    add(number, "'\(cell)' becomes '\(value)'", all)
                }
            }
        }
        return found
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
