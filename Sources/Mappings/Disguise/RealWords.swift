import Core

/// Everything in a citizen's rows that may not stand in what is made of them.
struct RealWords {
    /// Whole cells, and the runs of letters and of digits in them.
    private var words: Set<String> = []
    /// Those that are long enough to be told from chance wherever they stand.
    private var long: [String] = []

    /// Shorter words are met by chance: a `7` in a number is nobody's.
    private static let telling = 4

    mutating func add(_ cell: String) {
        insert(cell)
        for run in cell.runs where run.kind != .other {
            insert(run.text)
            if run.kind == .digits { insert(run.text.droppingZeros) }
        }
    }

    private mutating func insert(_ word: String) {
        guard !word.isEmpty, words.insert(word).inserted, word.count >= RealWords.telling else { return }
        // Zeros and blanks say nothing about anybody.
        if word.contains(where: { $0 != "0" && $0 != " " && $0 != "." && $0 != "," }) { long.append(word) }
    }

    /// Whether a word is one of them, or has a telling one in it.
    func contain(_ word: String) -> Bool { words.contains(word) || found(in: word) }

    /// Whether a telling one stands anywhere in a text.
    func found(in text: String) -> Bool { long.contains { text.contains($0) } }
}

extension String {
    enum RunKind {
        case letters, digits, other
    }

    /// Its stretches of letters, of digits and of everything else.
    var runs: [(kind: RunKind, text: String)] {
        var found: [(kind: RunKind, text: String)] = []
        for character in self {
            let kind: RunKind = character.isLetter ? .letters : character.isASCII && character.isNumber ? .digits : .other
            if let last = found.last, last.kind == kind {
                found[found.count - 1].text.append(character)
            } else {
                found.append((kind, String(character)))
            }
        }
        return found
    }

    /// A number without the zeros in front of it.
    var droppingZeros: String {
        let rest = drop { $0 == "0" }
        return rest.isEmpty ? "0" : String(rest)
    }
}
