/// A form with a file in it, as a browser posts it (`multipart/form-data`, RFC 7578 over RFC 2046 §5.1). Read strictly: what a browser never
/// sends is refused.
package struct MultipartForm: Sendable {
    package struct Part: Sendable {
        package let name: String
        /// As the sender calls the file; nil for a field.
        package let fileName: String?
        package let content: ArraySlice<UInt8>
    }

    package enum Mistake: Error, Sendable, Equatable {
        /// The content type is not `multipart/form-data` with a boundary of 1 to 70 allowed characters.
        case contentType
        /// Delimiters, headers or line ends are not as they must be, or the end is missing.
        case malformed
        /// More parts, or larger headers of a part, than a form of ours has.
        case tooMany
    }

    private static let most = 16
    /// Bytes of the headers of one part.
    private static let mostHeaders = 4_096

    package let parts: [Part]

    package init(_ body: [UInt8], contentType: String) throws(Mistake) {
        guard let boundary = MultipartForm.boundary(of: contentType) else { throw .contentType }
        // Every delimiter begins with a line end, except the first, which is the very beginning.
        let delimiter = [0x0D, 0x0A, 0x2D, 0x2D] + boundary
        guard body.starts(with: delimiter.dropFirst(2)) else { throw .malformed }
        var at = delimiter.count - 2
        var parts: [Part] = []
        while true {
            let rest = body[at...]
            if rest.starts(with: [0x2D, 0x2D]) {
                guard rest.count == 2 || rest.dropFirst(2).elementsEqual([0x0D, 0x0A]) else { throw .malformed }
                self.parts = parts
                return
            }
            guard rest.starts(with: [0x0D, 0x0A]) else { throw .malformed }
            guard parts.count < MultipartForm.most else { throw .tooMany }
            // The line end before the empty line is the delimiter's own when a part has no headers: then it has no name.
            let head = at + 2
            let window = body[head..<min(body.count, head + MultipartForm.mostHeaders + 4)]
            guard let end = MultipartForm.find([0x0D, 0x0A, 0x0D, 0x0A], in: window) else {
                throw window.count > MultipartForm.mostHeaders ? .tooMany : .malformed
            }
            let content = end + 4
            guard let close = MultipartForm.find(delimiter, in: body[(content - 2)...]), let names = MultipartForm.names(body[head..<end])
            else { throw .malformed }
            // A part without content: its delimiter's line end is the one that ends the headers.
            parts.append(Part(name: names.name, fileName: names.file, content: body[content..<max(content, close)]))
            at = close + delimiter.count
        }
    }

    /// The first part of that name.
    package subscript(name: String) -> Part? { parts.first { $0.name == name } }

    /// Where a text that begins with its only CR stands first. Looks at each byte a bounded number of times.
    private static func find(_ text: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            guard buffer.count >= text.count else { return nil }
            for at in 0...(buffer.count - text.count) where buffer[at] == text[0] {
                var matched = 1
                while matched < text.count, buffer[at + matched] == text[matched] { matched += 1 }
                if matched == text.count { return bytes.startIndex + at }
            }
            return nil
        }
    }

    private static func boundary(of contentType: String) -> [UInt8]? {
        let pieces = contentType.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map(trimmed)
        guard let kind = pieces.first, equal(kind, "multipart/form-data") else { return nil }
        var found: [UInt8]?
        for piece in pieces.dropFirst() {
            guard let mark = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            guard equal(Array(piece[..<mark]), "boundary") else { continue }
            guard found == nil else { return nil }
            var value = Array(piece[(mark + 1)...])
            if value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
                value = Array(value.dropFirst().dropLast())
            }
            found = value
        }
        guard let found, (1...70).contains(found.count), found.allSatisfy(isBoundary) else { return nil }
        return found
    }

    /// `bchars` of RFC 2046 §5.1.1, without the space: no browser uses it.
    private static func isBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "'()+_,-./:=?".utf8.contains(byte)
        }
    }

    /// From the headers of a part: its name, and its file's.
    private static func names(_ headers: ArraySlice<UInt8>) -> (name: String, file: String?)? {
        var found: (name: String, file: String?)?
        var rest = headers
        while !rest.isEmpty {
            let end = find([0x0D, 0x0A], in: rest) ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[min(end + 2, rest.endIndex)...]
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                return nil
            }
            guard equal(Array(line[..<colon]), "content-disposition") else { continue }
            guard found == nil, let names = disposition(trimmed(line[(colon + 1)...])) else { return nil }
            found = names
        }
        return found
    }

    /// `form-data; name="…"; filename="…"`, with browsers' own escapes (`%22`, `%0D`, `%0A`) left as they are.
    private static func disposition(_ value: [UInt8]) -> (name: String, file: String?)? {
        var rest = value[...]
        let kind = rest.prefix { $0 != UInt8(ascii: ";") }
        guard equal(trimmed(kind), "form-data") else { return nil }
        rest = rest[kind.endIndex...]
        var name: String?
        var file: String?
        while let first = rest.first {
            guard first == UInt8(ascii: ";") else { return nil }
            rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
            let key = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            rest = rest[key.endIndex...].dropFirst()
            guard rest.first == UInt8(ascii: "\"") else { return nil }
            let quoted = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
            guard quoted.endIndex < rest.endIndex, let text = String(validating: quoted, as: UTF8.self) else { return nil }
            rest = rest[(quoted.endIndex + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            if equal(Array(key), "name") {
                guard name == nil else { return nil }
                name = text
            } else if equal(Array(key), "filename") {
                guard file == nil else { return nil }
                file = text
            }
        }
        return name.map { ($0, file) }
    }

    private static func trimmed(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var kept = Array(bytes.drop { $0 == 0x20 || $0 == 0x09 })
        while let last = kept.last, last == 0x20 || last == 0x09 { kept.removeLast() }
        return kept
    }

    /// ASCII letters without regard to case.
    private static func equal(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            bytes.count == word.count && zip(bytes, word).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
        }
    }
}
