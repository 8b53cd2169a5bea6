internal import Core

/// Which strip stands on which page, and where.
struct Pagination {
    struct Placed {
        let strip: Int
        let top: Double
        /// A head of a table that is printed again: `strip` is a place in `Flow.heads`.
        let isRepeatedHead: Bool
    }

    /// A document of more is a mistake in its making, and would take a server's memory.
    static let mostPages = 400

    private(set) var pages: [[Placed]] = [[]]
    private var bottom = Frame.firstTop
    private let limit: Double

    /// - Parameters:
    ///   - strips: in reading order.
    ///   - limit: where text ends on every page.
    /// - Throws: `unplaceable` when a strip is higher than a page, or there are too many pages.
    init(_ strips: [Strip], heads: [Strip], limit: Double) throws(DocumentFailure) {
        self.limit = limit
        // Up to where a depth of `together` was found too high for a page.
        var given = [Int](repeating: 0, count: Int(Strip.always) + 1)
        let levels = Set(strips.map(\.glue)).subtracting([0]).sorted()
        var next = 0
        while next < strips.count {
            var end = next + 1
            var height = 0.0
            for level in levels where next >= given[Int(level)] {
                let group = Pagination.group(from: next, level, strips, most: capacity(strips[next], heads))
                if group.fits {
                    end = group.end
                    height = group.height
                    break
                }
                given[Int(level)] = group.end
            }
            if height == 0 { height = max(strips[next].height, strips[next].room) }
            try place(next..<end, height: height, strips, heads)
            next = end
        }
    }

    /// What a page can hold from its top: this one when nothing stands on it, else the next.
    private func capacity(_ strip: Strip, _ heads: [Strip]) -> Double {
        let room = limit - (pages.count == 1 && pages[0].isEmpty ? Frame.firstTop : Frame.top)
        return room - (strip.head.map { heads[$0].height } ?? 0)
    }

    /// The strips from one on that want to stay together at a level, or up to where a page is full.
    private static func group(
        from first: Int, _ level: UInt8, _ strips: [Strip], most: Double
    ) -> (end: Int, height: Double, fits: Bool) {
        var end = first
        var height = 0.0
        var needed = 0.0
        repeat {
            if end > first { height += strips[end].before }
            needed = max(needed, height + strips[end].room)
            height += strips[end].height
            end += 1
        } while end < strips.count && strips[end - 1].glue >= level
        height = max(height, needed)
        return (end, height, height <= most)
    }

    private mutating func place(
        _ group: Range<Int>, height: Double, _ strips: [Strip], _ heads: [Strip]
    ) throws(DocumentFailure) {
        let first = strips[group.lowerBound]
        if let last = pages.last, !last.isEmpty, bottom + first.before + height > limit + 0.001 {
            guard pages.count < Pagination.mostPages else { throw .unplaceable }
            pages.append([])
            bottom = Frame.top
            if let head = first.head {
                pages[pages.count - 1].append(Placed(strip: head, top: bottom, isRepeatedHead: true))
                bottom += heads[head].height
            }
        }
        for index in group {
            if !pages[pages.count - 1].isEmpty, !isBelowRepeatedHead { bottom += strips[index].before }
            guard bottom + strips[index].height <= limit + 0.001 else { throw .unplaceable }
            pages[pages.count - 1].append(Placed(strip: index, top: bottom, isRepeatedHead: false))
            bottom += strips[index].height
        }
    }

    private var isBelowRepeatedHead: Bool { pages[pages.count - 1].last?.isRepeatedHead ?? false }
}
