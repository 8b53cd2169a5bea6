/// How wide the columns of a table are.
struct ColumnWidths {
    /// What a column asks for, in points.
    struct Wish {
        /// Its part of the table.
        let part: Double
        /// Without a line end where none may be: the amounts of a column of amounts, the longest word of another.
        let least: Double
        /// With all of its cells on one line; what it has above that it can spare.
        var natural = 0.0
    }

    /// Gives each its part, then more to those that need it from those that do not; when even the least is too wide, all shrink and long
    /// words are broken.
    static func fitted(_ wishes: [Wish], to width: Double) -> [Double] {
        let parts = wishes.reduce(0) { $0 + max($1.part, 0) }
        let least = wishes.reduce(0) { $0 + $1.least }
        guard least < width else { return wishes.map { $0.least * width / max(least, 1) } }
        var widths = wishes.map { parts > 0 ? width * max($0.part, 0) / parts : width / Double(wishes.count) }
        share(&widths, wishes)
        let lack = zip(wishes, widths).reduce(0) { $0 + max($1.0.least - $1.1, 0) }
        guard lack > 0 else { return widths }
        let spare = zip(wishes, widths).reduce(0) { $0 + max($1.1 - $1.0.least, 0) }
        for index in wishes.indices {
            let own = widths[index] - wishes[index].least
            widths[index] = own < 0 ? wishes[index].least : widths[index] - own * lack / max(spare, 1e-9)
        }
        return widths
    }

    /// Gives what some columns have above what their cells need to those whose cells take several lines.
    private static func share(_ widths: inout [Double], _ wishes: [Wish]) {
        let spare = zip(wishes, widths).map { max($1 - max($0.natural, $0.least), 0) }
        let need = zip(wishes, widths).map { max($0.natural - $1, 0) }
        let (spareSum, needSum) = (spare.reduce(0, +), need.reduce(0, +))
        guard spareSum > 0, needSum > 0 else { return }
        let moved = min(spareSum, needSum)
        for index in widths.indices { widths[index] += moved * (need[index] / needSum - spare[index] / spareSum) }
    }
}
