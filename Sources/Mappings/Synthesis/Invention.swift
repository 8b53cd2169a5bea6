import Core

/// Invents cells: what the column's reading, its type and its name suggest, and now and then the nastiest of it.
struct Invention {
    private let wishes: Wishes
    private var numbers: [String: Int] = [:]

    init(_ wishes: Wishes) { self.wishes = wishes }

    /// Nil for NULL.
    mutating func cell(_ column: TableShape.Column, in shape: TableShape, _ dice: inout Dice) -> String? {
        let stored = StoredColumn(table: shape.name, column: column.name)
        let readings = wishes.readings[stored] ?? []
        let isKey = shape.key.contains(column.name)
        // A reading that needs a value decides; NULL would only make the source fail.
        let mayBeNull = column.mayBeNull && (readings.isEmpty || readings.contains { $0.isOptional })
        if mayBeNull, !isKey, dice.chance(readings.isEmpty ? 30 : 45) { return nil }
        let values = wishes.values[stored] ?? []
        if let reading = readings.first(where: { !$0.isOptional }) ?? readings.first {
            if !isKey, let cell = cell(reading, values, column, &dice) { return fitted(cell, column) }
        } else if !values.isEmpty, dice.chance(90) {
            return fitted(dice.pick(values), column)
        }
        return fitted(plain(column, shape, isKey, &dice), column)
    }

    private func cell(_ reading: Reading, _ values: [String], _ column: TableShape.Column, _ dice: inout Dice) -> String? {
        if !reading.absent.isEmpty, dice.chance(50) { return String(decoding: dice.pick(reading.absent), as: UTF8.self) }
        switch reading.notation {
        case .char, .text, .integer:
            // What the mapping names may be only what it leaves out.
            return values.isEmpty || dice.chance(30) ? nil : dice.pick(values)
        case .code(let list): return dice.pick(list.codes)
        case .boolean(let yes, let no):
            let words = (dice.chance(50) ? yes : no).map { String(decoding: $0, as: UTF8.self) }
            if column.family == .integer || column.family == .decimal { return words.first { Int($0) != nil } ?? words.first }
            return words.first { values.contains($0) } ?? words.first { $0.count > 1 } ?? words.first
        case .money(let decimal, let thousands):
            return Money(cents(column, &dice)).text(decimal: decimal, thousands: thousands)
        case .cents: return String(cents(column, &dice))
        case .date: return day(&dice)
        case .yyyymmdd:
            if reading.isOptional, dice.chance(40) { return "0" }
            return day(&dice).filter { $0 != "-" }
        case .dutch: return day(&dice).split(separator: "-").reversed().joined(separator: "-")
        case .local: return moment(&dice)
        case .instant: return moment(&dice) + "+00"
        }
    }

    /// A cell of a column nobody reads, or of which only the type and the name tell something.
    private mutating func plain(_ column: TableShape.Column, _ shape: TableShape, _ isKey: Bool, _ dice: inout Dice) -> String {
        let name = column.name.lowercased()
        func says(_ words: String...) -> Bool { words.contains { name.contains($0) } }
        switch column.family {
        case .date: return day(&dice)
        case .timestamp: return moment(&dice)
        case .zonedTimestamp: return moment(&dice) + "+00"
        case .boolean: return dice.chance(50) ? "true" : "false"
        case .floating: return String(dice.below(1_000))
        case .decimal where column.scale ?? 0 > 0 && !isKey: return Money(cents(column, &dice)).text(decimal: 0x2E, thousands: nil)
        case .integer, .decimal:
            // A key that is one column must differ, whatever its name says: `rechtmaand_id` is no month.
            if shape.key == [column.name] { return String(number(shape.name + "." + column.name)) }
            if says("jaar", "year") { return String(2019 + dice.below(8)) }
            if says("maand", "month") { return String(1 + dice.below(12)) }
            if !isKey, says("datum", "date") { return day(&dice).filter { $0 != "-" } }
            if !isKey, !says("nr", "num", "id") { return String(dice.below(12)) }
            return String(number(shape.name + "." + column.name))
        case .text, .unknown:
            if isKey || wishes.caseNames.contains(StoredColumn(table: shape.name, column: column.name))
                || says("kenmerk", "nummer", "number", "zaak", "beschik", "referen", "besluit")
            {
                let number = String(number(shape.name + "." + column.name))
                guard let size = column.size, size > number.count else { return number }
                return isKey && size <= 12 ? String(repeating: "0", count: size - number.count) + number : number
            }
            if says("bedrag", "amount", "saldo", "kosten", "hoofdsom") {
                return Money(cents(column, &dice)).text(decimal: 0x2E, thousands: nil)
            }
            if says("datum", "date") { return day(&dice) }
            if says("jaar", "year") { return String(2019 + dice.below(8)) }
            if says("maand", "month") { return String(1 + dice.below(12)) }
            // A short column holds codes, a long one words.
            return (column.size ?? 80) <= 4 ? dice.pick(Invention.letters) : dice.pick(Invention.texts)
        }
    }

    /// An amount as a column holds it.
    static func amount(_ cents: Cents, _ reading: Reading?) -> String {
        if case .cents = reading?.notation { return String(cents.amount) }
        if case .money(let decimal, let thousands) = reading?.notation {
            return Money(cents.amount).text(decimal: decimal, thousands: thousands)
        }
        return Money(cents.amount).text(decimal: 0x2E, thousands: nil)
    }

    private mutating func number(_ name: String) -> Int {
        numbers[name, default: 1000] += 1
        return numbers[name] ?? 1001
    }

    private func cents(_ column: TableShape.Column, _ dice: inout Dice) -> Int {
        let digits = min(column.family == .decimal ? column.size ?? 9 : 9, 9)
        let most = (0..<digits).reduce(1) { product, _ in product * 10 } - 1
        let amount = dice.chance(10) ? 0 : dice.chance(5) ? 1 : dice.chance(4) ? most : 1 + dice.below(250_000)
        return dice.chance(35) ? -min(amount, most) : min(amount, most)
    }

    private func day(_ dice: inout Dice) -> String {
        if dice.chance(15) { return dice.pick(Invention.days) }
        let month = 1 + dice.below(12)
        let day = 1 + dice.below(28)
        return "\(2023 + dice.below(4))-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private func moment(_ dice: inout Dice) -> String {
        if dice.chance(20) { return dice.pick(Invention.moments) }
        return "\(day(&dice)) \(10 + dice.below(10)):\(10 + dice.below(50)):\(10 + dice.below(50))"
    }

    /// Cut to what the column holds, and padded where the database would pad.
    private func fitted(_ cell: String, _ column: TableShape.Column) -> String {
        guard column.family == .text || column.family == .unknown, let size = column.size else { return cell }
        let cut = String(cell.prefix(size))
        return column.isPadded ? cut + String(repeating: " ", count: size - cut.count) : cut
    }

    /// The days on which the clock changes, a leap day, the ends of a year.
    private static let days = ["2026-03-29", "2025-10-26", "2024-02-29", "2025-12-31", "2026-01-01"]
    /// A moment that did not exist, and one that came twice.
    private static let moments = ["2026-03-29 02:30:00", "2025-10-26 02:30:00", "2025-12-31 23:59:59"]
    private static let letters = ["A", "B", "D", "E", "X", "0", "9"]
    private static let texts = [
        "Jansen", "Renée Groß", "'s-Gravenmoer, ’t Façade", "Łukasiewicz-Öztürk", "O'Brien", "X",
        "van Wijngaarden-van der Meer tot Oudekerk aan den Amstel en Nieuwer ter Aa, genaamd de Lange van Wijngaarden",
    ]
}

/// Cents as a column of euros holds them.
private struct Money {
    private let cents: Int

    init(_ cents: Int) { self.cents = cents }

    func text(decimal: UInt8, thousands: UInt8?) -> String {
        var whole = String(abs(cents) / 100)
        if let thousands {
            var at = whole.count - 3
            while at > 0 {
                whole.insert(Character(Unicode.Scalar(thousands)), at: whole.index(whole.startIndex, offsetBy: at))
                at -= 3
            }
        }
        let rest = abs(cents) % 100
        return (cents < 0 ? "-" : "") + whole + String(Character(Unicode.Scalar(decimal))) + (rest < 10 ? "0" : "") + String(rest)
    }
}
