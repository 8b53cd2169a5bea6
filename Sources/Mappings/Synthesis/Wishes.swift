import Core

/// What mappings would like to find in the tables: how each column is read, which values mean something, which rows belong together.
struct Wishes {
    struct Joint {
        let parts: [StatementSketch.Part]
        let codes: [String]
    }

    private(set) var tables: Set<String> = []
    private(set) var subjects: Set<StoredColumn> = []
    private(set) var readings: [StoredColumn: [Reading]] = [:]
    private(set) var values: [StoredColumn: [String]] = [:]
    private(set) var joints: [String: [Joint]] = [:]
    /// The tables with what they refer to: as declared, and as the statements join them.
    private(set) var shapes: [TableShape]
    /// Columns that should hold what a case is called elsewhere.
    private(set) var hints: [String: [TableShape.Reference]] = [:]
    /// Columns that name a case: no two cases are called the same.
    private(set) var caseNames: Set<StoredColumn> = []
    /// Per plan, the columns whose sum must be the balance.
    private(set) var balances: [(plan: Int, column: StoredColumn)] = []
    /// Per plan, the column in which a debt's own row says what is open of it.
    private(set) var ownBalances: [(plan: Int, column: StoredColumn)] = []

    init(_ plans: [Plan], _ found: [TableShape]) {
        shapes = found
        var equalities: [(StoredColumn, StoredColumn)] = []
        var keys: [String: [String]] = [:]
        for (number, plan) in plans.enumerated() {
            let sketches = zip(plan.rowSets, plan.request.rowSets).map { rowSet, asked in
                StatementSketch(asked.query, names: rowSet.columns.map(\.name), shapes: found)
            }
            for (rowSet, sketch) in zip(plan.rowSets, sketches) {
                tables.formUnion(sketch.tables)
                subjects.formUnion(sketch.subjects)
                equalities += sketch.equalities
                for (column, texts) in sketch.literals { values[column, default: []] += texts }
                take(rowSet, sketch)
                let key = rowSet.key.compactMap { sketch.outputs[rowSet.columns[$0].name.lowercased()] }
                if key.count == rowSet.key.count, Set(key.map(\.table)).count == 1 { keys[key[0].table] = key.map(\.column) }
            }
            let cases = plan.rowSets[plan.cases.rowSet]
            for column in Wishes.columns(plan.cases.zaakkenmerk) {
                if let stored = sketches[plan.cases.rowSet].outputs[cases.columns[column].name.lowercased()] { caseNames.insert(stored) }
            }
            for rule in plan.rules { take(rule, plan, sketches) }
            for reconcile in plan.reconciles {
                let name = plan.rowSets[reconcile.rowSet].columns[reconcile.column].name.lowercased()
                guard let column = sketches[reconcile.rowSet].outputs[name] else { continue }
                if plan.rowSets[reconcile.rowSet].rules.isEmpty {
                    balances.append((number, column))
                } else {
                    ownBalances.append((number, column))
                }
            }
        }
        for (column, texts) in values { values[column] = texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
        join(equalities, keys)
        // Rows can only be written together with those they refer to.
        var more = true
        while more {
            let needed = shapes.filter { tables.contains($0.name) }.flatMap { $0.references.map(\.table) }
            more = !tables.isSuperset(of: needed)
            tables.formUnion(needed)
        }
    }

    private static func columns(_ operation: Operation) -> [Int] {
        switch operation {
        case .column(let column): [column]
        case .steps(let inner, _): columns(inner)
        case .template(let segments): segments.compactMap { if case .column(let column) = $0 { column } else { nil } }
        case .first(let choices): choices.flatMap { columns($0) }
        case .constant, .output: []
        }
    }

    private mutating func take(_ rowSet: RowSetPlan, _ sketch: StatementSketch) {
        for (index, column) in rowSet.columns.enumerated() {
            let name = column.name.lowercased()
            if let joint = sketch.joints[name], let codes = column.reading.codes {
                let columns = joint.compactMap { if case .column(let column) = $0 { column.table } else { nil } }
                if let table = columns.first, Set(columns).count == 1 {
                    joints[table, default: []].append(Joint(parts: joint, codes: codes.codes))
                }
            }
            guard let stored = sketch.outputs[name] else { continue }
            readings[stored, default: []].append(column.reading)
            let tests = rowSet.rules.flatMap(\.rule.tests) + rowSet.leaveOuts.flatMap(\.rule.tests)
            for test in tests where test.column == index { values[stored, default: []] += test.predicate.texts }
        }
    }

    /// The columns by which an event finds its case hold what the case's own row has.
    private mutating func take(_ rule: Rule, _ plan: Plan, _ sketches: [StatementSketch]) {
        guard let columns = rule.caseColumns else { return }
        let cases = plan.rowSets[plan.cases.rowSet]
        let own = columns.compactMap { sketches[rule.rowSet].outputs[plan.rowSets[rule.rowSet].columns[$0].name.lowercased()] }
        let theirs = cases.key.compactMap { sketches[plan.cases.rowSet].outputs[cases.columns[$0].name.lowercased()] }
        guard own.count == columns.count, theirs.count == own.count, own != theirs, Set(own.map(\.table)).count == 1,
            Set(theirs.map(\.table)).count == 1
        else { return }
        let hint = TableShape.Reference(columns: own.map(\.column), table: theirs[0].table, theirs: theirs.map(\.column))
        if hints[own[0].table]?.contains(hint) != true { hints[own[0].table, default: []].append(hint) }
    }

    /// Columns that statements compare belong to one row: the one whose key they are.
    private mutating func join(_ equalities: [(StoredColumn, StoredColumn)], _ keys: [String: [String]]) {
        var groups: [Set<StoredColumn>] = []
        for (one, other) in equalities {
            let touched = groups.filter { $0.contains(one) || $0.contains(other) }
            groups.removeAll { touched.contains($0) }
            groups.append(touched.reduce([one, other]) { $0.union($1) })
        }
        shapes = shapes.map { shape in
            let key = shape.key.isEmpty ? keys[shape.name] ?? [] : shape.key
            return TableShape(name: shape.name, columns: shape.columns, key: key, references: shape.references)
        }
        let known = Dictionary(uniqueKeysWithValues: shapes.map { ($0.name, $0) })
        shapes = shapes.map { shape in
            var references = shape.references
            for column in shape.columns where !references.contains(where: { $0.columns.contains(column.name) }) {
                let own = StoredColumn(table: shape.name, column: column.name)
                guard let group = groups.first(where: { $0.contains(own) }) else { continue }
                let owner = group.filter { $0.table != shape.name && known[$0.table]?.key == [$0.column] }
                    .min { ($0.table, $0.column) < ($1.table, $1.column) }
                guard let owner, shape.key != [column.name] || known[owner.table]?.references.isEmpty == true else { continue }
                references.append(TableShape.Reference(columns: [column.name], table: owner.table, theirs: [owner.column]))
            }
            return TableShape(name: shape.name, columns: shape.columns, key: shape.key, references: references)
        }
    }

    /// The tables that hold a BSN and nothing a mapping reads: a citizen can stand there without a debt.
    var registers: Set<String> {
        let read = Set(readings.keys.map(\.table))
        return Set(subjects.map(\.table)).subtracting(read)
    }

    func shape(_ table: String) -> TableShape? { shapes.first { $0.name == table } }
}

extension Predicate {
    /// The texts a condition names.
    fileprivate var texts: [String] {
        switch self {
        case .oneOf(let values):
            values.compactMap { value in
                switch value {
                case .text(let text): text
                case .integer(let number): String(number)
                default: nil
                }
            }
        case .not(let inner): inner.texts
        default: []
        }
    }
}
