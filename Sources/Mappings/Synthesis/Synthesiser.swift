package import Core

/// Invents citizens for tables it has never seen: rows that mappings might find, to be tried one addition at a time. Which of them are good
/// is for the database and the mappings to say; the same seed makes the same rows.
package struct Synthesiser {
    /// What is known of one invented citizen.
    package struct Citizen {
        package let bsn: BSN
        var rows: [WrittenRow] = []
    }

    private let wishes: Wishes
    private var invention: Invention
    private var dice: Dice
    private var balanceRows: [Int: WrittenRow] = [:]
    /// The order in which tables are tried, one after the other, so that each gets its turn.
    private let targets: [String]
    private var turn = 0
    /// By "table>table", how often in a hundred a new row of the one brings rows of the other.
    private var habits: [String: Int] = [:]
    private static let habit = 30

    package init(_ plans: [Plan], _ shapes: [TableShape], seed: UInt64) {
        wishes = Wishes(plans, shapes)
        invention = Invention(wishes)
        dice = Dice(seed)
        targets = wishes.tables.subtracting(wishes.registers).subtracting(wishes.balances.map(\.column.table)).sorted()
    }

    /// Every table that may be written, those that others refer to first.
    package var tables: [String] {
        var ordered: [String] = []
        func visit(_ name: String, _ path: Set<String>) {
            guard !ordered.contains(name), !path.contains(name) else { return }
            for reference in wishes.shape(name)?.references ?? [] { visit(reference.table, path.union([name])) }
            ordered.append(name)
        }
        for name in wishes.tables.sorted() { visit(name, []) }
        return ordered
    }

    /// Whether a source says itself what is open, so that what it says must follow what is added.
    package var keepsBalances: Bool { !wishes.balances.isEmpty }

    /// Whether a debt's own row says what is open of it.
    package var keepsOwnBalances: Bool { !wishes.ownBalances.isEmpty }

    /// Rows that say of themselves what they added to the balance; nil when there is none among them, or more than one.
    ///
    /// - Parameter added: what the rows add to the balance of a plan, by the plan's number.
    package func withOwnBalance(_ rows: [WrittenRow], added: [Int: Cents]) -> [WrittenRow]? {
        var rows = rows
        for (plan, column) in wishes.ownBalances {
            let own = rows.indices.filter { rows[$0].table == column.table }
            guard own.count == 1, let cents = added[plan] else { return nil }
            rows[own[0]].cells[column.column] = Invention.amount(cents, wishes.readings[column]?.first)
        }
        return rows
    }

    /// Whether the statements say in which column the BSN stands.
    package var knowsCitizens: Bool { !wishes.subjects.isEmpty }

    // MARK: - Citizens

    /// A citizen without debts: one row, or `records` rows, in each table that only says who there is.
    package mutating func citizen(_ bsn: BSN, records: Int) -> (Citizen, [WrittenRow]) {
        balanceRows = [:]
        let citizen = Citizen(bsn: bsn)
        var rows: [WrittenRow] = []
        for table in wishes.registers.sorted() {
            for _ in 0..<records { _ = add(table, [:], citizen, &rows, depth: 3) }
        }
        return (citizen, rows)
    }

    /// The table that the next addition is for.
    package mutating func nextTarget() -> String {
        turn += 1
        return targets[turn % targets.count]
    }

    /// Rows that would give a citizen something more in a table.
    package mutating func addition(to citizen: Citizen, in target: String) -> [WrittenRow] {
        var rows: [WrittenRow] = []
        _ = add(target, [:], citizen, &rows, depth: 0)
        return rows
    }

    /// Keeps an addition that was found good, and learns from it which rows like to come together.
    package mutating func accept(_ rows: [WrittenRow], _ citizen: inout Citizen) {
        citizen.rows += rows
        for row in rows {
            for child in children(of: row.table) {
                let came = rows.contains { $0.table == child.name && refers($0, child, to: row) }
                let before = habits[row.table + ">" + child.name] ?? Synthesiser.habit
                habits[row.table + ">" + child.name] = came ? min(90, before + 20) : max(6, before - 4)
            }
        }
    }

    private func refers(_ row: WrittenRow, _ shape: TableShape, to other: WrittenRow) -> Bool {
        shape.references.contains { reference in
            reference.table == other.table
                && zip(reference.columns, reference.theirs).allSatisfy { row.cells[$0] != nil && row.cells[$0] == other.cells[$1] }
        }
    }

    private func children(of table: String) -> [TableShape] {
        wishes.shapes.filter { child in
            wishes.tables.contains(child.name) && child.name != table && child.references.contains { $0.table == table }
                && !wishes.balances.contains { $0.column.table == child.name }
        }
    }

    /// What a source says itself is open must follow what it holds: the row that says so, anew, and the one it takes the place of.
    ///
    /// - Parameter saldo: the balance of all events of a plan, by the plan's number.
    package mutating func balance(of citizen: Citizen, saldo: [Int: Cents]) -> [(old: WrittenRow?, new: WrittenRow)] {
        var changes: [(WrittenRow?, WrittenRow)] = []
        for (plan, column) in wishes.balances {
            guard let cents = saldo[plan] else { continue }
            let old = balanceRows[plan]
            var row: WrittenRow
            if let old {
                row = old
            } else {
                var rows: [WrittenRow] = []
                guard let made = add(column.table, [:], citizen, &rows, depth: 3), rows.count == 1 else { continue }
                row = made
            }
            let reading = wishes.readings[column]?.first
            row.cells[column.column] = Invention.amount(cents, reading)
            changes.append((old, row))
        }
        return changes
    }

    package mutating func acceptBalance(_ changes: [(old: WrittenRow?, new: WrittenRow)]) {
        for (place, change) in zip(wishes.balances, changes) { balanceRows[place.plan] = change.new }
    }

    // MARK: - Rows

    /// Makes a row with all it refers to, and perhaps some that refer to it. Nil when it cannot be.
    private mutating func add(
        _ table: String, _ fixed: [String: String], _ citizen: Citizen, _ rows: inout [WrittenRow], depth: Int
    ) -> WrittenRow? {
        guard let shape = wishes.shape(table), depth < 6 else { return nil }
        var cells = fixed
        var isNull: Set<String> = []
        for joint in wishes.joints[table] ?? [] { fill(joint, &cells, &isNull) }
        for reference in shape.references where reference.columns.contains(where: { cells[$0] == nil }) {
            let known = (citizen.rows + rows).filter { $0.table == reference.table }
            let mayBeNull = reference.columns.allSatisfy { shape.column($0)?.mayBeNull ?? false }
            let isCitizen = wishes.registers.contains(reference.table)
            var target: WrittenRow?
            if !known.isEmpty, isCitizen || dice.chance(70) {
                target = dice.pick(known)
            } else if mayBeNull && dice.chance(50) || reference.table == table {
                isNull.formUnion(reference.columns)
                continue
            } else {
                target = add(reference.table, [:], citizen, &rows, depth: depth + 1)
                if let made = target { connect(made, unless: table, citizen, &rows, depth: depth + 1) }
            }
            guard let target else { return nil }
            for (own, theirs) in zip(reference.columns, reference.theirs) { cells[own] = target.cells[theirs] }
        }
        for hint in wishes.hints[table] ?? [] { follow(hint, shape, citizen.rows + rows, &cells, &isNull) }
        again(shape, citizen.rows + rows, &cells)
        for column in shape.columns where cells[column.name] == nil && !isNull.contains(column.name) {
            let stored = StoredColumn(table: table, column: column.name)
            if wishes.subjects.contains(stored) {
                cells[column.name] = bsn(citizen.bsn, column)
            } else {
                cells[column.name] = invention.cell(column, in: shape, &dice)
            }
        }
        let row = WrittenRow(table: table, cells: cells)
        rows.append(row)
        if depth < 3 { bear(row, shape, citizen, &rows, depth: depth) }
        return row
    }

    private mutating func bsn(_ bsn: BSN, _ column: TableShape.Column) -> String {
        let text = bsn.reveal()
        if column.family == .integer || column.family == .decimal { return String(bsn.number) }
        return text
    }

    /// One code that is several columns: `Participatiewet/Boete/` in three.
    private mutating func fill(_ joint: Wishes.Joint, _ cells: inout [String: String], _ isNull: inout Set<String>) {
        for case .column(let stored) in joint.parts { isNull.insert(stored.column) }
        var rest = dice.pick(joint.codes)[...]
        var column: String?
        for part in joint.parts {
            switch part {
            case .column(let stored): column = stored.column
            case .text(let text):
                guard let found = rest.firstRange(of: text) else { return }
                if let column, found.lowerBound > rest.startIndex { cells[column] = String(rest[..<found.lowerBound]) }
                column = nil
                rest = rest[found.upperBound...]
            }
        }
        if let column, !rest.isEmpty { cells[column] = String(rest) }
    }

    /// A row that speaks of a case speaks of one there is.
    private mutating func follow(
        _ hint: TableShape.Reference, _ shape: TableShape, _ known: [WrittenRow], _ cells: inout [String: String],
        _ isNull: inout Set<String>
    ) {
        guard hint.columns.contains(where: { cells[$0] == nil }) else { return }
        let rows = known.filter { $0.table == hint.table }
        if !rows.isEmpty, dice.chance(75) {
            let row = dice.pick(rows)
            for (own, theirs) in zip(hint.columns, hint.theirs) where cells[own] == nil { cells[own] = row.cells[theirs] }
        } else {
            isNull.formUnion(hint.columns.filter { shape.column($0)?.mayBeNull ?? false })
        }
    }

    /// Now and then a row goes on where another row's key began: the second instalment of an invoice.
    private mutating func again(_ shape: TableShape, _ known: [WrittenRow], _ cells: inout [String: String]) {
        guard shape.key.count > 1, shape.key.allSatisfy({ cells[$0] == nil }), dice.chance(30) else { return }
        let rows = known.filter { $0.table == shape.name }
        guard !rows.isEmpty else { return }
        let row = dice.pick(rows)
        for column in shape.columns where shape.key.dropLast().contains(column.name) { cells[column.name] = row.cells[column.name] }
    }

    /// Sees to it that somebody owes a new claim: a row that refers to it and to the citizen.
    private mutating func connect(
        _ row: WrittenRow, unless maker: String, _ citizen: Citizen, _ rows: inout [WrittenRow], depth: Int
    ) {
        guard !reaches(row.table, []) else { return }
        let bridges = wishes.shapes.filter { shape in
            wishes.tables.contains(shape.name) && shape.references.contains { $0.table == row.table }
                && shape.references.contains { reference in reference.table != row.table && reaches(reference.table, [row.table]) }
        }
        guard let bridge = bridges.min(by: { $0.columns.count < $1.columns.count }), bridge.name != maker else { return }
        refer(bridge, row, citizen, &rows, depth: depth)
    }

    /// Rows that refer to a new row, for every table that can; each by chance.
    private mutating func bear(_ row: WrittenRow, _ shape: TableShape, _ citizen: Citizen, _ rows: inout [WrittenRow], depth: Int) {
        if depth == 0 { connect(row, unless: "", citizen, &rows, depth: 1) }
        guard !wishes.registers.contains(row.table) else { return }
        for child in children(of: row.table) where !rows.contains(where: { $0.table == child.name && refers($0, child, to: row) }) {
            guard dice.chance(habits[row.table + ">" + child.name] ?? Synthesiser.habit) else { continue }
            // Two rows cannot share a key that is the other row's.
            let isOne = child.references.contains { $0.table == row.table && $0.columns == child.key }
            for _ in 0...(!isOne && dice.chance(30) ? 1 : 0) { refer(child, row, citizen, &rows, depth: depth + 1) }
        }
    }

    private mutating func refer(_ shape: TableShape, _ row: WrittenRow, _ citizen: Citizen, _ rows: inout [WrittenRow], depth: Int) {
        guard let reference = shape.references.first(where: { $0.table == row.table }) else { return }
        var fixed: [String: String] = [:]
        for (own, theirs) in zip(reference.columns, reference.theirs) { fixed[own] = row.cells[theirs] }
        _ = add(shape.name, fixed, citizen, &rows, depth: depth)
    }

    /// Whether a row of a table leads to a citizen by what it refers to.
    private func reaches(_ table: String, _ path: Set<String>) -> Bool {
        if wishes.subjects.contains(where: { $0.table == table }) { return true }
        guard !path.contains(table), let shape = wishes.shape(table) else { return false }
        return shape.references.contains { reaches($0.table, path.union([table])) }
    }
}
