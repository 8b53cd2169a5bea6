import Core

/// What stands for amounts: each of about another size, the same for the same one, larger for larger ones by and large, and never a real one.
struct Amounts {
    private let real: Set<Int>
    /// In thousandths.
    private let factor: Int
    private var dice: Dice
    private var made: [Int: Int] = [:]
    private var used: Set<Int> = []

    /// - Parameter real: every amount of the citizen, in cents without sign.
    init(real: Set<Int>, dice: Dice) {
        self.real = real
        self.dice = dice
        let factors = Array(550...880) + Array(1_150...1_850)
        factor = self.dice.pick(factors)
    }

    /// Sign and nought stay.
    mutating func amount(for cents: Int) -> Int {
        let size = Int(cents.magnitude)
        guard size > 0 else { return 0 }
        let found = made[size] ?? new(for: size)
        made[size] = found
        return cents < 0 ? -found : found
    }

    func isReal(_ cents: Int) -> Bool { cents != 0 && real.contains(Int(cents.magnitude)) }

    private mutating func new(for size: Int) -> Int {
        var attempt = 0
        while true {
            attempt += 1
            let noise = dice.number(in: 970...1_030)
            let candidate =
                max(1, size / 1_000_000 * factor * noise + size % 1_000_000 * factor * noise / 1_000_000)
                + (attempt > 20 ? dice.number(in: 0...attempt) : 0)
            guard candidate != size, !real.contains(candidate), used.insert(candidate).inserted else { continue }
            return candidate
        }
    }

    /// Cents as a column writes them.
    static func text(_ cents: Int, as notation: Reading.Notation) -> String {
        guard case .money(let decimal, let thousands) = notation else { return String(cents) }
        let magnitude = cents.magnitude
        var whole = String(magnitude / 100)
        if let thousands {
            var parts: [String] = []
            while whole.count > 3 {
                parts.insert(String(whole.suffix(3)), at: 0)
                whole.removeLast(3)
            }
            whole = ([whole] + parts).joined(separator: String(UnicodeScalar(thousands)))
        }
        let rest = magnitude % 100
        return "\(cents < 0 ? "-" : "")\(whole)\(UnicodeScalar(decimal))\(rest < 10 ? "0" : "")\(rest)"
    }
}
