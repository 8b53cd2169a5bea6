import Core
import Foundation
import Testing

@testable import Adapter

/// Folders and files of an installation, and its secrets.
@Suite struct RootTests {
    @Test(arguments: [
        ("/srv/a", "x/y", "/srv/a/x/y"), ("/srv/a/", "x", "/srv/a/x"), ("/", "x", "//x"), (".", "x", "./x"), ("/srv/a", "/x", "/x"),
    ])
    func aPathIsUnderTheRootUnlessItIsAbsolute(_ folder: String, _ relative: String, _ path: String) {
        #expect(Root(folder).path(relative) == path)
    }

    @Test func aFileKnowsItsNameUnderTheRoot() throws {
        let house = try ProefstadRoot()
        let file = try #require(house.root.file("connectors/sources/proefstad/heffingen.yaml"))
        #expect(file.name == "connectors/sources/proefstad/heffingen.yaml")
        #expect(file.text == "source: heffingen\nkind: sqlite\n")
        #expect(house.root.file("connectors/sources/proefstad/sociaal.yaml") == nil)
        #expect(house.root.file("connectors/sources") == nil)
    }

    @Test func aFolderIsListedInOrder() throws {
        let house = try ProefstadRoot()
        try house.put("", at: "proef/b.yaml")
        try house.put("", at: "proef/.verborgen")
        try house.put("", at: "proef/a/diep/c.yaml")
        #expect(house.root.names(in: "proef") == ["a", "b.yaml"])
        #expect(house.root.folders(in: "proef") == ["a"])
        #expect(house.root.names(in: "niets") == [])
        #expect(house.root.files(below: "proef").mapValues(\.name) == ["b.yaml": "proef/b.yaml", "a/diep/c.yaml": "proef/a/diep/c.yaml"])
        #expect(house.root.isFolder("proef/a"))
        #expect(!house.root.isFolder("proef/b.yaml"))
        // Through a link too.
        #expect(house.root.isFolder("mappings/standard"))
    }

    @Test func aFileIsWrittenAndReadWhole() throws {
        let house = try ProefstadRoot()
        let path = house.root.path("state/diep/blok")
        File.makeFolder(house.root.path("state/diep"), mode: 0o700)
        File.makeFolder(house.root.path("state/diep"))
        #expect(house.root.isFolder("state/diep"))
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(File.write(bytes, to: path, mode: 0o600))
        #expect(File.read(path) == bytes)
        #expect(File.write([1], to: path))
        #expect(File.read(path) == [1])
        #expect(!File.write([1], to: house.root.path("nergens/blok")))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    /// An include cannot lead out of its tenant's folder.
    @Test(arguments: ["../voorbeeldstad/gemeente.yaml", "codes/../../standard/fcid-3.0.0.yaml", "/etc/hostname", ".."])
    func anIncludeStaysInItsFolder(_ path: String) throws {
        let house = try ProefstadRoot()
        try house.put("x", at: "mappings/voorbeeldstad/gemeente.yaml")
        let folder = TenantFolder(root: house.root, name: "proefstad")
        #expect(folder.other(path) == nil)
        #expect(folder.other("gemeente.yaml") != nil)
    }

    // MARK: Secrets

    @Test func aSecretIsAFileWithoutItsLineEnd() throws {
        let house = try ProefstadRoot()
        for (name, written, secret) in [
            ("kaal", "geheim", "geheim"), ("regel", "geheim\n", "geheim"), ("dos", "geheim\r\n\r\n", "geheim"),
            ("binnen", "twee\nregels ", "twee\nregels "),
        ] {
            try house.put(written, at: "secrets/\(name)")
            #expect(Secrets(folder: house.root.path("secrets")).secret(name)?.revealText() == secret)
        }
    }

    /// A name is the name of a file in that folder and nothing else.
    @Test(arguments: ["", ".", "..", ".verborgen", "../buiten", "diep/geheim", "/etc/hostname", "./geheim", "geen", "leeg", "diep"])
    func aNameThatIsNoSecretGivesNone(_ name: String) throws {
        let house = try ProefstadRoot()
        for path in ["secrets/geheim", "secrets/.verborgen", "secrets/diep/geheim", "buiten"] { try house.put("geheim", at: path) }
        try house.put("\n", at: "secrets/leeg")
        #expect(Secrets(folder: house.root.path("secrets")).secret("geheim") != nil)
        #expect(Secrets(folder: house.root.path("secrets")).secret(name) == nil)
        #expect(Secrets(folder: nil).secret(name) == nil)
    }
}
