import Glibc

/// What another program makes of a file of ours: qpdf, written by others, unpacks it.
enum Qpdf {
    static let isThere = run("command -v qpdf pdftotext pdfdetach").status == 0

    /// The file with every object in the open and every stream unpacked.
    static func unpacked(_ bytes: [UInt8]) throws -> OpenPDF {
        try withFile(bytes) { path in
            let result = run("qpdf --qdf --object-streams=disable --decode-level=all \(path) \(path).open")
            defer { unlink("\(path).open") }
            guard result.status == 0, let open = Specimen.bytes("\(path).open") else { throw Refused(words: result.output) }
            return try OpenPDF(open)
        }
    }

    struct Refused: Error {
        let words: String
    }

    /// - Returns: the status and the words of a command; `{}` in it is a file with the bytes.
    static func run(_ command: String, on bytes: [UInt8]) throws -> (status: Int32, output: String) {
        try withFile(bytes) { path in
            var line = ""
            var rest = command[...]
            while let at = rest.firstIndex(of: "{") {
                line += rest[..<at] + path
                rest = rest[at...].dropFirst(2)
            }
            return run(line + rest)
        }
    }

    private static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        var template = Array("/tmp/blauwbrug-paper-XXXXXX".utf8CString)
        let handle = mkstemp(&template)
        guard handle >= 0 else { throw Refused(words: "no room for a file") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(handle, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Refused(words: "the file is not written") }
            sent += count
        }
        close(handle)
        return try body(path)
    }

    private static func run(_ command: String) -> (status: Int32, output: String) {
        guard let pipe = popen("(\(command)) 2>&1", "r") else { return (-1, "") }
        var output: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&part, 1, part.count, pipe)
            guard count > 0 else { break }
            output += part[0..<count]
        }
        return (pclose(pipe), String(decoding: output, as: UTF8.self))
    }
}
