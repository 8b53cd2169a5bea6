import Connectors
import Core
import Glibc
import Standard
import Testing

/// The files of the repository, for tests. Through the C library: Foundation's ICU and libxml2's do not go together in one module graph.
enum Repository {
    /// Through symbolic links, so that a private build tree finds the same files.
    static let root: String = {
        guard let resolved = realpath(#filePath, nil) else { preconditionFailure("this file is not there") }
        defer { free(resolved) }
        return String(cString: resolved).split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    }()

    /// Whether golden files are to be written instead of compared.
    static var writesGolden: Bool { getenv("BLAUWBRUG_GOLDEN").map { String(cString: $0) } == "write" }

    static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block[0..<count]
        }
    }

    static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// The names in a folder, sorted; nil when it is none.
    static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Every file under a folder by its path relative to it.
    static func files(under folder: String, called prefix: String) -> [String: SourceText] {
        var files: [String: SourceText] = [:]
        func visit(_ path: String) {
            guard let names = names(in: "\(folder)\(path)") else {
                let name = String(path.dropFirst())
                files[name] = SourceText(name: "\(prefix)/\(name)", bytes: read("\(folder)\(path)") ?? [])
                return
            }
            for name in names { visit("\(path)/\(name)") }
        }
        visit("")
        return files
    }

    static let standard: Standard = {
        var diagnostics = Diagnostics()
        let found = files(under: "\(root)/mappings/standard", called: "mappings/standard")
        let sources = found.filter { $0.key.hasSuffix(".yaml") }.sorted { $0.key < $1.key }.map(\.value)
        guard let standard = Standard.compile(sources, into: &diagnostics) else {
            preconditionFailure("the standard does not compile:\n\(DiagnosticPrinter.text(diagnostics))")
        }
        return standard
    }()

    static func vendor(_ name: String) -> VendorFolder {
        let prefix = "connectors/vendors/\(name)"
        return VendorFolder(name: name, files: files(under: "\(root)/\(prefix)", called: prefix))
    }

    /// A shipped vendor, compiled.
    static func connector(_ name: String) throws -> Connector {
        try connector(vendor(name))
    }

    /// A shipped vendor with another word in its connector.yaml.
    static func connector(_ name: String, replacing old: String, with new: String) throws -> Connector {
        let folder = vendor(name)
        let file = try #require(folder.files["connector.yaml"])
        let text = String(decoding: file.bytes, as: UTF8.self)
        let range = try #require(text.range(of: old))
        var files = folder.files
        files["connector.yaml"] = SourceText(name: file.name, text: text[..<range.lowerBound] + new + text[range.upperBound...])
        return try connector(VendorFolder(name: name, files: files))
    }

    static func connector(_ folder: VendorFolder) throws -> Connector {
        var diagnostics = Diagnostics()
        let connector = Connector.compile(folder, standard: standard, into: &diagnostics)
        return try #require(connector, "\(DiagnosticPrinter.text(diagnostics))")
    }

    /// A vendor made of texts.
    static func folder(_ files: [String: String]) -> VendorFolder {
        VendorFolder(name: "proef", files: files.reduce(into: [:]) { $0[$1.key] = SourceText(name: $1.key, text: $1.value) })
    }
}

/// What the tests ask about.
enum Sample {
    static let bsn = "999990019"
    static let stamp = ConnectorCase.stamp
    static let reference = ConnectorCase.stamp.reference
}

extension Reply {
    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}

extension Connector {
    /// Finds the route of a request and reads it, as the pipeline does.
    func ask(_ request: Request) throws(Fault) -> Asked {
        for route in routes where route.method == request.method {
            if let match = route.match(request.path) { return try asked(in: request, route: route, tenant: match.tenant) }
        }
        throw Fault(.notFound)
    }

    /// The fault a request gets.
    func fault(_ request: Request) -> Fault? {
        do {
            _ = try ask(request)
            return nil
        } catch { return error }
    }
}
