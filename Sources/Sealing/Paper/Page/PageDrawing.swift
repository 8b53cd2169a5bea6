internal import Core

/// Draws the strips of a document on their pages.
struct PageDrawing {
    /// A place on a page that leads somewhere.
    struct Hotspot {
        let link: Int
        let left: Double
        let bottom: Double
        let right: Double
        let top: Double
    }

    private(set) var canvas: Canvas
    private(set) var hotspots: [Hotspot] = []
    private let palette: Palette

    init(page: Int, _ palette: Palette) {
        canvas = Canvas(page: page)
        self.palette = palette
    }

    // MARK: A page

    mutating func draw(
        _ placed: [Pagination.Placed], of pages: Int, _ flow: inout Flow, _ furniture: inout Furniture, _ bookmarks: inout Bookmarks
    ) throws(DocumentFailure) {
        furniture.drawBehind(&canvas, palette)
        drawGrounds(placed, flow)
        for place in placed {
            if place.isRepeatedHead {
                canvas.beginArtifact("/Type/Pagination/Subtype/Header")
                let head = flow.heads[place.strip]
                for ornament in flow.ornaments[head.ornaments] { draw(ornament, top: place.top, &flow.tree, asArtifact: true) }
                for run in flow.runs[head.runs] { show(run, top: place.top, flow) }
                canvas.close()
                continue
            }
            let strip = flow.strips[place.strip]
            if let heading = strip.heading {
                let entry = flow.headings[heading]
                bookmarks.add(
                    Bookmarks.Entry(
                        title: entry.title, level: entry.level, page: canvas.page, top: Frame.height - place.top + 8, element: entry.element
                    ))
            }
            for ornament in flow.ornaments[strip.ornaments] { draw(ornament, top: place.top, &flow.tree, asArtifact: false) }
            for run in flow.runs[strip.runs] {
                try check(run, top: place.top, limit: furniture.limit)
                canvas.begin(run.element, &flow.tree)
                show(run, top: place.top, flow)
                if let link = run.link { underline(run, link, top: place.top) }
            }
        }
        try furniture.drawFooter(&canvas, of: pages, &flow)
    }

    /// Nothing is ever printed where it is cut off.
    private func check(_ run: Run, top: Double, limit: Double) throws(DocumentFailure) {
        guard run.x >= Frame.left - 0.01, run.x + run.width <= Frame.right + 0.01, top + run.y <= limit + 0.01 else { throw .unplaceable }
    }

    private mutating func show(_ run: Run, top: Double, _ flow: Flow) {
        canvas.show(flow.codes[run.codes], face: run.face, size: run.size, colour: run.colour, x: run.x, y: top + run.y)
    }

    private mutating func underline(_ run: Run, _ link: Int, top: Double) {
        let y = top + run.y
        canvas.fill(x: run.x, y: y + 1.4, width: run.width, height: 0.6, run.colour)
        let spot = Hotspot(
            link: link, left: run.x, bottom: Frame.height - y - run.size * 0.25, right: run.x + run.width,
            top: Frame.height - y + run.size * 0.8)
        // Parts of one link in two fonts are one place.
        if let last = hotspots.last, last.link == link, last.bottom == spot.bottom {
            hotspots[hotspots.count - 1] = Hotspot(
                link: link, left: last.left, bottom: last.bottom, right: spot.right, top: last.top)
        } else {
            hotspots.append(spot)
        }
    }

    // MARK: Grounds and ornaments

    private mutating func drawGrounds(_ placed: [Pagination.Placed], _ flow: Flow) {
        var at = 0
        while at < placed.count {
            guard !placed[at].isRepeatedHead, let ground = flow.strips[placed[at].strip].ground else {
                at += 1
                continue
            }
            let first = placed[at]
            var last = first
            while at < placed.count, !placed[at].isRepeatedHead, flow.strips[placed[at].strip].ground == ground {
                last = placed[at]
                at += 1
            }
            let it = flow.grounds[ground]
            let goesOn = last.strip + 1 < flow.strips.count && flow.strips[last.strip + 1].ground == ground
            let bottom = last.top + flow.strips[last.strip].height + (goesOn ? it.padding : 0)
            let top = first.top - it.padding
            canvas.beginArtifact()
            canvas.fill(x: it.x, y: top, width: it.width, height: bottom - top, it.fill)
            canvas.fill(x: it.x, y: top, width: 4, height: bottom - top, it.edge)
        }
    }

    private mutating func draw(_ ornament: Ornament, top: Double, _ tree: inout StructureTree, asArtifact: Bool) {
        let y = top + ornament.y
        if let element = ornament.element, !asArtifact {
            canvas.begin(element, &tree)
            let box = [ornament.x, Frame.height - y - ornament.height, ornament.x + ornament.width, Frame.height - y]
            tree.place(element, covering: box)
        } else if !asArtifact {
            canvas.beginArtifact()
        }
        switch ornament.kind {
        case .fill(let colour): canvas.fill(x: ornament.x, y: y, width: ornament.width, height: ornament.height, colour)
        case .logo: canvas.show(picture: "Logo", x: ornament.x, y: y, width: ornament.width, height: ornament.height)
        case .code(let code): draw(code, x: ornament.x, y: y, side: ornament.width)
        case .meter(let meter): MeterDrawing.draw(meter, on: &canvas, x: ornament.x, y: y, width: ornament.width, palette)
        case .meterMark(let part):
            MeterDrawing.draw(part, on: &canvas, x: ornament.x, y: y, width: ornament.width, height: ornament.height, palette)
            canvas.frame(x: ornament.x, y: y, width: ornament.width, height: ornament.height, thickness: 0.5, palette.house)
        }
    }

    private mutating func draw(_ code: QRCode, x: Double, y: Double, side: Double) {
        var boxes: [(x: Int, y: Int, width: Int)] = []
        for row in 0..<code.size {
            var column = 0
            while column < code.size {
                guard code.isDark(column, row) else {
                    column += 1
                    continue
                }
                let start = column
                while column < code.size, code.isDark(column, row) { column += 1 }
                boxes.append((start, code.size - 1 - row, column - start))
            }
        }
        // Whole hundredths, so that modules meet without a line of white between them.
        let step = (side / Double(code.size) * 100).rounded(.down) / 100
        canvas.fill(boxes: boxes, step: step, x: x, foot: y + Double(code.size) * step, palette.black)
    }
}
