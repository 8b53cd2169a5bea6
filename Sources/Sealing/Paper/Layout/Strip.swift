/// A part of a page that is never split: a line of text, a row of a table, a box with amounts. Its insides have their places from its own top,
/// and from the left edge of the page.
struct Strip {
    var height: Double
    /// White space wanted above it; none at the top of a page.
    var before: Double = 0
    /// How much it wants to stay with the next strip: 0 not, then deeper and deeper `together`, `always` without question.
    var glue: UInt8 = 0
    /// What must be left on the page at its top, for something beside it that is higher.
    var room: Double = 0
    /// The head of the table that is printed again when a page begins here, a place in `Flow.heads`.
    var head: Int?
    /// The coloured ground it shares with its neighbours, a place in `Flow.grounds`.
    var ground: Int?
    /// The heading whose bookmark leads here, a place in `Flow.headings`.
    var heading: Int?
    /// Whether it is the last line of a heading.
    var isHeading = false
    var shapes: Range<Int>
    var runs: Range<Int>

    static let always = UInt8.max
}

/// Letters in one style on one line.
struct Run {
    let x: Double
    /// The base line.
    let y: Double
    /// In points, without spaces at the end of a line.
    let width: Double
    let face: Int
    let size: Double
    let colour: HouseStyle.Colour
    let element: Int
    /// A place in `Flow.links`.
    let link: Int?
    /// In `Flow.codes`.
    let codes: Range<Int>
}

struct Ornament {
    enum Kind {
        case fill(HouseStyle.Colour)
        case logo
        case code(QRCode)
        case meter(Block.Meter)
        case meterMark(MeterDrawing.Part)
    }

    let kind: Kind
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    /// Nil for decoration.
    let element: Int?
}

/// The colour behind a notice.
struct Ground {
    let x: Double
    let width: Double
    let fill: HouseStyle.Colour
    /// A bar along its left side.
    let edge: HouseStyle.Colour
    let padding: Double
}

struct DocumentLink {
    let target: String
    /// What is said of it.
    let words: String
    let element: Int
}
