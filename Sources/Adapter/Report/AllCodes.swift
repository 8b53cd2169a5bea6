import Backends
import Connectors
import Core
import Mappings
import Sealing
import Standard
import Syntax
import Trust

/// Every kind of mistake this program can tell, of all rooms.
extension Code {
    /// The rooms' lists with what they are about, in the order of the catalogue `docs/codes.md`.
    static let rooms: [(title: String, codes: [Code])] = [
        ("Any file", fileCodes), ("The SQL of a mapping", sqlCodes), ("Mappings", mappingCodes), ("Vendors", connectorCodes),
        ("Sources", sourceCodes), ("Settings", settingCodes), ("Callers", trustCodes), ("The standard", standardCodes),
        ("The certified document", houseCodes),
    ]

    static let all: [Code] = rooms.flatMap(\.codes)

    /// The code of that name, in capitals or not; nil when there is none.
    static func named(_ name: String) -> Code? { all.first { $0.name == name.uppercased() } }

    /// What `check --explain` and the catalogue say of it.
    var explanation: String { "\(name): \(summary)\n\nCause: \(cause)\nFix:   \(fix)" }
}
