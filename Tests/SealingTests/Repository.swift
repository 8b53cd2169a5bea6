import Core
import Glibc
import Standard
import Testing

/// The files the tests read and compare with, found from where this one stands.
enum Repository {
    struct Mistakes: Error { let text: String }

    static let tests = folder(of: resolved(#filePath))
    static let root = folder(of: folder(of: tests))
    static var writesGolden: Bool { getenv("BLAUWBRUG_GOLDEN").map { String(cString: $0) == "write" } ?? false }

    /// The standard itself, compiled once.
    static let fcid = Result { () throws -> Standard in
        let files = try ["fcid-3.0.0.yaml", "fcid-4.1.0.yaml"].map { name in
            SourceText(name: name, bytes: try #require(read("\(root)/mappings/standard/\(name)")))
        }
        var diagnostics = Diagnostics()
        guard let standard = Standard.compile(files, into: &diagnostics), diagnostics.all.isEmpty else {
            throw Mistakes(text: DiagnosticPrinter.text(diagnostics))
        }
        return standard
    }

    /// Compares with a golden file, or writes it when `BLAUWBRUG_GOLDEN=write`.
    static func expectGolden(_ actual: String, _ path: String, _ location: SourceLocation = #_sourceLocation) {
        let golden = "\(tests)/\(path)"
        if writesGolden {
            guard let file = fopen(golden, "w") else {
                Issue.record("\(path) cannot be written")
                return
            }
            defer { fclose(file) }
            fputs(actual, file)
            return
        }
        let expected = read(golden).map { String(decoding: $0, as: UTF8.self) }
        #expect(expected == actual, "\(path) says otherwise", sourceLocation: location)
    }

    static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    /// The names in a folder that do not begin with a dot, sorted.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func folder(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
