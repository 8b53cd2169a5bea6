internal import Core

/// A document in strips, in reading order, with the tags of all that is in them; not on pages yet.
struct Flow {
    var shaper: Shaper
    var tree = StructureTree()
    var strips: [Strip] = []
    var runs: [Run] = []
    var codes: [UInt16] = []
    var ornaments: [Ornament] = []
    var heads: [Strip] = []
    var grounds: [Ground] = []
    var links: [DocumentLink] = []
    var headings: [(title: String, level: Int, element: Int)] = []
    let palette: Palette
    let language: Language
    /// White space wanted below the last strip.
    var after: Double = 0
    /// How many `together` the next strip stands in.
    var depth: UInt8 = 0

    /// Where blocks go: between two edges, in an element.
    struct Place {
        var left: Double
        var right: Double
        var element: Int
        var ground: Int?

        var width: Double { right - left }
    }

    /// How letters look, in points.
    struct Look {
        let size: Double
        /// From base line to base line.
        let leading: Double
        var isBold = false

        /// From the top of a line to its base line: the letters of a line stand in its middle.
        var baseline: Double { (leading - size) / 2 + size * 0.8 }

        static let body = Look(size: 10.5, leading: 14.5)
        static let step = Look(size: 9.5, leading: 12.5)
        static let cell = Look(size: 9.5, leading: 13)
        static let head = Look(size: 8.5, leading: 12, isBold: true)
        static let small = Look(size: 8.5, leading: 12)
    }

    init(_ fonts: FontSet, _ palette: Palette, _ language: Language) throws(DocumentFailure) {
        shaper = try Shaper(fonts)
        self.palette = palette
        self.language = language
    }

    // MARK: Blocks

    mutating func add(_ blocks: [Block], in place: Place) throws(DocumentFailure) {
        guard place.width >= 60 else { throw .unplaceable }
        for block in blocks { try add(block, in: place) }
    }

    private mutating func add(_ block: Block, in place: Place) throws(DocumentFailure) {
        switch block {
        case .heading(let title, let level): try addHeading(title, level, in: place)
        case .paragraph(let phrases): try addParagraph(phrases, in: place)
        case .notice(let title, let paragraphs, let tone): try addNotice(title, paragraphs, tone, in: place)
        case .figures(let figures): try addFigures(figures, in: place)
        case .facts(let facts): try addFacts(facts, in: place)
        case .list(let items): try addList(items, in: place)
        case .steps(let items): try addSteps(items, in: place)
        case .table(let table): try addTable(table, in: place)
        case .meter(let meter): try addMeter(meter, in: place)
        case .code(let payload, let words, let beside): try addCode(payload, words, beside, in: place)
        case .together(let blocks): try addTogether(blocks, in: place)
        }
    }

    private mutating func addTogether(_ blocks: [Block], in place: Place) throws(DocumentFailure) {
        // Deeper than this no author means it.
        guard depth < 16 else { throw .unplaceable }
        let first = strips.count
        depth += 1
        try add(blocks, in: place)
        depth -= 1
        // The last one is not glued to what comes after, as far as this goes.
        if strips.count > first, strips[strips.count - 1].glue != Strip.always { strips[strips.count - 1].glue = depth }
    }

    // MARK: Strips

    /// Adds a strip of what was set since the two counts were taken.
    mutating func addStrip(
        height: Double, before: Double, in place: Place, ornaments ornament: Int, runs run: Int, isGlued: Bool = false
    ) {
        strips.append(
            Strip(
                height: height, before: max(before, after), glue: isGlued ? Strip.always : depth, ground: place.ground,
                ornaments: ornament..<ornaments.count, runs: run..<runs.count))
        after = 0
    }

    /// Sets one line of a text with its base line at `y`, the left end at `x`.
    ///
    /// - Parameter links: the elements of the phrases that lead somewhere.
    mutating func set(
        _ line: ShapedText.Line, of text: ShapedText, _ look: Look, x: Double, y: Double, colour: HouseStyle.Colour?, element: Int,
        links: PhraseLinks
    ) {
        var at = line.range.lowerBound
        var x = x
        while at < line.range.upperBound {
            let first = text.letters[at]
            let start = codes.count
            var width = 0
            var shown = 0
            while at < line.range.upperBound, text.letters[at].phrase == first.phrase, text.letters[at].face == first.face {
                codes.append(text.letters[at].code)
                width += Int(text.letters[at].width)
                if text.letters[at].kind != .space || at + 1 < line.range.upperBound { shown = width }
                at += 1
            }
            let phrase = text.phrases[Int(first.phrase)]
            let link = links.places[Int(first.phrase)]
            runs.append(
                Run(
                    x: x, y: y, width: Double(shown) * look.size / 1000, face: Int(first.face), size: look.size,
                    colour: colour ?? palette.colour(of: phrase), element: link.map { self.links[$0].element } ?? element, link: link,
                    codes: start..<codes.count))
            x += Double(width) * look.size / 1000
        }
    }

    /// Which phrases of a text lead somewhere: by phrase, a place in `links`.
    struct PhraseLinks {
        var places: [Int: Int] = [:]

        static let none = PhraseLinks()
    }

    mutating func links(of phrases: [Phrase], in element: Int) -> PhraseLinks {
        var found = PhraseLinks()
        for (index, phrase) in phrases.enumerated() {
            guard let target = phrase.target, phrase.text.utf8.contains(where: { $0 != 0x20 }) else { continue }
            found.places[index] = links.count
            links.append(
                DocumentLink(target: target, words: phrase.text, element: tree.add("Link", in: element, waits: true)))
        }
        return found
    }
}

extension Palette {
    func colour(of phrase: Phrase) -> HouseStyle.Colour {
        if phrase.target != nil { return house }
        return switch phrase.style {
        case .plain, .strong: text
        case .muted: muted
        case .alarm: alarm
        }
    }
}

extension Phrase {
    /// Where it leads, when that is a place: a page, a mail address or a telephone, in the characters a URI has (RFC 3986). A reader would run
    /// others (`javascript:`).
    var target: String? {
        guard let link, ["https://", "http://", "mailto:", "tel:"].contains(where: link.hasPrefix),
            link.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return link
    }
}
