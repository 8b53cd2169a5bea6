internal import Core

/// What stands on a page besides the text: the bar of the municipality, its name, the footer.
struct Furniture {
    private static let look = Flow.Look(size: 8, leading: 11)

    private let footer: ShapedText
    private let footerLines: [ShapedText.Line]
    private let pattern: String

    /// Where text ends on every page, above the footer.
    let limit: Double

    init(_ text: DocumentText, _ shaper: inout Shaper) throws(DocumentFailure) {
        pattern = text.pageNumber
        footer = try shaper.shape(text.footer)
        let width = Frame.textWidth * 0.72
        footerLines = try footer.lines(within: Int(width * 1000 / Furniture.look.size))
        guard footerLines.count <= 6 else { throw .unplaceable }
        limit = Frame.footerBaseline - Double(max(footerLines.count, 1)) * Furniture.look.leading - Frame.footerGap
    }

    /// The bar and the rule above the footer.
    func drawBehind(_ canvas: inout Canvas, _ palette: Palette) {
        canvas.beginArtifact("/Type/Layout")
        canvas.fill(x: 0, y: 0, width: Frame.width, height: canvas.page == 0 ? 14 : 6, palette.house)
    }

    mutating func drawFooter(
        _ canvas: inout Canvas, of pages: Int, _ flow: inout Flow
    ) throws(DocumentFailure) {
        canvas.beginArtifact("/Type/Pagination/Subtype/Footer")
        let top = limit + Frame.footerGap - 5
        canvas.fill(x: Frame.left, y: top, width: Frame.textWidth, height: 0.5, flow.palette.line)
        if pages == 1, !footerLines.isEmpty {
            // On a single page it repeats nothing: it is text that is read once.
            canvas.begin(flow.tree.add("P", in: 0), &flow.tree)
        }
        var y = limit + Frame.footerGap + Furniture.look.baseline
        for line in footerLines {
            show(line, of: footer, x: Frame.left, y: y, &canvas, flow)
            y += Furniture.look.leading
        }
        if pages == 1 { canvas.beginArtifact("/Type/Pagination/Subtype/Footer") }
        let number = try flow.shaper.shape(Furniture.filled(pattern, page: canvas.page + 1, pages: pages))
        let lines = try number.lines(within: Int(Frame.textWidth * 0.26 * 1000 / Furniture.look.size))
        guard let line = lines.first else { return canvas.close() }
        guard lines.count == 1 else { throw .unplaceable }
        let width = Double(line.width) * Furniture.look.size / 1000
        show(line, of: number, x: Frame.right - width, y: limit + Frame.footerGap + Furniture.look.baseline, &canvas, flow)
        canvas.close()
    }

    private func show(
        _ line: ShapedText.Line, of text: ShapedText, x: Double, y: Double, _ canvas: inout Canvas, _ flow: Flow
    ) {
        var x = x
        var at = line.range.lowerBound
        while at < line.range.upperBound {
            let face = text.letters[at].face
            var codes: [UInt16] = []
            var width = 0
            while at < line.range.upperBound, text.letters[at].face == face {
                codes.append(text.letters[at].code)
                width += Int(text.letters[at].width)
                at += 1
            }
            canvas.show(codes[...], face: Int(face), size: Furniture.look.size, colour: flow.palette.muted, x: x, y: y)
            x += Double(width) * Furniture.look.size / 1000
        }
    }

    /// `{page}` and `{pages}` in the pattern, filled in.
    private static func filled(_ pattern: String, page: Int, pages: Int) -> String {
        var out = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let shut = rest[open...].firstIndex(of: "}") {
            out += rest[..<open]
            switch rest[open...shut] {
            case "{page}": out += "\(page)"
            case "{pages}": out += "\(pages)"
            default: out += rest[open...shut]
            }
            rest = rest[rest.index(after: shut)...]
        }
        return out + rest
    }
}

extension Flow {
    /// The logo and the name of the municipality, first on the first page.
    mutating func addMasthead(_ style: HouseStyle, in place: Place) throws(DocumentFailure) {
        let look = Look(size: 13, leading: 17, isBold: true)
        let shape = shapes.count
        let run = runs.count
        var x = place.left
        var height = look.leading
        if let logo = style.logo, logo.width > 0, logo.height > 0 {
            // At most 45 by 15 mm.
            let scale = min(127 / Double(logo.width), 42 / Double(logo.height))
            let width = Double(logo.width) * scale
            height = max(height, Double(logo.height) * scale)
            let words = language == .dutch ? "Logo van \(style.name)" : "Logo of \(style.name)"
            let element = tree.add("Figure", in: place.element, alternative: words)
            shapes.append(
                Ornament(kind: .logo, x: x, y: 0, width: width, height: Double(logo.height) * scale, element: element))
            x += width + 14
        }
        let text = try shaper.shape(style.name, bold: true)
        let lines = try text.lines(within: Int((place.right - x) * 1000 / look.size))
        height = max(height, Double(lines.count) * look.leading)
        guard height < 200 else { throw .unplaceable }
        let element = tree.add("P", in: place.element)
        var y = (height - Double(lines.count) * look.leading) / 2
        for line in lines {
            set(line, of: text, look, x: x, y: y + look.baseline, colour: palette.house, element: element, links: .none)
            y += look.leading
        }
        addStrip(height: height, before: 0, in: place, shapes: shape, runs: run, isGlued: true)
        after = 30
    }
}
