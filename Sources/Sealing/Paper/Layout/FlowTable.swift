/// Tables: rows between hairlines, amounts to the right.
extension Flow {
    /// Between two columns; after amounts, which stand at the end of theirs, a word must not look like a part of them.
    private static let gutter = 12.0
    private static let gutterAfterAmounts = 24.0
    private static let padding = 3.0

    /// A column on the page.
    private struct Column {
        let left: Double
        let width: Double
        let isNumeric: Bool
    }

    mutating func addTable(_ table: Block.Table, in place: Place) throws(DocumentFailure) {
        guard !table.columns.isEmpty, !table.rows.isEmpty || table.total != nil else { return }
        var summary = PDFBytes("/O/Table/Summary")
        summary.write(text: table.summary)
        let element = tree.add("Table", in: place.element, table.summary.isEmpty ? nil : summary)
        var titles: [ShapedText] = []
        for column in table.columns { titles.append(try shaper.shape(column.title, bold: true)) }
        var rows: [[ShapedText]] = []
        for row in table.rows { rows.append(try cells(row, table, isBold: false)) }
        let total: [ShapedText]? = if let row = table.total { try cells(row, table, isBold: true) } else { nil }
        let columns = Flow.columns(table, titles, rows + (total.map { [$0] } ?? []), in: place)

        let before = 6.0
        let isHeaded = titles.contains { !$0.letters.isEmpty }
        // In a small table nearly everything would be a head: then those of the columns are enough.
        let data = rows.count * (columns.count - 1)
        let body = Body(table: element, columns: columns, hasRowHeads: data >= rows.count + (isHeaded ? columns.count : 0))
        if isHeaded {
            let row = tree.add("TR", in: element)
            let heads = columns.map { _ in tree.add("TH", in: row, PDFBytes("/O/Table/Scope/Column")) }
            try addRow(
                titles, columns, Row(look: .head, elements: heads, colour: palette.house, line: (palette.house, 1), isHead: true),
                before: before,
                in: place)
            self.heads.append(strips[strips.count - 1])
        }
        let head = isHeaded ? heads.count - 1 : nil
        let first = strips.count
        for (index, row) in rows.enumerated() {
            let isLast = index == rows.count - 1
            try addBodyRow(
                row, body, .cell, line: isLast && total != nil ? (palette.house, 0.75) : (palette.line, 0.5), head: head,
                before: strips.count == first && head == nil ? before : 0, isGlued: isLast && total != nil, in: place)
        }
        if let total {
            let look = Look(size: 9.5, leading: 14, isBold: true)
            try addBodyRow(total, body, look, line: nil, head: head, before: 0, isGlued: false, in: place)
        }
        after = 8
    }

    private mutating func cells(
        _ row: [[Phrase]], _ table: Block.Table, isBold: Bool
    ) throws(DocumentFailure) -> [ShapedText] {
        // A cell too many or too few is a mistake of who wrote the table, and would shift amounts to another column.
        guard row.count == table.columns.count else { throw .unplaceable }
        var cells: [ShapedText] = []
        for cell in row { cells.append(try shaper.shape(cell, bold: isBold)) }
        return cells
    }

    private static func columns(
        _ table: Block.Table, _ titles: [ShapedText], _ rows: [[ShapedText]], in place: Place
    ) -> [Column] {
        let gaps = zip(table.columns, table.columns.dropFirst()).map { $0.isNumeric && !$1.isNumeric ? gutterAfterAmounts : gutter }
        let room = place.width - gaps.reduce(0, +)
        let wishes = table.columns.indices.map { index in
            let isNumeric = table.columns[index].isNumeric
            var least = titles[index].widestPart * Int(Look.head.size * 10) / 10
            var natural = titles[index].natural * Int(Look.head.size * 10) / 10
            for row in rows {
                natural = max(natural, row[index].natural * Int(Look.cell.size * 10) / 10)
                least = max(least, (isNumeric ? row[index].natural : row[index].widestPart) * Int(Look.cell.size * 10) / 10)
            }
            // A word that takes half the table is broken rather than that it takes it from the others.
            return ColumnWidths.Wish(
                part: table.columns[index].width, least: isNumeric ? Double(least) / 1000 + 0.1 : min(Double(least) / 1000 + 0.1, room / 2),
                natural: Double(natural) / 1000 + 0.1)
        }
        var left = place.left
        return zip(table.columns, zip(ColumnWidths.fitted(wishes, to: room), gaps + [0])).map { column, place in
            defer { left += place.0 + place.1 }
            return Column(left: left, width: place.0, isNumeric: column.isNumeric)
        }
    }

    // MARK: Rows

    /// What the rows of a table have in common.
    private struct Body {
        let table: Int
        let columns: [Column]
        let hasRowHeads: Bool
    }

    private struct Row {
        let look: Look
        let elements: [Int]
        var colour: HouseStyle.Colour?
        /// Below it.
        let line: (colour: HouseStyle.Colour, thickness: Double)?
        var isHead = false
    }

    private mutating func addBodyRow(
        _ cells: [ShapedText], _ body: Body, _ look: Look, line: (HouseStyle.Colour, Double)?, head: Int?, before: Double, isGlued: Bool,
        in place: Place
    ) throws(DocumentFailure) {
        let row = tree.add("TR", in: body.table)
        let elements = body.columns.indices.map {
            $0 == 0 && body.hasRowHeads ? tree.add("TH", in: row, PDFBytes("/O/Table/Scope/Row")) : tree.add("TD", in: row)
        }
        let first = strips.count
        try addRow(cells, body.columns, Row(look: look, elements: elements, line: line), before: before, in: place)
        for index in first..<strips.count { strips[index].head = head }
        if isGlued { strips[strips.count - 1].glue = Strip.always }
    }

    /// A row is one strip; one that no page could hold is several, cut between lines.
    private mutating func addRow(
        _ cells: [ShapedText], _ columns: [Column], _ row: Row, before: Double, in place: Place
    ) throws(DocumentFailure) {
        var lines: [[ShapedText.Line]] = []
        var links: [PhraseLinks] = []
        for (index, cell) in cells.enumerated() {
            lines.append(try cell.lines(within: Int(columns[index].width * 1000 / row.look.size)))
            links.append(self.links(of: cell.phrases, in: row.elements[index]))
        }
        let count = max(1, lines.map(\.count).max() ?? 1)
        // Half a page, so that a head and the rest of a page find room.
        let most = 24
        for start in stride(from: 0, to: count, by: most) {
            let ornament = ornaments.count
            let run = runs.count
            let end = min(start + most, count)
            let top = start == 0 ? Flow.padding : 1
            for (index, column) in columns.enumerated() {
                // The head of a column stands on its line, also when others have more lines.
                let sunk = row.isHead ? count - lines[index].count : 0
                for number in start..<end where number >= sunk && number - sunk < lines[index].count {
                    let line = lines[index][number - sunk]
                    let x = column.isNumeric ? column.left + column.width - Double(line.width) * row.look.size / 1000 : column.left
                    set(
                        line, of: cells[index], row.look, x: x, y: top + Double(number - start) * row.look.leading + row.look.baseline,
                        colour: row.colour, element: row.elements[index], links: links[index])
                }
            }
            var height = top + Double(end - start) * row.look.leading
            if end == count {
                height += Flow.padding
                if let line = row.line {
                    ornaments.append(
                        Ornament(
                            kind: .fill(line.colour), x: place.left, y: height, width: place.width, height: line.thickness, element: nil))
                    height += line.thickness
                }
            }
            addStrip(
                height: height, before: start == 0 ? before : 0, in: place, ornaments: ornament, runs: run, isGlued: row.isHead)
        }
    }

    /// What is called what, as a table of two columns whose rows have heads.
    mutating func addFacts(_ facts: [Block.Fact], in place: Place) throws(DocumentFailure) {
        guard !facts.isEmpty else { return }
        var cells: [[ShapedText]] = []
        var widest = 0.0
        for fact in facts {
            let row = [try shaper.shape(fact.label, bold: true), try shaper.shape(fact.value)]
            widest = max(widest, Double(row[0].natural) * Look.fact.size / 1000)
            cells.append(row)
        }
        let label = min(max(widest + 0.1, 112), place.width * 0.36)
        let left = place.left + label + 16
        let right = min(place.right, left + Frame.readingWidth)
        let columns = [
            Column(left: place.left, width: label, isNumeric: false), Column(left: left, width: right - left, isNumeric: false),
        ]
        let body = Body(table: tree.add("Table", in: place.element), columns: columns, hasRowHeads: true)
        for (index, row) in cells.enumerated() {
            try addBodyRow(
                row, body, .fact, line: (palette.line, 0.5), head: nil, before: index == 0 ? 5 : 0,
                isGlued: index == 0 && cells.count > 1, in: place)
        }
        after = 7
    }
}

extension Flow.Look {
    static let fact = Flow.Look(size: 10, leading: 13)
}
