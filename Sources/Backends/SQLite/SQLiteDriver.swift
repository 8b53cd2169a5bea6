import Core
import Syntax

/// `kind: sqlite`: a SQLite database in a file on this machine.
struct SQLiteDriver: Driver {
    static let kind = "sqlite"
    static let usesLoops = false
    static let inspector: any Inspector = SQLiteInspector()

    static let connection = FormShape(
        "sqlite", "A SQLite database in a file on this machine, opened for reading only.",
        [.init("file", .text, required: true, "The file, from the root folder unless absolute", examples: ["state/heffingen.sqlite"])])

    let path: String

    static func read(_ node: Node, at place: Place, _ diagnostics: inout Diagnostics) -> SQLiteDriver? {
        guard let form = Form(node, "the connection of a SQLite source", connection, &diagnostics),
            let file = form.needText("file", &diagnostics)
        else { return nil }
        return SQLiteDriver(path: place.path(file))
    }

    func open(_ file: SourceFile, on loops: EventLoops) -> any Backend { SQLiteSource(path, file.limits, clock: loops.next()) }
}
