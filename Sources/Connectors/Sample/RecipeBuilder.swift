import Core
import Standard

/// Builds a `Recipe`: runs of bytes that never change are merged, and jumps are filled in when their end is known.
final class RecipeBuilder {
    private(set) var recipe = Recipe()
    private var run: [UInt8] = []
    private var depth = 0
    /// What the optional parts that are open depend on, innermost last.
    private var tests: [[Recipe.Test]] = []
    /// Holes that may be absent where nothing may: reported unless the optional part around them turns out to hold nothing else.
    private var doubts: [(hole: Int, report: Diagnostic)] = []

    func text(_ text: String) { run.append(contentsOf: text.utf8) }
    func bytes(_ bytes: [UInt8]) { run += bytes }

    private func flush() {
        guard !run.isEmpty else { return }
        recipe.ops.append(.copy(recipe.bytes.count, recipe.bytes.count + run.count))
        recipe.bytes += run
        run = []
    }

    /// - Parameter doubt: reported when the hole can be absent and the element around it cannot.
    func value(_ hole: Hole, _ escape: Recipe.Escape, isNeeded: Bool, doubt: Diagnostic?) {
        flush()
        recipe.holes.append(hole)
        let at = recipe.holes.count - 1
        recipe.ops.append(.value(hole: at, escape, isNeeded: isNeeded))
        note(.hole(at))
        if let doubt { doubts.append((at, doubt)) }
    }

    private func note(_ test: Recipe.Test) {
        for at in tests.indices { tests[at].append(test) }
    }

    /// An optional part. Says whether there is anything it depends on.
    func optional(_ body: () -> Void) -> Bool {
        flush()
        let at = recipe.ops.count
        let test = recipe.tests.count
        recipe.ops.append(.optional(test: test, skip: 0))
        recipe.tests.append([])
        tests.append([])
        body()
        flush()
        let found = tests.removeLast()
        recipe.tests[test] = found
        recipe.ops[at] = .optional(test: test, skip: recipe.ops.count)
        // A hole that is alone in an optional part is there whenever the part is.
        if found.count == 1, case .hole(let only) = found[0] { doubts.removeAll { $0.hole == only } }
        return !found.isEmpty
    }

    func each(_ list: Recipe.List, _ body: () -> Void) {
        flush()
        note(.list(list))
        let outer = tests
        tests = []
        let at = recipe.ops.count
        recipe.ops.append(.each(list, end: 0))
        body()
        flush()
        recipe.ops[at] = .each(list, end: recipe.ops.count)
        tests = outer
    }

    /// A choice by the kind of the event at hand. Kinds without a branch write nothing.
    func kinds(count: Int, _ branches: [(kinds: [Int], body: () -> Void)]) {
        flush()
        let at = recipe.ops.count
        let table = recipe.tables.count
        recipe.ops.append(.kinds(table: table, end: 0))
        recipe.tables.append([])
        var ranges = [Range<Int>](repeating: 0..<0, count: count)
        for branch in branches {
            let start = recipe.ops.count
            branch.body()
            flush()
            for kind in branch.kinds { ranges[kind] = start..<recipe.ops.count }
        }
        recipe.tables[table] = ranges
        recipe.ops[at] = .kinds(table: table, end: recipe.ops.count)
    }

    func whole(escaped: Bool) {
        flush()
        recipe.ops.append(.whole(escaped: escaped))
    }

    /// A part that a request can choose by its path. Parts of the same path, as events of several kinds have, are chosen together.
    func field(_ path: String, _ body: () -> Void) {
        flush()
        let field = recipe.fields.firstIndex(of: path) ?? recipe.fields.count
        if field == recipe.fields.count { recipe.fields.append(path) }
        let at = recipe.ops.count
        recipe.ops.append(.field(field, skip: 0))
        body()
        flush()
        recipe.ops[at] = .field(field, skip: recipe.ops.count)
    }

    /// A part that is written only when the rendition is asked in one of its forms.
    func form(_ form: Recipe.Form, _ body: () -> Void) {
        flush()
        let at = recipe.ops.count
        recipe.ops.append(.form(form, skip: 0))
        body()
        flush()
        recipe.ops[at] = .form(form, skip: recipe.ops.count)
    }

    /// JSON: what stands between two brackets.
    func bracketed(_ open: String, _ close: String, _ body: () -> Void) {
        text(open)
        flush()
        recipe.ops.append(.open(depth: depth))
        depth += 1
        recipe.depth = max(recipe.depth, depth)
        body()
        depth -= 1
        text(close)
    }

    /// JSON: before a member or an item of the brackets around it.
    func separator() {
        flush()
        recipe.ops.append(.separator(depth: depth - 1))
    }

    /// The certified document, once per answer.
    func pdf() {
        flush()
        recipe.ops.append(.pdf)
        recipe.pdfForm = true
    }

    /// Its address.
    func link(_ escape: Recipe.Escape) {
        flush()
        recipe.ops.append(.link(escape))
        recipe.linkForm = true
    }

    func asDocumentOnly() { recipe.isDocumentOnly = true }
    func asJSON() { recipe.jsonForm = true }
    func asXML(namespace: String) { recipe.xmlForm = namespace }

    func finish(_ diagnostics: inout Diagnostics) -> Recipe {
        flush()
        for doubt in doubts { diagnostics.add(doubt.report) }
        return recipe
    }
}
