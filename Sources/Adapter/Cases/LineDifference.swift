/// How a text changed, line by line, as `diff -u` shows it.
enum LineDifference {
    /// Lines that stayed, shown around each change.
    private static let context = 2
    /// The most characters of a line that are shown.
    private static let width = 140

    static func text(from old: [UInt8], to new: [UInt8]) -> String {
        let (before, after) = (lines(old), lines(new))
        var shown: [String] = []
        var last: (old: Int, new: Int)?
        let hunks = hunks(before, after)
        for (number, hunk) in hunks.enumerated() {
            let start = max(last?.old ?? 0, hunk.old.lowerBound - context)
            if start > (last?.old ?? -1) { shown.append("@@ line \(start + 1 + hunk.new.lowerBound - hunk.old.lowerBound) @@") }
            shown += before[start..<hunk.old.lowerBound].map { "  \(clipped($0, 0))" }
            for line in hunk.old.indices {
                shown.append("- \(clipped(before[line], same(line - hunk.old.lowerBound, hunk, before, after)))")
            }
            for line in hunk.new.indices {
                shown.append("+ \(clipped(after[line], same(line - hunk.new.lowerBound, hunk, before, after)))")
            }
            let next = number + 1 < hunks.count ? hunks[number + 1].old.lowerBound : before.count
            let end = min(next, hunk.old.upperBound + context)
            shown += before[hunk.old.upperBound..<end].map { "  \(clipped($0, 0))" }
            last = (end, hunk.new.upperBound)
        }
        return shown.joined(separator: "\n")
    }

    private struct Hunk {
        var old: Range<Int>
        var new: Range<Int>
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func hunks(_ old: [String], _ new: [String]) -> [Hunk] {
        var found: [Hunk] = []
        func note(_ at: (old: Int, new: Int), removed: Int, inserted: Int) {
            if let last = found.last, last.old.upperBound == at.old, last.new.upperBound == at.new {
                found[found.count - 1].old = last.old.lowerBound..<at.old + removed
                found[found.count - 1].new = last.new.lowerBound..<at.new + inserted
            } else {
                found.append(Hunk(old: at.old..<at.old + removed, new: at.new..<at.new + inserted))
            }
        }
        var removals: Set<Int> = []
        var insertions: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removals.insert(offset)
            case .insert(let offset, _, _): insertions.insert(offset)
            }
        }
        var at = (old: 0, new: 0)
        while at.old < old.count || at.new < new.count {
            if removals.contains(at.old) {
                note(at, removed: 1, inserted: 0)
                at.old += 1
            } else if insertions.contains(at.new) {
                note(at, removed: 0, inserted: 1)
                at.new += 1
            } else {
                at = (at.old + 1, at.new + 1)
            }
        }
        return found
    }

    /// How many characters the lines at the same place of both sides have in common, so that a long line is shown where it changed.
    private static func same(_ place: Int, _ hunk: Hunk, _ old: [String], _ new: [String]) -> Int {
        guard place < hunk.old.count, place < hunk.new.count else { return 0 }
        return zip(old[hunk.old.lowerBound + place], new[hunk.new.lowerBound + place]).prefix { $0 == $1 }.count
    }

    private static func clipped(_ line: String, _ same: Int) -> String {
        guard line.count > width else { return line }
        let start = same > width / 2 ? same - width / 2 : 0
        return (start > 0 ? "…" : "") + line.dropFirst(start).prefix(width) + (start + width < line.count ? "…" : "")
    }
}
