import Core
import Foundation
import Glibc
import Testing

@testable import Adapter

/// What a look at the files sees: content, whatever way it came there.
@Suite struct FileWatchTests {
    private let house: ProefstadRoot
    private let settings: Settings

    init() throws {
        house = try ProefstadRoot()
        settings = try #require(house.compile().catalogue?.settings)
        for path in ["tls/server.pem", "tls/server.key", "tls/ca.pem", "secrets/kenmerk"] { try house.put("a", at: path) }
    }

    private func look() -> FileWatch.Sight {
        var watch = FileWatch(house.root)
        return watch.look(besides: [settings])
    }

    /// What was changed between two looks of the same watch.
    private func seen(_ change: () throws -> Void) rethrows -> Set<String> {
        var watch = FileWatch(house.root)
        let before = watch.look(besides: [settings])
        try change()
        let after = watch.look(besides: [settings])
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    }

    @Test func nothingChangesNothing() throws {
        let still = seen {}
        #expect(still == [])
        // Touched is not changed.
        let path = "mappings/proefstad/heffingen.yaml"
        let text = try #require(house.root.file(path)).text
        #expect(try seen { try house.put(text, at: path) } == [])
    }

    @Test(arguments: [
        "mappings/proefstad/heffingen.yaml", "mappings/proefstad/new.yaml", "mappings/other/deep/codes.csv",
        "connectors/vendors/proef/ask.json",
        "connectors/sources/proefstad/heffingen.yaml", "deploy/blauwbrug.yaml", "tls/server.pem", "tls/server.key", "tls/ca.pem",
        "secrets/kenmerk",
    ]) func aFileThatIsWritten(_ path: String) throws {
        #expect(try seen { try house.put("b", at: path) }.contains(path))
    }

    @Test func aFileThatGoes() throws {
        #expect(try seen { try house.drop("secrets/kenmerk") } == ["secrets/kenmerk"])
        #expect(try seen { try house.drop("mappings/proefstad/gemeente.yaml") } == ["mappings/proefstad/gemeente.yaml"])
    }

    /// Of the same size, in the same moment: the marks of the system may be the same.
    @Test func aSecondChangeWithinTheClocksTick() throws {
        let path = "mappings/proefstad/heffingen.yaml"
        for number in 0..<50 { #expect(try seen { try house.put("mapping: \(number % 2)", at: path) } == [path]) }
    }

    /// Kubernetes swaps a link to a folder; so do deploy tools.
    @Test func aFolderThatIsSwappedByItsLink() throws {
        let files = FileManager.default
        for name in ["one", "two"] {
            try house.put(name, at: "secrets/..\(name)/kenmerk")
        }
        try house.drop("secrets/kenmerk")
        try files.createSymbolicLink(atPath: house.root.path("secrets/..data"), withDestinationPath: "..one")
        try files.createSymbolicLink(atPath: house.root.path("secrets/kenmerk"), withDestinationPath: "..data/kenmerk")
        let swapped = try seen {
            try files.createSymbolicLink(atPath: house.root.path("secrets/..new"), withDestinationPath: "..two")
            _ = rename(house.root.path("secrets/..new"), house.root.path("secrets/..data"))
        }
        #expect(swapped == ["secrets/kenmerk"])
    }

    /// A secret that everybody may read is refused: so this too is a change.
    @Test func whoMayReadIt() throws {
        let path = house.root.path("secrets/kenmerk")
        #expect(chmod(path, 0o600) == 0)
        let found = seen { _ = chmod(path, 0o644) }
        #expect(found == ["secrets/kenmerk"])
    }

    @Test func onlyWhatSettingsName() throws {
        var watch = FileWatch(house.root)
        let sight = watch.look(at: [settings])
        #expect(Set(sight.keys) == ["tls/server.pem", "tls/server.key", "tls/ca.pem", "secrets", "secrets/kenmerk"])
        #expect(watch.look(at: []) == [:])
    }

    @Test func aLinkToItselfEnds() throws {
        try FileManager.default.createSymbolicLink(atPath: house.root.path("mappings/proefstad/again"), withDestinationPath: "..")
        #expect(look().count < 5_000)
    }

    /// The bell rings for what happens in a folder, for a ring, and after its time.
    @Test func theBell() throws {
        var watch = FileWatch(house.root)
        _ = watch.look(besides: [settings])
        let bell = FolderBell()
        bell.listen(to: watch.folders)
        var began = ContinuousClock.now
        bell.wait(milliseconds: 50)
        #expect(ContinuousClock.now - began >= .milliseconds(45))
        began = .now
        try house.put("b", at: "mappings/proefstad/heffingen.yaml")
        bell.wait(milliseconds: 20_000)
        bell.ring()
        bell.wait(milliseconds: 20_000)
        #expect(ContinuousClock.now - began < .seconds(10))
    }
}
