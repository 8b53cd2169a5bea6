/// Where a file of a case first differs from what it would be now.
enum CaseDifference {
    /// The most characters of a line that are quoted.
    private static let width = 80
    /// How many of them stand before the first that differs.
    private static let before = 20

    /// `path:line: expected '…', got '…'`, of a long line the part around the first difference; nil when the two are the same.
    ///
    /// - Parameter expected: nil when there is no such file.
    static func text(of path: String, expected: [UInt8]?, got: [UInt8]) -> String? {
        guard expected != got else { return nil }
        guard let expected else { return "\(path): is not there" }
        let (left, right) = (lines(expected), lines(got))
        // Bytes that are no UTF-8 can read alike: then no line shows the difference.
        let at = (0..<max(left.count, right.count)).first { index in
            left.indices.contains(index) != right.indices.contains(index) || !left[index].elementsEqual(right[index])
        }
        guard let at else { return "\(path): differs in bytes that are no UTF-8" }
        let (wanted, found) = (at < left.count ? left[at] : nil, at < right.count ? right[at] : nil)
        let same = zip(wanted ?? [], found ?? []).prefix { $0 == $1 }.count
        return "\(path):\(at + 1): expected \(quote(wanted, from: same)), got \(quote(found, from: same))"
    }

    /// The lines of a text; what follows the last line end is one too.
    private static func lines(_ bytes: [UInt8]) -> [[Unicode.Scalar]] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    }

    /// A line between quotes; control characters are written out, so that a carriage return can be seen.
    private static func quote(_ line: [Unicode.Scalar]?, from same: Int) -> String {
        guard let line else { return "the end of the file" }
        let start = line.count <= width ? 0 : max(0, same - before)
        let end = min(line.count, start + width)
        var text = start > 0 ? "…" : ""
        for scalar in line[start..<end] {
            text += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "'\(text)\(end < line.count ? "…" : "")'"
    }
}
