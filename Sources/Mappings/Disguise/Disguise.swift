import Core
import Standard

/// A citizen's rows with everything personal replaced: numbers, names, dates, amounts. Codes, words of the standard, noughts and what is absent
/// stay; keys still match across row sets; what is compared still agrees to the cent.
struct Disguise {
    /// Cells by row set and row.
    typealias Cells = [[[String?]]]

    private let plan: Plan
    private let natures: Natures
    private let original: Cells
    private let real: RealWords
    private let amounts: Set<Int>
    private let key: KenmerkKey

    init(_ plan: Plan, _ rows: [Rows], key: KenmerkKey) {
        self.plan = plan
        natures = Natures(plan)
        original = rows.map { set in (0..<set.count).map { row in (0..<set.width).map { set.text(row: row, column: $0) } } }
        var real = RealWords()
        var amounts: Set<Int> = []
        for (set, rows) in original.enumerated() {
            let row = RowBuffer(width: plan.rowSets[set].columns.count)
            for (number, cells) in rows.enumerated() {
                _ = row.read(Disguise.rows(plan, original)[set], number, plan.rowSets[set])
                for (column, cell) in cells.enumerated() {
                    guard let cell, natures.columns[set][column] != .kept else { continue }
                    if natures.named[set][column].contains(row.values[column]) { continue }
                    real.add(cell.trimmingBlanks)
                    if case .money(let cents) = row.values[column] {
                        amounts.insert(Int(cents.amount.magnitude))
                        real.add(cents.decimal)
                    }
                }
            }
        }
        // What is open is a citizen's datum too, also where no column says it.
        for item in (try? plan.cases(of: rows, key: key)) ?? [] {
            if let open = plan.standard.balance(of: item.events) { amounts.insert(Int(open.amount.magnitude)) }
        }
        self.key = key
        self.real = real
        self.amounts = amounts
    }

    /// The rows in disguise; nil when this seed gives something that is real after all, or sums that do not agree.
    func cells(seed: UInt64) -> Cells? {
        var dice = Dice(seed)
        let days = Days(dice: &dice)
        var stand = Stand(real: real, own: natures.own, dice: Dice(dice.next()))
        var amounts = Amounts(real: amounts, dice: Dice(dice.next()))
        var made = original
        for set in original.indices {
            let row = RowBuffer(width: plan.rowSets[set].columns.count)
            let rows = Disguise.rows(plan, original)[set]
            for number in original[set].indices {
                guard row.read(rows, number, plan.rowSets[set]) == nil else { return nil }
                for column in original[set][number].indices {
                    guard let cell = original[set][number][column] else { continue }
                    let value = row.values[column]
                    if value.isAbsent || natures.named[set][column].contains(value) { continue }
                    let reading = plan.rowSets[set].columns[column].reading
                    guard let new = new(cell, value, natures.columns[set][column], reading, days, &stand, &amounts, &dice) else {
                        return nil
                    }
                    made[set][number][column] = new
                }
            }
        }
        var balance = Balance(plan: plan, natures: natures, key: key, amounts: amounts)
        guard let balanced = balance.balanced(made, as: original) else { return nil }
        return isClean(balanced) && isNothingOpenReal(balanced, amounts) ? balanced : nil
    }

    private func new(
        _ cell: String, _ value: Value, _ nature: Natures.Nature, _ reading: Reading, _ days: Days, _ stand: inout Stand,
        _ amounts: inout Amounts, _ dice: inout Dice
    ) -> String? {
        switch (nature, value) {
        case (.kept, _): return cell
        case (.integer, .integer(let number)):
            return (number < 0 ? "-" : "") + stand.number(for: String(number.magnitude))
        case (.money, .money(let cents)): return Amounts.text(amounts.amount(for: cents.amount), as: reading.notation)
        case (.date, .date(let date)):
            guard let moved = days.moved(date) else { return nil }
            switch reading.notation {
            case .yyyymmdd: return Days.compact(moved)
            case .dutch: return Days.dutch(moved)
            default: return Days.iso(moved)
            }
        case (.time, _): return days.moved(time: cell.trimmingBlanks, dice: &dice)
        case (.url, _): return "https://voorbeeld.example/" + stand.text(for: String(cell.trimmingBlanks.suffix(12)).filter(\.isLetter))
        case (_, .text(let text)) where Format.iban.accepts(text):
            // Wherever an account stands, it stays one.
            return Disguise.iban(stand.number(for: "1" + text.filter { $0.isNumber }.suffix(9)))
        default: return stand.text(for: cell)
        }
    }

    /// An account of a bank that does not exist, with right check digits.
    private static func iban(_ digits: String) -> String {
        let account = String((String(repeating: "0", count: 10) + digits).suffix(10))
        // T, E, S, T and N, L as numbers (ISO 13616).
        let rest = ("29142829" + account + "232100").reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }
        let check = 98 - rest
        return "NL\(check < 10 ? "0" : "")\(check)TEST\(account)"
    }

    /// Whether no cell that was to be replaced shows anything real.
    private func isClean(_ cells: Cells) -> Bool {
        for (set, rows) in cells.enumerated() {
            for (number, row) in rows.enumerated() {
                for (column, cell) in row.enumerated() {
                    guard let cell, cell != original[set][number][column] || natures.columns[set][column] != .kept else { continue }
                    if cell == original[set][number][column], !mayStay(set, number, column) { return false }
                    if cell != original[set][number][column], real.found(in: cell) { return false }
                }
            }
        }
        return true
    }

    private func isNothingOpenReal(_ cells: Cells, _ amounts: Amounts) -> Bool {
        let cases = (try? plan.cases(of: Disguise.rows(plan, cells), key: key)) ?? []
        return !cases.contains { item in plan.standard.balance(of: item.events).map { amounts.isReal($0.amount) } ?? true }
    }

    /// Whether a cell says nothing about anybody: it is absent, nought, blank, or a word of the mapping.
    private func mayStay(_ set: Int, _ number: Int, _ column: Int) -> Bool {
        guard natures.columns[set][column] != .kept else { return true }
        let row = RowBuffer(width: plan.rowSets[set].columns.count)
        _ = row.read(Disguise.rows(plan, original)[set], number, plan.rowSets[set])
        let value = row.values[column]
        if value.isAbsent || natures.named[set][column].contains(value) || value == .money(.zero) || value == .integer(0) { return true }
        return original[set][number][column]?.runs.allSatisfy {
            $0.kind == .other || natures.own.contains($0.text) || $0.text.droppingZeros == "0"
        }
            ?? true
    }

    static func rows(_ plan: Plan, _ cells: Cells) -> [Rows] {
        zip(plan.rowSets, cells).map { set, rows in
            var builder = RowsBuilder(width: set.columns.count)
            for cell in rows.joined() { builder.append(cell) }
            return builder.finish()
        }
    }
}
