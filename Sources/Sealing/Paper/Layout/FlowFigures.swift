/// What is seen before it is read: the box of amounts, the bar of a debt, the code.
extension Flow {
    private struct FigureText {
        let label: [(ShapedText, ShapedText.Line)]
        let value: [(ShapedText, ShapedText.Line)]
        let note: [(ShapedText, ShapedText.Line)]
        let size: Double
        let isMain: Bool
        /// Between the label and the value, so that values beside each other stand on one line.
        var gap = 1.0

        static let label = Look(size: 9.5, leading: 13)
        static let note = Look(size: 9, leading: 12)

        var leading: Double { size * 1.25 }

        /// From the top to the base line of the value, without the gap.
        var firstValue: Double {
            Double(label.count) * FigureText.label.leading + Look(size: size, leading: leading).baseline
        }

        var height: Double {
            gap + Double(label.count) * FigureText.label.leading + Double(value.count) * leading + Double(note.count)
                * FigureText.note.leading
        }
    }

    /// The main amounts white on the house colour, the others beside them on a tint of it. Read as a list: what it is, how much.
    mutating func addFigures(_ figures: [Block.Figure], in place: Place) throws(DocumentFailure) {
        guard !figures.isEmpty else { return }
        let padding = 14.0
        let main = figures.filter(\.isMain)
        let others = figures.filter { !$0.isMain }
        let list = tree.add("L", in: place.element, PDFBytes("/O/List/ListNumbering/None"))
        let mainWidth = others.isEmpty ? place.width : main.isEmpty ? 0 : place.width * 0.42
        let otherWidth = (place.width - mainWidth) / Double(max(others.count, 1))
        // Beside each other as long as each has room, else below each other.
        let isStacked = others.count > 1 && otherWidth < 110
        var panels: [(figure: FigureText, x: Double, width: Double, row: Int)] = []
        for (index, figure) in main.enumerated() {
            panels.append((try shaped(figure, width: mainWidth - 2 * padding), place.left, mainWidth, index))
        }
        for (index, figure) in others.enumerated() {
            let width = isStacked ? place.width - mainWidth : otherWidth
            let x = place.left + mainWidth + (isStacked ? 0 : Double(index) * otherWidth)
            panels.append((try shaped(figure, width: width - 2 * padding), x, width, isStacked ? index : 0))
        }
        if let lead = panels.first?.figure, lead.isMain {
            for index in panels.indices where !panels[index].figure.isMain && panels[index].row == 0 {
                panels[index].figure.gap = max(1, lead.firstValue - panels[index].figure.firstValue + 1)
            }
        }
        func stackHeight(_ isMain: Bool) -> Double {
            var rows: [Int: Double] = [:]
            for panel in panels where panel.figure.isMain == isMain { rows[panel.row] = max(rows[panel.row] ?? 0, panel.figure.height) }
            return rows.isEmpty ? 0 : rows.values.sorted().reduce(0, +) + Double(rows.count - 1) * 10 + 2 * padding
        }
        let height = max(stackHeight(true), stackHeight(false))
        let ornament = ornaments.count
        let run = runs.count
        if !main.isEmpty {
            ornaments.append(Ornament(kind: .fill(palette.house), x: place.left, y: 0, width: mainWidth, height: height, element: nil))
        }
        if !others.isEmpty {
            ornaments.append(
                Ornament(
                    kind: .fill(palette.tint), x: place.left + mainWidth, y: 0, width: place.width - mainWidth, height: height, element: nil
                ))
        }
        var tops: [Bool: (row: Int, top: Double, next: Double)] = [:]
        for panel in panels {
            let isMain = panel.figure.isMain
            var at = tops[isMain] ?? (panel.row, padding, padding)
            if at.row != panel.row { at = (panel.row, at.next + 10, at.next + 10) }
            at.next = max(at.next, at.top + panel.figure.height)
            tops[isMain] = at
            if !isMain, !isStacked, panel.x > place.left + mainWidth + 1 {
                ornaments.append(
                    Ornament(
                        kind: .fill(palette.line), x: panel.x, y: padding, width: 0.75, height: height - 2 * padding, element: nil))
            }
            set(panel.figure, x: panel.x + padding, y: at.top, in: list)
        }
        guard height < Frame.height / 2 else { throw .unplaceable }
        addStrip(height: height, before: 14, in: place, ornaments: ornament, runs: run)
        after = 14
    }

    private mutating func shaped(_ figure: Block.Figure, width: Double) throws(DocumentFailure) -> FigureText {
        func lines(_ text: ShapedText, _ size: Double) throws(DocumentFailure) -> [(ShapedText, ShapedText.Line)] {
            try text.lines(within: Int(width * 1000 / size)).map { (text, $0) }
        }
        let value = try shaper.shape(figure.value, bold: true)
        let wished = figure.isMain ? 27.0 : 15.0
        // An amount is made smaller rather than broken, down to the size of the text.
        let fitting = width * 1000 / Double(max(value.natural, 1))
        let size = max(min(wished, (fitting * 2).rounded(.down) / 2), 10.5)
        let label = try shaper.shape(figure.label, bold: figure.isMain)
        let note = try shaper.shape(figure.note ?? "")
        return FigureText(
            label: try lines(label, FigureText.label.size), value: try lines(value, size), note: try lines(note, FigureText.note.size),
            size: size, isMain: figure.isMain)
    }

    private mutating func set(_ figure: FigureText, x: Double, y: Double, in list: Int) {
        let entry = tree.add("LI", in: list)
        let body = tree.add("LBody", in: entry)
        let label = tree.add("P", in: body)
        let amount = tree.add("P", in: body)
        let light = figure.isMain ? palette.white : palette.text
        let value = Look(size: figure.size, leading: figure.leading)
        var top = y
        for (text, line) in figure.label {
            set(
                line, of: text, FigureText.label, x: x, y: top + FigureText.label.baseline, colour: light, element: label, links: .none)
            top += FigureText.label.leading
        }
        top += figure.gap
        for (text, line) in figure.value {
            set(
                line, of: text, value, x: x, y: top + value.baseline, colour: figure.isMain ? palette.white : palette.house,
                element: amount,
                links: .none)
            top += value.leading
        }
        guard !figure.note.isEmpty else { return }
        let note = tree.add("P", in: body)
        for (text, line) in figure.note {
            set(line, of: text, FigureText.note, x: x, y: top + FigureText.note.baseline, colour: light, element: note, links: .none)
            top += FigureText.note.leading
        }
    }

    /// A bar as wide as the text, and below it what its parts are.
    mutating func addMeter(_ meter: Block.Meter, in place: Place) throws(DocumentFailure) {
        guard meter.paid >= 0, meter.open >= 0, meter.paid.addingReportingOverflow(meter.open).overflow == false,
            meter.paid + meter.open > 0
        else { return }
        let element = tree.add("Figure", in: place.element, alternative: meter.words)
        let ornament = ornaments.count
        let run = runs.count
        let width = place.width
        ornaments.append(Ornament(kind: .meter(meter), x: place.left, y: 0, width: width, height: MeterDrawing.height, element: element))
        var x = place.left
        for part in MeterDrawing.Part.allCases where MeterDrawing.amount(part, meter) > 0 {
            let text = try shaper.shape(part.name(language))
            guard let line = try text.lines(within: Int(width * 1000 / Look.small.size)).first else { continue }
            ornaments.append(
                Ornament(kind: .meterMark(part), x: x, y: MeterDrawing.height + 6, width: 8, height: 8, element: element))
            set(
                line, of: text, .small, x: x + 12, y: MeterDrawing.height + 4 + Look.small.baseline, colour: palette.muted,
                element: element,
                links: .none)
            x += 12 + Double(line.width) * Look.small.size / 1000 + 18
        }
        addStrip(height: MeterDrawing.height + 4 + Look.small.leading, before: 6, in: place, ornaments: ornament, runs: run)
        after = 5
    }

    /// 30 mm square, and blocks to the right of it.
    mutating func addCode(_ payload: String, _ words: String, _ beside: [Block], in place: Place) throws(DocumentFailure) {
        guard let code = QRCode(payload) else { throw .unplaceable }
        let side = 85.04
        let element = tree.add("Figure", in: place.element, alternative: words)
        let ornament = ornaments.count
        ornaments.append(Ornament(kind: .code(code), x: place.left, y: 0, width: side, height: side, element: element))
        let first = strips.count
        var inner = place
        inner.left += side + 18
        guard depth < 16 else { throw .unplaceable }
        depth += 1
        addStrip(height: 0, before: 12, in: place, ornaments: ornament, runs: runs.count, isGlued: true)
        try add(beside, in: inner)
        strips[first].room = side
        if strips.count > first + 1 {
            strips[first + 1].before = 0
            // Text stands with its tops at the top of the code.
            strips[first].height = 0
        }
        let height = strips[(first + 1)...].reduce(0) { $0 + $1.height + $1.before }
        if height < side {
            if strips.count > first + 1 { strips[strips.count - 1].glue = Strip.always }
            addStrip(height: side - height, before: 0, in: place, ornaments: ornaments.count, runs: runs.count)
        }
        depth -= 1
        strips[strips.count - 1].glue = depth
        after = 12
    }
}
