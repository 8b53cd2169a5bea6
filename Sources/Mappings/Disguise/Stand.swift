import Core

/// What stands for the numbers and words of a citizen: the same for the same one wherever it stands, of the same shape, and never a real one.
struct Stand {
    private let real: RealWords
    /// Letters that the mapping itself puts around a case's number; they stay, so that numbers in texts and in columns still agree.
    private let own: Set<String>
    private var dice: Dice
    private var numbers: [String: String] = [:]
    private var words: [String: String] = [:]
    private var used: Set<String> = []

    private static let attempts = 200

    init(real: RealWords, own: Set<String>, dice: Dice) {
        self.real = real
        self.own = own
        self.dice = dice
    }

    /// A text of the same shape: letters for letters, digits for digits, everything else as it is.
    mutating func text(for text: String) -> String {
        var made = ""
        for run in text.runs {
            switch run.kind {
            case .other: made += run.text
            case .letters: made += own.contains(run.text) ? run.text : word(for: run.text)
            case .digits: made += number(for: run.text)
            }
        }
        return made
    }

    /// Digits for digits. Zeros in front stay; nought stays nought.
    mutating func number(for digits: String) -> String {
        let value = digits.droppingZeros
        guard value != "0" else { return digits }
        let made = numbers[value] ?? newNumber(for: value)
        numbers[value] = made
        return String(repeating: "0", count: max(0, digits.count - made.count)) + made
    }

    private mutating func newNumber(for value: String) -> String {
        let isCitizen = BSN(String(repeating: "0", count: max(0, 9 - value.count)) + value) != nil && value.count >= 8
        var length = value.count
        while true {
            for _ in 0..<Stand.attempts {
                let candidate = isCitizen ? citizen() : digits(length)
                guard !real.contain(candidate), isCitizen || !Stand.mayBeCitizen(candidate), used.insert(candidate).inserted else {
                    continue
                }
                return candidate
            }
            // All numbers of this length are taken or real.
            length += 1
        }
    }

    /// A number of the range that is never given out, with a right check digit.
    private mutating func citizen() -> String {
        while true {
            let number = String(dice.number(in: 999_900_000...999_999_999))
            if BSN(number) != nil { return number }
        }
    }

    private static func mayBeCitizen(_ digits: String) -> Bool {
        (digits.count == 9 && BSN(digits) != nil) || (digits.count == 8 && BSN("0" + digits) != nil)
    }

    private mutating func digits(_ length: Int) -> String {
        var made = String(dice.number(in: 1...9))
        for _ in 1..<max(1, length) { made += String(dice.number(in: 0...9)) }
        return made
    }

    private mutating func word(for word: String) -> String {
        if let known = words[word] { return known }
        var extra = 0
        while true {
            for _ in 0..<Stand.attempts {
                var candidate = word.map { letter(for: $0) }.joined()
                for _ in 0..<extra { candidate += letter(for: word.last ?? "x") }
                guard !real.contain(candidate), !own.contains(candidate), used.insert(candidate).inserted else { continue }
                words[word] = candidate
                return candidate
            }
            extra += 1
        }
    }

    private mutating func letter(for letter: Character) -> String {
        let plain = Array("abdefghiklmnoprstuvwz")
        let marked = Array("éëïöüàè")
        let made = String(dice.pick(letter.isASCII ? plain : marked))
        return letter.isUppercase ? made.uppercased() : made
    }
}
