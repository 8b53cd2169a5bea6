import Backends
import Connectors
import Core
import Foundation
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

    @Test(arguments: Code.all) func aCodeSaysWhyAndWhatToDo(_ code: Code) {
        for text in [code.cause, code.fix] {
            #expect(!text.isEmpty, "\(code.name) says nothing")
            #expect(text.last.map { ".:)]}!m".contains($0) } ?? false, "\(code.name): '\(text)' is no sentence")
        }
    }

    @Test(arguments: Code.all) func everyCodeHasAnExample(_ code: Code) {
        #expect(Golden.example(of: code) != nil, "no golden case shows \(code.name)")
    }

    /// Each with its exact message; two that put the same in, or that print the same, count once.
    @Test func thereAreManyGoldenMistakes() {
        let inputs = Set(Golden.cases.filter { !$0.printed.isEmpty }.map(\.input))
        let printed = Set(Golden.cases.map(\.printed))
        #expect(inputs.count >= 300)
        #expect(printed.count >= 300)
    }

    /// `docs/codes.md` is made of the codes and their golden cases; BLAUWBRUG_GOLDEN=write writes it.
    @Test func theCatalogueIsUpToDate() throws {
        let url = ProefstadRoot.repository.appending(path: "docs/codes.md")
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            return try CodesTests.catalogue.write(to: url, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: url, encoding: .utf8)
        #expect(written == CodesTests.catalogue, "docs/codes.md is out of date: BLAUWBRUG_GOLDEN=write make unit")
    }

    private static var catalogue: String {
        var text = """
            # Codes

            Every mistake that `blauwbrug check` can tell has a code that never changes its meaning. `blauwbrug check --explain MAP204` prints an
            entry; [check.md](check.md) says how to read a diagnostic. This page is generated from the program and its golden tests: the examples
            are what it prints.

            """
        for room in Code.rooms {
            text += "\n## \(room.title)\n\n| code | what |\n|---|---|\n"
            for code in room.codes { text += "| [\(code.name)](#\(code.name.lowercased())) | \(code.summary) |\n" }
        }
        for code in Code.rooms.flatMap(\.codes) {
            text += "\n## \(code.name)\n\(code.summary.prefix(1).uppercased() + code.summary.dropFirst()).\n\n"
            text += "**Cause.** \(code.cause)\n\n**Fix.** \(code.fix)\n"
            if let example = Golden.example(of: code) { text += "\n```text\n\(example)\n```\n" }
        }
        return text
    }
}
