import Core
import Glibc
import Syntax

/// `host=… dbname=… user=…` as PostgreSQL's own programs take it: what of it the settings can say, with the places for mistakes.
struct ConnectionText {
    /// As it would stand in the settings.
    let node: Node
    private let values: [String: String]

    private static let keys = ["host": "host", "port": "port", "dbname": "database", "user": "user", "sslmode": "tls", "sslrootcert": "ca"]

    init(_ text: String) throws(StartFailure) {
        let source = SourceText(name: "--postgresql", text: text)
        var entries: [Node.Entry] = []
        var values: [String: String] = [:]
        var diagnostics = Diagnostics()
        var column = 1
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            defer { column += word.count + 1 }
            guard !word.isEmpty else { continue }
            let span = Span(source: source, line: 1, column: column, length: word.count)
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let key = ConnectionText.keys[parts[0]] else {
                diagnostics.error(
                    .unknownKey, at: span, "there is no '\(parts[0])' here",
                    hint: Spelling.hint(for: parts[0], in: ConnectionText.keys.keys.sorted()))
                continue
            }
            values[key] = parts[1]
            entries.append(Node.Entry(key: key, keySpan: span, value: Node(.text(parts[1]), span)))
        }
        guard !diagnostics.hasErrors else { throw StartFailure(diagnostics) }
        self.values = values
        node = Node(.map(entries), Span(source: source, line: 1, column: 1, length: text.count))
    }

    /// For `deploy/blauwbrug.yaml`.
    var settings: String {
        let order = ["host", "port", "database", "user", "tls", "ca"]
        return "{ " + order.compactMap { key in values[key].map { "\(key): \($0)" } }.joined(separator: ", ") + " }"
    }

    /// The password: of a file that holds nothing else, or of the file PGPASSFILE names (`host:port:database:user:password` in lines).
    func secret(file: String?) throws(StartFailure) -> Secret? {
        if let file {
            guard var bytes = File.read(file) else { throw StartFailure(environment: "Cannot read \(file).") }
            guard !File.isOpenToAll(file) else {
                throw StartFailure(environment: "Everybody on this machine may read \(file). Mend it with: chmod 600 \(file)")
            }
            while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
            return Secret(bytes)
        }
        guard let path = getenv("PGPASSFILE").map({ String(cString: $0) }) else { return nil }
        guard let bytes = File.read(path) else { throw StartFailure(environment: "Cannot read the file PGPASSFILE names.") }
        guard !File.isOpenToAll(path) else {
            throw StartFailure(environment: "Everybody on this machine may read the file PGPASSFILE names. Mend it with: chmod 600")
        }
        let wanted = ["host", "port", "database", "user"].map { values[$0] ?? ($0 == "port" ? "5432" : "") }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            let fields = ConnectionText.fields(line)
            guard fields.count == 5, zip(fields, wanted).allSatisfy({ $0 == "*" || $0 == $1 }) else { continue }
            return Secret(Array(fields[4].utf8))
        }
        return nil
    }

    /// Split at colons; a backslash hides one.
    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isHidden = false
        for character in line {
            if isHidden || character != "\\" && character != ":" {
                fields[fields.count - 1].append(character)
                isHidden = false
            } else if character == "\\" {
                isHidden = true
            } else {
                fields.append("")
            }
        }
        return fields
    }
}
