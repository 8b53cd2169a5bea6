import Backends
import Connectors
import Core
import Mappings
import Standard
import Syntax
import Trust

/// What `check` can tell, as a part of the page of words.
enum CodeWords {
    /// The codes of each room, under what they are about.
    private static let rooms: [(id: String, title: String, codes: [Code])] = [
        ("FILE", "Any file", Code.fileCodes), ("STD", "The standard and its steps", Code.standardCodes),
        ("MAP", "Mappings", Code.mappingCodes),
        ("SQL", "Queries", Code.sqlCodes), ("CON", "Vendors", Code.connectorCodes), ("SRC", "Sources", Code.sourceCodes),
        ("TRU", "Callers", Code.trustCodes), ("SET", "Settings", Code.settingCodes),
    ]

    static var section: Page.Section {
        var section = Page.Section(id: "codes", title: "Codes of mistakes")
        section.blocks = [
            .paragraph("What stands between the brackets of a message: one code per kind of mistake, never used again for another.")
        ]
        section.sections = rooms.map { room in
            let explained = room.codes.contains { !$0.cause.isEmpty || !$0.fix.isEmpty }
            return Page.Section(
                id: "codes.\(room.id)", title: room.title,
                blocks: [
                    .table(
                        Page.Table(
                            caption: "Codes: \(room.title)", head: ["code", "what is wrong"] + (explained ? ["why", "what to do"] : []),
                            rows: room.codes.map { code in
                                Page.Row(
                                    id: code.name, cells: ["`\(code.name)`", code.summary] + (explained ? [code.cause, code.fix] : []))
                            }))
                ])
        }
        return section
    }
}
