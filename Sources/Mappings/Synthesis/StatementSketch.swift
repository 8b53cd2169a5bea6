import Core
import Syntax

/// A column of a table of the database.
struct StoredColumn: Hashable {
    let table: String
    let column: String
}

/// What can be seen in a statement without understanding it: which columns it compares with which, with what words, which it gives under
/// which name. A guess, for inventing rows that it finds; whether they are good is asked of the database.
struct StatementSketch {
    enum Part {
        case text(String)
        case column(StoredColumn)
    }

    /// The tables it names.
    private(set) var tables: Set<String> = []
    /// The columns compared with the citizen's BSN.
    private(set) var subjects: Set<StoredColumn> = []
    private(set) var equalities: [(StoredColumn, StoredColumn)] = []
    private(set) var literals: [StoredColumn: [String]] = [:]
    /// What stands behind a name in the result.
    private(set) var outputs: [String: StoredColumn] = [:]
    /// A name in the result that is several columns put together: `a.x || '/' || a.y`.
    private(set) var joints: [String: [Part]] = [:]

    private let words: [SQLWord]
    private let shapes: [TableShape]
    private var aliases: [String: Set<String>] = [:]
    /// The columns that stand in the text, by the place of their first word.
    private var places: [Int: StoredColumn] = [:]

    init(_ query: Query, names: [String], shapes: [TableShape]) {
        words = SQLWord.words(of: query)
        self.shapes = shapes
        findTables()
        for at in words.indices { places[at] = column(at) }
        for (at, column) in places.sorted(by: { $0.key < $1.key }) { compare(column, at + 3) }
        for name in names { findOutput(name) }
    }

    private func word(_ at: Int) -> String? {
        guard words.indices.contains(at), case .word(let word) = words[at] else { return nil }
        return word
    }

    private func isSign(_ at: Int, _ sign: Character) -> Bool { words.indices.contains(at) && words[at] == .sign(sign) }

    /// Whether an item of a list ends before this place.
    private func ends(_ at: Int) -> Bool { isSign(at, ",") || isSign(at, ")") || word(at) == "from" || at >= words.count }

    private mutating func findTables() {
        let after: Set<String> = ["where", "on", "join", "left", "right", "inner", "group", "order", "union", "full", "cross", "using"]
        for at in words.indices {
            guard let name = word(at), let shape = shapes.first(where: { $0.name.lowercased() == name }) else { continue }
            let before = word(at - 1) ?? (isSign(at - 1, ".") ? word(at - 3) : nil)
            guard before == "from" || before == "join" || isSign(at - 1, ",") else { continue }
            tables.insert(shape.name)
            aliases[name, default: []].insert(shape.name)
            let next = word(at + 1) == "as" ? at + 2 : at + 1
            if let alias = word(next), !after.contains(alias) { aliases[alias, default: []].insert(shape.name) }
        }
    }

    private func column(_ at: Int) -> StoredColumn? {
        guard isSign(at + 1, "."), let alias = word(at), let name = word(at + 2) else { return nil }
        for shape in shapes where aliases[alias]?.contains(shape.name) == true {
            if let column = shape.columns.first(where: { $0.name.lowercased() == name }) {
                return StoredColumn(table: shape.name, column: column.name)
            }
        }
        return nil
    }

    /// Looks at what stands behind a column: `= b.y`, `= 'x'`, `IN (…)`, `= :bsn`.
    private mutating func compare(_ column: StoredColumn, _ start: Int) {
        var at = start
        while isSign(at, ")") { at += 1 }
        if word(at) == "not" { at += 1 }
        var end = at + 1
        if word(at) == "in", isSign(at + 1, "(") {
            var depth = 1
            end = at + 2
            while end < words.count, depth > 0 {
                if isSign(end, "(") { depth += 1 }
                if isSign(end, ")") { depth -= 1 }
                end += 1
            }
            at += 2
            if word(at) == "select" {
                if let other = places[at + 1] { equalities.append((column, other)) }
                return
            }
        } else {
            guard isSign(at, "=") || isSign(at, "<") || isSign(at, "!") || isSign(at, ">") else { return }
            let isEqual = isSign(at, "=")
            while isSign(at, "=") || isSign(at, "<") || isSign(at, ">") || isSign(at, "!") { at += 1 }
            if isEqual, let other = places[at] { equalities.append((column, other)) }
            // A cast may stand around the parameter.
            end = word(at) == "cast" ? at + 4 : at + 1
        }
        for place in at..<min(max(at, end), words.count) {
            switch words[place] {
            case .parameter: subjects.insert(column)
            case .literal(let text), .number(let text): literals[column, default: []].append(text)
            default: break
            }
        }
    }

    /// What the result's name stands for: the words before `AS name`, or a column of that name.
    private mutating func findOutput(_ name: String) {
        let name = name.lowercased()
        for at in words.indices where word(at) == "as" && word(at + 1) == name && ends(at + 2) {
            let item = self.item(before: at)
            let columns = item.compactMap { places[$0] }
            if let joint = joint(item) {
                joints[name] = joint
                return
            }
            if columns.count == 1, item.allSatisfy(isPlain) {
                outputs[name] = columns[0]
                return
            }
        }
        for (at, column) in places.sorted(by: { $0.key < $1.key }) where column.column.lowercased() == name && ends(at + 3) {
            guard isSign(at - 1, ",") || word(at - 1) == "select" || word(at - 1) == "distinct" else { continue }
            outputs[name] = column
            return
        }
    }

    /// The places of the words of one item of a list, back to the comma or SELECT before it.
    private func item(before end: Int) -> [Int] {
        var depth = 0
        var at = end - 1
        while at >= 0 {
            if isSign(at, ")") { depth += 1 }
            if isSign(at, "(") { depth -= 1 }
            if depth < 0 || depth == 0 && (isSign(at, ",") || word(at) == "select" || word(at) == "distinct") { break }
            at -= 1
        }
        return Array((at + 1)..<end)
    }

    /// Whether a word around a column leaves its value what it is: a cast, the smallest of a group.
    private func isPlain(_ at: Int) -> Bool {
        switch words[at] {
        case .word(let word): !["case", "when", "select", "sum", "count", "round", "substr", "replace", "exists", "not"].contains(word)
        case .sign(let sign): "().,".contains(sign)
        case .number: true
        case .literal(let text): text.isEmpty
        case .parameter: false
        }
    }

    private func joint(_ item: [Int]) -> [Part]? {
        var parts: [Part] = []
        var depth = 0
        var current: [Int] = []
        var isJoint = false
        func close() -> Bool {
            let columns = current.compactMap { places[$0] }
            if columns.count == 1 {
                parts.append(.column(columns[0]))
            } else if current.count == 1, case .literal(let text) = words[current[0]] {
                parts.append(.text(text))
            } else {
                return current.isEmpty
            }
            return true
        }
        for at in item {
            if isSign(at, "(") { depth += 1 }
            if isSign(at, ")") { depth -= 1 }
            if depth == 0, isSign(at, "|") {
                guard close() else { return nil }
                current = []
                isJoint = true
            } else {
                current.append(at)
            }
        }
        return isJoint && close() ? parts : nil
    }
}
