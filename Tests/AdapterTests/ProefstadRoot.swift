import Core
import Foundation
import Testing

@testable import Adapter

/// A root of its own for one test: the small municipality of `Settings/root`, the repository's standard, and what the test puts over it.
/// Gone with the object.
final class ProefstadRoot {
    /// This folder, also when it is reached through a link.
    static let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()
    static let cases = tests.appending(path: "Settings")

    let folder: URL
    var root: Root { Root(folder.path(percentEncoded: false)) }

    init() throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "blauwbrug-root-\(UUID().uuidString)")
        try files.copyItem(at: ProefstadRoot.cases.appending(path: "root"), to: folder)
        let standard = "mappings/standard"
        try files.createSymbolicLink(
            at: folder.appending(path: standard), withDestinationURL: ProefstadRoot.repository.appending(path: standard))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func put(_ text: String, at path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func drop(_ path: String) throws { try FileManager.default.removeItem(at: folder.appending(path: path)) }

    /// As `check` compiles it.
    func compile() -> (catalogue: Catalogue?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let catalogue = Catalogue.compile(root, for: .checking, into: &diagnostics)
        return (catalogue, diagnostics)
    }
}
