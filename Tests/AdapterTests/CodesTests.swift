import Backends
import Connectors
import Core
import Mappings
import Standard
import Syntax
import Testing
import Trust

@testable import Adapter

/// The names of mistakes, across the whole house.
@Suite struct CodesTests {
    /// The rooms' lists, and how the names in them begin: letters, and the first digit.
    private static let rooms: [(prefix: String, codes: [Code])] = [
        ("FILE1", Code.fileCodes), ("STD1", Code.standardCodes), ("MAP2", Code.mappingCodes), ("SQL3", Code.sqlCodes),
        ("CON4", Code.connectorCodes), ("SRC5", Code.sourceCodes), ("TRU6", Code.trustCodes), ("SET7", Code.settingCodes),
    ]

    @Test func aNameIsUsedOnce() {
        var seen: Set<String> = []
        for code in CodesTests.rooms.flatMap(\.codes) { #expect(seen.insert(code.name).inserted, "\(code.name) stands twice") }
        #expect(seen.count > 100)
    }

    @Test(arguments: CodesTests.rooms.indices) func aRoomHasItsOwnNames(_ index: Int) {
        let room = CodesTests.rooms[index]
        #expect(!room.codes.isEmpty)
        for code in room.codes {
            #expect(code.name.hasPrefix(room.prefix), "\(code.name) is not of \(room.prefix)")
            let rest = code.name.dropFirst(room.prefix.count)
            #expect(rest.count == 2 && rest.allSatisfy { $0.isASCII && $0.isNumber }, "\(code.name) is no name")
        }
    }

    @Test func aSummaryTellsMistakesApart() {
        var seen: Set<String> = []
        for code in CodesTests.rooms.flatMap(\.codes) {
            #expect(!code.summary.isEmpty && !code.summary.hasSuffix("."), "\(code.name)")
            #expect(seen.insert("\(code.name.prefix(3)) \(code.summary)").inserted, "\(code.name) says what another code says")
        }
    }
}
