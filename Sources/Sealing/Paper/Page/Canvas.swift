/// The content of one page (ISO 32000-1, 7.8): everything on it is either marked as part of an element or as an artifact. Measures are points from
/// the top left corner.
struct Canvas {
    private enum Mark: Equatable {
        case none
        case element(Int)
        case artifact
    }

    /// Whole numbers of hundredths of a point, so that relative moves do not drift.
    private struct Spot: Equatable {
        var x = 0
        var y = 0
    }

    let page: Int
    private(set) var content = PDFBytes()
    /// The element of every marked-content sequence.
    private(set) var marks: [Int] = []
    private var mark = Mark.none
    private var isInText = false
    private var textStart = Spot()
    private var letter: (face: Int, size: Double) = (-1, 0)
    private var colour: Colour?

    typealias Colour = HouseStyle.Colour

    init(page: Int) { self.page = page }

    // MARK: What is what

    /// What is drawn from here on is content of an element.
    mutating func begin(_ element: Int, _ tree: inout StructureTree) {
        guard mark != .element(element) else { return }
        close()
        mark = .element(element)
        content.write("/")
        content.write(tree.nodes[element].role)
        content.write("<</MCID ")
        content.write(marks.count)
        content.write(">>BDC\n")
        tree.add(.content(page: page, mark: marks.count), to: element)
        marks.append(element)
    }

    /// What is drawn from here on says nothing to who cannot see it.
    mutating func beginArtifact() {
        guard mark != .artifact else { return }
        close()
        mark = .artifact
        content.write("/Artifact BMC\n")
    }

    /// What stands at the head or the foot of every page.
    ///
    /// - Parameter kind: `/Type/Pagination/Subtype/Footer`.
    mutating func beginArtifact(_ kind: StaticString) {
        close()
        mark = .artifact
        content.write("/Artifact<<")
        content.write(kind)
        content.write(">>BDC\n")
    }

    mutating func close() {
        endText()
        if mark != .none { content.write("EMC\n") }
        mark = .none
    }

    // MARK: Letters

    mutating func show(_ codes: ArraySlice<UInt16>, face: Int, size: Double, colour: Colour, x: Double, y: Double) {
        if !isInText {
            content.write("BT\n")
            isInText = true
            textStart = Spot()
        }
        if letter.face != face || letter.size != size {
            letter = (face, size)
            content.write("/F")
            content.write(face)
            content.write(" ")
            content.write(size)
            content.write(" Tf\n")
        }
        fill(with: colour)
        let spot = Spot(x: Int((x * 100).rounded()), y: Int(((Frame.height - y) * 100).rounded()))
        content.write(hundredths: spot.x - textStart.x)
        content.write(" ")
        content.write(hundredths: spot.y - textStart.y)
        content.write(" Td(")
        textStart = spot
        for code in codes {
            content.write(inLiteral: UInt8(code >> 8))
            content.write(inLiteral: UInt8(code & 0xFF))
        }
        content.write(")Tj\n")
    }

    // MARK: Shapes

    mutating func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
        endText()
        fill(with: colour)
        box(x, y, width, height)
        content.write("f\n")
    }

    /// Many bars of one colour and height, as a code has: their places and widths are counted in steps from the left foot, upwards.
    mutating func fill(boxes: [(x: Int, y: Int, width: Int)], step: Double, x: Double, foot: Double, _ colour: Colour) {
        endText()
        fill(with: colour)
        content.write("q ")
        content.write([step, 0, 0, step, x, Frame.height - foot])
        content.write(" cm\n")
        for each in boxes {
            for number in [each.x, each.y, each.width] {
                content.write(number)
                content.write(" ")
            }
            content.write("1 re\n")
        }
        content.write("f Q\n")
    }

    mutating func frame(x: Double, y: Double, width: Double, height: Double, thickness: Double, _ colour: Colour) {
        endText()
        stroke(with: colour, thickness)
        box(x, y, width, height)
        content.write("S\n")
    }

    /// Slanted lines inside a box, for who sees no colours.
    mutating func hatch(x: Double, y: Double, width: Double, height: Double, every: Double, thickness: Double, _ colour: Colour) {
        guard width > 0 else { return }
        endText()
        content.write("q ")
        box(x, y, width, height)
        content.write("W n\n")
        stroke(with: colour, thickness)
        var at = x - height
        while at < x + width {
            content.write([at, Frame.height - y - height])
            content.write(" m ")
            content.write([at + height, Frame.height - y])
            content.write(" l\n")
            at += every
        }
        content.write("S Q\n")
    }

    mutating func show(picture: StaticString, x: Double, y: Double, width: Double, height: Double) {
        endText()
        content.write("q ")
        content.write([width, 0, 0, height, x, Frame.height - y - height])
        content.write(" cm/")
        content.write(picture)
        content.write(" Do Q\n")
    }

    // MARK: Small parts

    private mutating func endText() {
        if isInText { content.write("ET\n") }
        isInText = false
    }

    private mutating func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        content.write([x, Frame.height - y - height, width, height])
        content.write(" re\n")
    }

    private mutating func fill(with colour: Colour) {
        guard self.colour != colour else { return }
        self.colour = colour
        write(colour)
        content.write(" rg\n")
    }

    private mutating func stroke(with colour: Colour, _ thickness: Double) {
        write(colour)
        content.write(" RG ")
        content.write(thickness)
        content.write(" w\n")
    }

    private mutating func write(_ colour: Colour) {
        for (index, part) in [colour.red, colour.green, colour.blue].enumerated() {
            if index > 0 { content.write(" ") }
            // Thousandths: 255 steps need three digits to come back the same.
            content.write(thousandths: (Int(part) * 1000 + 127) / 255)
        }
    }
}
