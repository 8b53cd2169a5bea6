/// A page of reference, of which Markdown and HTML are made. A text may hold `code` between backticks.
struct Page {
    struct Section {
        /// Its anchor: letters, digits, `-`, `_`, `.`.
        let id: String
        let title: String
        var blocks: [Block] = []
        var sections: [Section] = []
    }

    enum Block {
        case paragraph(String)
        case table(Table)
    }

    struct Table {
        /// What it is a table of, for who hears the page.
        let caption: String
        let head: [String]
        var rows: [Row]
    }

    struct Row {
        /// The anchor of its first cell.
        let id: String
        let cells: [String]
    }

    let title: String
    let introduction: String
    let sections: [Section]
}
