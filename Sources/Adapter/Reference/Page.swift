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

    /// The language it is in, with the words of the page itself.
    enum Language: String {
        case english = "en"
        case dutch = "nl"

        var skip: String { self == .english ? "Skip to the text" : "Naar de tekst" }
        var contents: String { self == .english ? "Contents" : "Inhoud" }
    }

    let title: String
    let introduction: String
    let sections: [Section]
    var language = Language.english
}
