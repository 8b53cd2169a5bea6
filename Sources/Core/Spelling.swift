/// Finds the word somebody probably meant.
package enum Spelling {
    /// The candidate nearest to a misspelt word by edit distance, when it is near enough to be a slip; ties go to the first.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let written = Array(word.lowercased().unicodeScalars)
        // A letter for a letter is another word: codes are often that short.
        guard written.count > 1 else { return candidates.first { $0 != word && $0.lowercased() == word.lowercased() } }
        let limit = max(1, min(3, written.count / 3 + 1))
        var best: (word: String, distance: Int)?
        for candidate in candidates where candidate != word {
            let distance = editDistance(written, Array(candidate.lowercased().unicodeScalars), limit: limit)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// A hint that names the nearest candidate, or lists the few there are.
    package static func hint(for word: String, in candidates: [String]) -> String? {
        if let near = nearest(to: word, in: candidates) { return "did you mean '\(near)'?" }
        guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
        return "known here: \(candidates.joined(separator: ", "))"
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance).
    private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
        if abs(a.count - b.count) > limit { return limit + 1 }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
