/// Running text: headings, paragraphs, lists, notices.
extension Flow {
    mutating func addHeading(_ title: String, _ level: Int, in place: Place) throws(DocumentFailure) {
        // No level is skipped, and the first heading is the title (ISO 14289-1, 7.4.2).
        let level = max(1, min(level, 3, (headings.last?.level ?? 0) + 1))
        let text = try shaper.shape(title, bold: true)
        guard !text.letters.isEmpty else { return }
        let isBelowHeading = strips.last?.isHeading ?? false
        let (look, before, after): (Look, Double, Double) =
            switch level {
            case 1: (Look(size: 23, leading: 28, isBold: true), 20, 4)
            case 2: (Look(size: 14.5, leading: 19, isBold: true), 22, 2)
            default: (Look(size: 11.5, leading: 16, isBold: true), isBelowHeading ? 4 : 11, 1)
            }
        let role: StaticString = level == 1 ? "H1" : level == 2 ? "H2" : "H3"
        let element = tree.add(role, in: place.element)
        let first = strips.count
        try addLines(
            of: text, look, in: place, before: before, colour: level < 3 ? palette.house : palette.text, element: element,
            keepsLines: true)
        strips[strips.count - 1].height += after
        strips[strips.count - 1].glue = Strip.always
        strips[strips.count - 1].isHeading = true
        strips[first].heading = headings.count
        headings.append((title, level, element))
    }

    mutating func addParagraph(_ phrases: [Phrase], in place: Place) throws(DocumentFailure) {
        let text = try shaper.shape(phrases)
        guard !text.letters.isEmpty else { return }
        let element = tree.add("P", in: place.element)
        var narrow = place
        narrow.right = min(place.right, place.left + Frame.readingWidth)
        // What is muted all through is said in passing: the numbers of a case.
        let isAside = phrases.allSatisfy { $0.style == .muted }
        try addLines(of: text, isAside ? .step : .body, in: isAside ? place : narrow, before: isAside ? 2 : 5, element: element)
    }

    /// Lines of text, a strip each. Neither the first nor the last stands alone on a page.
    ///
    /// - Parameters:
    ///   - colour: of all of it; nil for each phrase its own.
    ///   - keepsLines: all on one page.
    mutating func addLines(
        of text: ShapedText, _ look: Look, in place: Place, before: Double, colour: HouseStyle.Colour? = nil, element: Int,
        keepsLines: Bool = false
    ) throws(DocumentFailure) {
        let lines = try text.lines(within: Int(place.width * 1000 / look.size))
        let links = links(of: text.phrases, in: element)
        for (index, line) in lines.enumerated() {
            let run = runs.count
            set(line, of: text, look, x: place.left, y: look.baseline, colour: colour, element: element, links: links)
            let isLast = index == lines.count - 1
            let isGlued = !isLast && (keepsLines || index == 0 || index == lines.count - 2)
            addStrip(
                height: look.leading, before: index == 0 ? before : 0, in: place, ornaments: ornaments.count, runs: run, isGlued: isGlued)
        }
    }

    mutating func addList(_ items: [[Phrase]], in place: Place) throws(DocumentFailure) {
        guard !items.isEmpty else { return }
        let list = tree.add("L", in: place.element, PDFBytes("/O/List/ListNumbering/Disc"))
        let bullet = try shaper.shape("•", bold: true)
        for (index, item) in items.enumerated() {
            let entry = tree.add("LI", in: list)
            let label = tree.add("Lbl", in: entry)
            let run = runs.count
            if let dot = try bullet.lines(within: 2000).first {
                set(dot, of: bullet, .body, x: place.left + 2, y: Look.body.baseline, colour: palette.house, element: label, links: .none)
            }
            try addItem(item, index, of: items.count, .body, in: place, entry: entry, ornaments: ornaments.count, runs: run)
        }
    }

    /// Its marks are drawn and not said: the days say well enough where each begins.
    mutating func addSteps(_ items: [[Phrase]], in place: Place) throws(DocumentFailure) {
        guard !items.isEmpty else { return }
        let list = tree.add("L", in: place.element, PDFBytes("/O/List/ListNumbering/None"))
        for (index, item) in items.enumerated() {
            let ornament = ornaments.count
            ornaments.append(
                Ornament(kind: .fill(palette.house), x: place.left + 2, y: Look.step.baseline - 4.4, width: 2.6, height: 2.6, element: nil))
            try addItem(
                item, index, of: items.count, .step, in: place, entry: tree.add("LI", in: list), ornaments: ornament, runs: runs.count)
        }
    }

    /// - Parameters:
    ///   - ornament: where what is drawn beside its first line begins.
    ///   - run: the same, of what is written there.
    private mutating func addItem(
        _ item: [Phrase], _ index: Int, of count: Int, _ look: Look, in place: Place, entry: Int, ornaments ornament: Int, runs run: Int
    ) throws(DocumentFailure) {
        let body = tree.add("LBody", in: entry)
        let left = place.left + 14
        let first = strips.count
        let text = try shaper.shape(item)
        let lines = try text.lines(within: Int((place.right - left) * 1000 / look.size))
        let links = links(of: text.phrases, in: body)
        for (number, line) in lines.enumerated() {
            let begin = number == 0 ? run : runs.count
            set(line, of: text, look, x: left, y: look.baseline, colour: nil, element: body, links: links)
            let isGlued = number < lines.count - 1 && (number == 0 || number == lines.count - 2)
            addStrip(
                height: look.leading, before: number > 0 ? 0 : index == 0 ? 4 : 2, in: place,
                ornaments: number == 0 ? ornament : ornaments.count, runs: begin, isGlued: isGlued)
        }
        // Neither the first nor the last stands alone on a page.
        if index == 0 || index == count - 2, count > 1, strips.count > first { strips[strips.count - 1].glue = Strip.always }
    }

    mutating func addNotice(_ title: String, _ paragraphs: [[Phrase]], _ tone: Block.Tone, in place: Place) throws(DocumentFailure) {
        let colours = palette.tone(tone)
        let padding = 11.0
        grounds.append(
            Ground(x: place.left, width: place.width, fill: colours.ground, edge: colours.edge, padding: padding))
        var inner = place
        inner.element = tree.add("Sect", in: place.element)
        inner.ground = grounds.count - 1
        inner.left += padding + 7
        inner.right = min(place.right - padding, inner.left + Frame.readingWidth)
        let first = strips.count
        if !title.isEmpty {
            let look = Look(size: 11.5, leading: 16, isBold: true)
            let element = tree.add("P", in: inner.element)
            try addLines(
                of: try shaper.shape(title, bold: true), look, in: inner, before: 0, colour: colours.edge, element: element,
                keepsLines: true)
            if strips.count > first, !paragraphs.isEmpty { strips[strips.count - 1].glue = Strip.always }
        }
        for phrases in paragraphs {
            let text = try shaper.shape(phrases)
            guard !text.letters.isEmpty else { continue }
            let element = tree.add("P", in: inner.element)
            try addLines(
                of: text, .body, in: inner, before: strips.count == first ? 0 : 4, element: element)
        }
        guard strips.count > first else { return }
        strips[first].before = 12 + padding
        strips[strips.count - 1].height += padding
        after = 14
    }
}
