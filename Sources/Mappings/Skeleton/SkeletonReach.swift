import Core

/// Which tables of a database lead to the citizen, and by which columns.
struct SkeletonReach {
    /// How a table hangs under another.
    struct Step {
        let table: Inventory.Table
        /// The step it joins to, by its place in `steps`; nil for the table that holds the BSN.
        let parent: Int?
        /// Own column and the parent's, pairwise.
        let columns: [(own: String, parents: String)]
        /// Whether only the names say so, and no foreign key.
        let isGuess: Bool
    }

    /// The table with the BSN first, then what hangs under it, nearest first.
    private(set) var steps: [Step] = []
    /// Nil when no column looks like a BSN.
    private(set) var bsn: Inventory.Column?

    init(_ inventory: Inventory) {
        let holders = inventory.tables.filter { table in table.columns.contains { $0.looksLike(.bsn) } }
        // The holder from which most amounts can be reached; a table before a view.
        let reaches = holders.map { SkeletonReach(from: $0, in: inventory) }
        func rank(_ index: Int) -> (Int, Int, Int) { (reaches[index].worth, reaches[index].steps[0].table.isView ? 0 : 1, -index) }
        let best = reaches.indices.max { rank($0) < rank($1) }
        if let best {
            self = reaches[best]
        } else if let table = inventory.tables.first(where: \.hasAmount) ?? inventory.tables.first {
            steps = [Step(table: table, parent: nil, columns: [], isGuess: false)]
        }
    }

    private init(from holder: Inventory.Table, in inventory: Inventory) {
        bsn = holder.columns.first { $0.looksLike(.bsn) }
        steps = [Step(table: holder, parent: nil, columns: [], isGuess: false)]
        // A holder that points at the person is as good as the person.
        for key in holder.foreignKeys {
            guard let person = inventory.table(key.schema, key.table), !person.hasAmount, person.foreignKeys.isEmpty else { continue }
            guard inventory.tables.contains(where: { $0.name != holder.name && $0.refers(to: person) != nil }) else { continue }
            let theirs = key.theirs.isEmpty ? person.key : key.theirs
            steps.append(Step(table: person, parent: 0, columns: Array(zip(theirs, key.columns)), isGuess: false))
        }
        var at = 0
        while at < steps.count {
            let parent = steps[at].table
            for table in inventory.tables where !steps.contains(where: { $0.table.title == table.title }) && !table.isView {
                if let key = table.refers(to: parent) {
                    let theirs = key.theirs.isEmpty ? parent.key : key.theirs
                    guard theirs.count == key.columns.count else { continue }
                    steps.append(Step(table: table, parent: at, columns: Array(zip(key.columns, theirs)), isGuess: false))
                } else if let guess = SkeletonReach.guess(table, under: parent) {
                    steps.append(Step(table: table, parent: at, columns: [guess], isGuess: true))
                } else if table.hasAmount, let key = parent.refers(to: table), key.theirs.isEmpty || key.theirs.count == key.columns.count {
                    // A table that only says whose debt it is leads up to the debt.
                    let theirs = key.theirs.isEmpty ? table.key : key.theirs
                    guard theirs.count == key.columns.count else { continue }
                    steps.append(Step(table: table, parent: at, columns: Array(zip(theirs, key.columns)), isGuess: false))
                } else if table.hasAmount, !parent.hasAmount, let guess = SkeletonReach.guess(parent, under: table) {
                    steps.append(Step(table: table, parent: at, columns: [(guess.parents, guess.own)], isGuess: true))
                }
            }
            at += 1
        }
    }

    /// A column whose name says that it holds the parent's key: `persoon`, `persoon_id`, `klantnr`.
    private static func guess(_ table: Inventory.Table, under parent: Inventory.Table) -> (own: String, parents: String)? {
        guard parent.key.count == 1, let key = parent.column(named: parent.key[0]) else { return nil }
        let name = parent.name.lowercased()
        var singular = [name]
        for ending in ["en", "s", "n"] where name.hasSuffix(ending) { singular.append(String(name.dropLast(ending.count))) }
        let keyName = key.name.lowercased()
        let endings = ["", "_id", "id", "_nr", "nr", "_" + keyName, keyName]
        var possible = singular.flatMap { name in endings.map { name + $0 } + ["id_" + name] }
        if !["id", "nr", "code", "nummer", "volgnr", "key"].contains(keyName) { possible.append(keyName) }
        // A column that is a foreign key already leads elsewhere.
        let own = table.columns.first { column in
            possible.contains(column.name.lowercased()) && column.family == key.family && table.key != [column.name]
                && !table.foreignKeys.contains { $0.columns.contains(column.name) }
        }
        return own.map { ($0.name, key.name) }
    }

    private var worth: Int { steps.count { $0.table.hasAmount } }

    /// The steps from the table with the BSN down to one.
    func path(to index: Int) -> [Int] {
        var path = [index]
        while let parent = steps[path[0]].parent { path.insert(parent, at: 0) }
        return path
    }
}

extension Inventory.Table {
    var amounts: [Inventory.Column] {
        columns.filter { column in [.amount, .commaAmount, .binaryAmount, .wholeAmount].contains { column.looksLike($0) } }
    }

    var hasAmount: Bool { !amounts.isEmpty }

    /// Columns that say when.
    var moments: [Inventory.Column] {
        columns.filter { column in
            [.day, .dayNumber, .dutchDay, .moment].contains { column.looksLike($0) } && !column.looksLike(.bsn)
        }
    }

    fileprivate func refers(to other: Inventory.Table) -> Inventory.ForeignKey? {
        foreignKeys.first { $0.table.lowercased() == other.name.lowercased() && ($0.schema == nil || $0.schema == other.schema) }
    }
}

extension Inventory {
    fileprivate func table(_ schema: String?, _ name: String) -> Table? {
        tables.first { $0.name.lowercased() == name.lowercased() && (schema == nil || $0.schema == schema) }
    }
}
