import Core
import Glibc
import Standard
import Testing

/// The files the tests read and compare with, found from where this one stands.
enum Files {
    struct Missing: Error { let path: String }

    static let tests = folder(of: resolved(#filePath))
    static let root = folder(of: folder(of: tests))

    static func source(_ path: String, under folder: String) throws -> SourceText {
        SourceText(name: path, bytes: try read("\(folder)/\(path)"))
    }

    /// The standard itself.
    static func fcid() throws -> [SourceText] {
        try ["mappings/standard/fcid-3.0.0.yaml", "mappings/standard/fcid-4.1.0.yaml"].map { try source($0, under: root) }
    }

    /// A standard with other words.
    static func small() throws -> [SourceText] {
        try ["small/first-1.0.0.yaml", "small/second-2.0.0.yaml"].map { try source($0, under: tests) }
    }

    /// Compares with a golden file, or writes it when `BLAUWBRUG_GOLDEN=write`.
    static func expectGolden(_ actual: String, _ path: String, _ location: SourceLocation = #_sourceLocation) throws {
        let golden = "\(tests)/golden/\(path)"
        if let word = getenv("BLAUWBRUG_GOLDEN"), String(cString: word) == "write" {
            mkdir(folder(of: folder(of: golden)), 0o755)
            mkdir(folder(of: golden), 0o755)
            try write(actual, to: golden)
            return
        }
        let expected = (try? read(golden)).map { String(decoding: $0, as: UTF8.self) }
        #expect(expected == actual, "golden/\(path) says otherwise", sourceLocation: location)
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Missing(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw Missing(path: path) }
        defer { fclose(file) }
        fputs(text, file)
    }

    /// The files of a folder, by name.
    static func list(_ folder: String) throws -> [String] {
        guard let directory = opendir(folder) else { throw Missing(path: folder) }
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

    /// What a command prints, both streams, and its exit code.
    static func run(_ command: String) throws -> (output: String, code: Int32) {
        guard let pipe = popen("\(command) 2>&1", "r") else { throw Missing(path: command) }
        var output: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&block, 1, block.count, pipe)
            if count == 0 { break }
            output += block[..<count]
        }
        let status = pclose(pipe)
        return (String(decoding: output, as: UTF8.self), (status >> 8) & 0xFF)
    }

    private static func folder(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}

/// The standards of the tests, compiled once.
enum Compiled {
    struct Mistakes: Error { let text: String }

    static let fcid = Result { try standard(Files.fcid()) }
    static let small = Result { try standard(Files.small()) }

    static func standard(_ files: [SourceText]) throws -> Standard {
        var diagnostics = Diagnostics()
        let standard = Standard.compile(files, into: &diagnostics)
        guard let standard, diagnostics.all.isEmpty else { throw Mistakes(text: DiagnosticPrinter.text(diagnostics)) }
        return standard
    }
}
