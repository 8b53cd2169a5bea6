/// One letter of a text that has a font, but no place yet.
struct MeasuredLetter {
    enum Kind: UInt8 {
        case plain
        case space
        /// A line may end after it.
        case hyphen
    }

    let code: UInt16
    /// In 1/1000 of the size.
    let width: UInt16
    let face: UInt8
    let kind: Kind
    /// Which of the phrases it belongs to.
    let phrase: UInt16
}

/// Letters of a paragraph or a cell.
struct ShapedText {
    let phrases: [Phrase]
    let letters: [MeasuredLetter]

    /// A line of it: `letters[range]`, the spaces at its end included.
    struct Line {
        let range: Range<Int>
        /// In 1/1000 of the size, without the spaces at its end.
        let width: Int
    }

    /// As wide as it is without line ends, in 1/1000 of the size.
    var natural: Int { letters.reduce(0) { $0 + Int($1.width) } }

    /// The widest part that no line end can come in, in 1/1000 of the size.
    var widestPart: Int {
        var widest = 0
        var now = 0
        for letter in letters {
            if letter.kind == .space {
                now = 0
                continue
            }
            now += Int(letter.width)
            widest = max(widest, now)
            if letter.kind == .hyphen { now = 0 }
        }
        return widest
    }

    /// Breaks it into lines: after a space or a hyphen, and within a word only when a line cannot hold it.
    ///
    /// - Parameter width: in 1/1000 of the size.
    /// - Throws: `unplaceable` when a single letter is wider.
    func lines(within width: Int) throws(DocumentFailure) -> [Line] {
        var lines: [Line] = []
        var start = 0
        // The line so far up to `at`, and up to its last good end.
        var used = 0
        var seen = 0
        var good: (end: Int, width: Int)?
        var at = 0
        while at < letters.count {
            let letter = letters[at]
            let step = Int(letter.width)
            if letter.kind == .space {
                used += step
                at += 1
                good = (at, seen)
                continue
            }
            if used + step > width {
                if let end = good, end.end > start {
                    lines.append(Line(range: start..<end.end, width: end.width))
                    start = end.end
                } else {
                    guard at > start else { throw .unplaceable }
                    lines.append(Line(range: start..<at, width: used))
                    start = at
                }
                at = start
                used = 0
                seen = 0
                good = nil
                continue
            }
            used += step
            seen = used
            at += 1
            if letter.kind == .hyphen { good = (at, seen) }
        }
        if start < letters.count { lines.append(Line(range: start..<letters.count, width: seen)) }
        return lines
    }
}
