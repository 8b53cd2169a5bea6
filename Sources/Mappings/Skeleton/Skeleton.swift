package import Core
package import Standard
import Syntax

/// A first mapping for a source nobody has described yet, made of what its database says of itself. Where only a person can choose stands
/// `DECIDE`; everything else passes `check`.
package struct Skeleton {
    /// What the tenant has already.
    package struct Place {
        /// The mapping's name, which is also the source's.
        package let name: String
        package let tenant: String
        /// A file of the tenant that names the organisation, and what else it gives; nil when there is none.
        package let include: (name: String, file: SourceText)?

        package init(name: String, tenant: String, include: (name: String, file: SourceText)?) {
            self.name = name
            self.tenant = tenant
            self.include = include
        }
    }

    let standard: Standard
    let reach: SkeletonReach
    /// Row sets, as steps of `reach`: the cases first.
    let rowSets: [SkeletonRowSet]
    let others: [Inventory.Table]
    let place: Place
    /// Keys and fields that the include gives.
    let shared: Set<String>

    /// More row sets than this make a first mapping unreadable; the rest is listed.
    private static let rowSetLimit = 6

    package init(of found: Inventory, standard: Standard, at place: Place) {
        self.standard = standard
        self.place = place
        let inventory = Inventory(tables: found.tables.map(\.namable))
        let reach = SkeletonReach(inventory)
        let shared = place.include.map { Skeleton.keys(of: $0.file) } ?? []
        self.reach = reach
        self.shared = shared
        var chosen = reach.steps.indices.filter { reach.steps[$0].table.hasAmount }
        if chosen.isEmpty, let last = reach.steps.indices.dropFirst().first ?? reach.steps.indices.first { chosen = [last] }
        // An amount without a day is a balance: something to reconcile with, and no event.
        if let cases = chosen.first { chosen.removeAll { $0 != cases && reach.steps[$0].table.moments.isEmpty } }
        chosen = Array(chosen.prefix(Skeleton.rowSetLimit))
        var sets: [SkeletonRowSet] = []
        for step in chosen {
            sets.append(SkeletonRowSet(step, in: reach, isCases: step == chosen[0], cases: sets.first, standard, shared, besides: sets))
        }
        rowSets = sets
        let asked = Set(sets.map(\.table.title))
        others = inventory.tables.filter { !asked.contains($0.title) }
    }

    /// The keys of an included file, and the fields it fills in everywhere.
    private static func keys(of file: SourceText) -> Set<String> {
        var ignored = Diagnostics()
        guard let node = YAMLReader.read(file, into: &ignored) else { return [] }
        return Set((node.entries ?? []).map(\.key) + (node["everywhere"]?.entries ?? []).map(\.key))
    }

    /// The mapping file.
    package var text: String {
        var lines = [
            "# yaml-language-server: $schema=../../docs/schemas/mapping.json",
            "# Written by `blauwbrug introspect` from what the database says of itself. \(Decision.word) stands where a person must choose:",
            "# `blauwbrug check` lists each such place. A word behind it is a guess: take \(Decision.word) away when it is right.",
            "",
            "mapping: \(place.name)",
            "source: \(place.name)",
        ]
        if let include = place.include { lines.append("include: \(include.name)") }
        if !shared.contains("activity") {
            lines.append("activity: \(Decision.word)".padded(to: 38) + "# https://… of this processing in the municipality's register")
        }
        if !shared.contains("organisation") {
            lines += [
                "organisation:", "  oin: \(Decision.word)".padded(to: 38) + "# twenty digits, between quotes",
                "  naam: \(Decision.word)".padded(to: 38) + "# as the citizen knows it",
            ]
        }
        lines += [parameters, "", "rows:"]
        for set in rowSets { lines += set.rows(reach) + [""] }
        if let cases = rowSets.first {
            lines += [
                "# A case (financiële zaak) is what a citizen can settle as one; its zaakkenmerk is the same on every delivery.",
                "cases: { each: \(cases.name), zaakkenmerk: \(cases.zaakkenmerk) }", "",
            ]
        }
        lines += ["# Every row becomes an event, or is left out below for a reason. The kinds of event:", kinds, "events:"]
        for set in rowSets { lines += set.event + [""] }
        let each = rowSets.first?.name ?? "rows"
        lines += ["# leave_out:", "#   - { each: \(each), when: { column: value }, because: a reason that is counted and shown }"]
        if let cases = rowSets.first { lines += cases.control(reach) }
        lines += rest
        return lines.joined(separator: "\n") + "\n"
    }

    private var parameters: String {
        guard let bsn = reach.bsn else {
            return "parameters: { bsn: \(Decision.word) text }".padded(to: 38) + "# text for char(9) or varchar, number for a number"
        }
        let form = bsn.family == .integer || bsn.family == .decimal ? "number" : "text"
        return "parameters: { bsn: \(form) }".padded(to: 38) + "# \(bsn.name) is \(SkeletonNames.comment(bsn.type))"
    }

    private var kinds: String { standard.kinds.map { "#   \($0.name)".padded(to: 50) + $0.inWords }.joined(separator: "\n") }

    /// The tables that are not asked, so that nobody has to look them up.
    private var rest: [String] {
        guard !others.isEmpty else { return [] }
        var lines = ["", "# Not asked:"]
        for table in others.prefix(60) {
            let rows = table.rows.map { ", about \($0) rows" } ?? ""
            lines.append("#   \(SkeletonNames.comment(table.title)) (\(table.isView ? "view" : "table")\(rows))")
            for column in table.columns.prefix(60) { lines.append("#     " + SkeletonRowSet.told(column, table)) }
        }
        return lines
    }
}

extension String {
    /// With blanks behind it up to a width, so that comments stand in a column.
    func padded(to width: Int) -> String { count >= width ? self + " " : self + String(repeating: " ", count: width - count) }
}

extension Inventory.Table {
    /// Without columns that a mapping could not tell from an earlier one: `a.b` beside `a b`.
    fileprivate var namable: Inventory.Table {
        var words: Set<String> = []
        let kept = columns.filter { words.insert(SkeletonNames.word($0.name)).inserted }
        guard kept.count < columns.count else { return self }
        let isWhole = key.allSatisfy { name in kept.contains { $0.name == name } }
        return Inventory.Table(
            schema: schema, name: name, isView: isView, comment: comment, rows: rows, columns: kept, key: isWhole ? key : [],
            foreignKeys: foreignKeys.filter { $0.columns.allSatisfy { name in kept.contains { $0.name == name } } })
    }
}
