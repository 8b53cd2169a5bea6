import Core

/// Moves every day by the same whole weeks, so that days of the week and the time between two days stay, and the clock within each hour.
struct Days {
    /// In days.
    let shift: Int
    /// In seconds within the hour.
    let turn: Int

    init(dice: inout Dice) {
        shift = -7 * dice.number(in: 26...400)
        turn = dice.number(in: 61...3_539)
    }

    /// The moved day; nil when it would be before any we know.
    func moved(_ date: CalendarDate) -> CalendarDate? {
        Instant(epoch: (date.epochDay + shift) * 86_400 + 43_200).localDate
    }

    /// A time such as `2025-07-14 09:30:00.5+02`, moved. Midnight stays midnight: it says that there was no time.
    func moved(time text: String, dice: inout Dice) -> String? {
        var characters = Array(text)
        var day = String(characters[0..<10])
        guard let date = day.withUTF8({ CalendarDate(iso: $0) }), let there = moved(date) else { return nil }
        characters.replaceSubrange(0..<10, with: Array(Days.iso(there)))
        let hasSeconds = characters.count >= 19 && characters[16] == ":"
        let end = hasSeconds ? 19 : 16
        guard let hour = Int(String(characters[11...12])), let minute = Int(String(characters[14...15])) else { return nil }
        let second = hasSeconds ? Int(String(characters[17...18])) ?? 0 : 0
        if hour + minute + second > 0 {
            let within = (minute * 60 + second + turn) % 3_600
            characters.replaceSubrange(14...15, with: Array(Days.two(within / 60)))
            if hasSeconds { characters.replaceSubrange(17...18, with: Array(Days.two(within % 60))) }
        }
        if end < characters.count, characters[end] == "." {
            var at = end + 1
            while at < characters.count, characters[at].isNumber {
                if characters[at] != "0" { characters[at] = Character(String(dice.number(in: 1...9))) }
                at += 1
            }
        }
        return String(characters)
    }

    static func iso(_ date: CalendarDate) -> String { "\(date.year)-\(two(Int(date.month)))-\(two(Int(date.day)))" }
    static func compact(_ date: CalendarDate) -> String { "\(date.year)\(two(Int(date.month)))\(two(Int(date.day)))" }
    static func dutch(_ date: CalendarDate) -> String { "\(two(Int(date.day)))-\(two(Int(date.month)))-\(date.year)" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
