/// The objects of a PDF file without packed parts, read from its first byte to its last.
struct OpenPDF {
    indirect enum Thing: Equatable {
        case word(String)
        case number(Double)
        case name(String)
        case text([UInt8])
        case list([Thing])
        case dictionary([String: Thing])
        case reference(Int)

        subscript(_ key: String) -> Thing? {
            if case .dictionary(let entries) = self { entries[key] } else { nil }
        }

        var items: [Thing] {
            if case .list(let items) = self { items } else { [self] }
        }

        var number: Double? {
            if case .number(let number) = self { number } else { nil }
        }

        var object: Int? {
            if case .reference(let object) = self { object } else { nil }
        }

        var name: String? {
            if case .name(let name) = self { name } else { nil }
        }
    }

    struct Broken: Error {}

    private(set) var objects: [Int: Thing] = [:]
    private(set) var streams: [Int: [UInt8]] = [:]
    private(set) var trailer = Thing.dictionary([:])

    init(_ bytes: [UInt8]) throws {
        var reader = PDFReader(bytes)
        while let object = reader.nextObject() {
            let thing = try reader.thing()
            objects[object] = thing
            if let content = reader.stream() { streams[object] = content }
        }
        reader.seekTrailer()
        trailer = try reader.thing()
    }

    /// What it is, wherever it stands.
    func at(_ thing: Thing?) -> Thing? {
        guard case .reference(let object) = thing else { return thing }
        return objects[object]
    }

    var catalog: Thing? { at(trailer["Root"]) }

    var pages: [Int] { at(catalog?["Pages"])?["Kids"]?.items.compactMap(\.object) ?? [] }

    /// The things of a page's content: words and what stands before them.
    func content(of page: Int) throws -> [(word: String, before: [Thing])] {
        guard let object = objects[page]?["Contents"]?.object, let bytes = streams[object] else { throw Broken() }
        var reader = PDFReader(bytes)
        var found: [(String, [Thing])] = []
        var before: [Thing] = []
        while !reader.isAtEnd {
            let thing = try reader.thing()
            if case .word(let word) = thing {
                found.append((word, before))
                before = []
            } else {
                before.append(thing)
            }
            reader.skipSpace()
        }
        return found
    }
}

struct PDFReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at >= bytes.count }

    /// Moves behind the next `12 0 obj`.
    mutating func nextObject() -> Int? {
        while let found = find(" 0 obj") {
            var start = found
            while start > 0, bytes[start - 1] >= 0x30, bytes[start - 1] <= 0x39 { start -= 1 }
            at = found + 6
            if start < found { return Int(String(decoding: bytes[start..<found], as: UTF8.self)) }
        }
        return nil
    }

    mutating func seekTrailer() {
        at = 0
        if let found = find("\ntrailer ") { at = found + 9 }
    }

    mutating func stream() -> [UInt8]? {
        skipSpace()
        guard bytes[at...].starts(with: "stream\n".utf8) else { return nil }
        let start = at + 7
        guard let end = find("endstream") else { return nil }
        at = end
        // The line end before it belongs to the word, as far as qpdf wrote one.
        return Array(bytes[start..<(bytes[end - 1] == 0x0A ? end - 1 : end)])
    }

    mutating func thing() throws -> OpenPDF.Thing {
        skipSpace()
        guard at < bytes.count else { throw OpenPDF.Broken() }
        switch bytes[at] {
        case UInt8(ascii: "/"):
            at += 1
            return .name(regular())
        case UInt8(ascii: "("): return .text(try literal())
        case UInt8(ascii: "["):
            at += 1
            return .list(try things(until: "]"))
        case UInt8(ascii: "<") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "<"):
            at += 2
            let flat = try things(until: ">>")
            var entries: [String: OpenPDF.Thing] = [:]
            for index in stride(from: 0, to: flat.count - 1, by: 2) {
                guard case .name(let key) = flat[index] else { throw OpenPDF.Broken() }
                entries[key] = flat[index + 1]
            }
            return .dictionary(entries)
        case UInt8(ascii: "<"):
            at += 1
            var digits: [UInt8] = []
            while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
                digits.append(bytes[at])
                at += 1
            }
            at += 1
            return .text(
                stride(from: 0, to: digits.count - 1, by: 2).map {
                    UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) ?? 0
                })
        default:
            let word = regular()
            guard !word.isEmpty else { throw OpenPDF.Broken() }
            guard let number = Double(word.hasPrefix(".") ? "0" + word : word.hasPrefix("-.") ? "-0" + word.dropFirst() : word) else {
                return .word(word)
            }
            let here = at
            if bytes[at...].starts(with: " 0 R".utf8) {
                at += 4
                if isAtEnd || !PDFReader.isRegular(bytes[at]) { return .reference(Int(number)) }
                at = here
            }
            return .number(number)
        }
    }

    private mutating func things(until end: String) throws -> [OpenPDF.Thing] {
        var found: [OpenPDF.Thing] = []
        while true {
            skipSpace()
            if bytes[at...].starts(with: end.utf8) {
                at += end.utf8.count
                return found
            }
            found.append(try thing())
        }
    }

    private mutating func literal() throws -> [UInt8] {
        var found: [UInt8] = []
        var depth = 0
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "("):
                if depth > 0 { found.append(byte) }
                depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return found }
                found.append(byte)
            case UInt8(ascii: "\\"):
                let escaped = bytes[at]
                at += 1
                switch escaped {
                case UInt8(ascii: "n"): found.append(0x0A)
                case UInt8(ascii: "r"): found.append(0x0D)
                case UInt8(ascii: "t"): found.append(0x09)
                case UInt8(ascii: "b"): found.append(0x08)
                case UInt8(ascii: "f"): found.append(0x0C)
                case 0x30...0x37:
                    found.append(UInt8(String(decoding: bytes[at - 1...at + 1], as: UTF8.self), radix: 8) ?? 0)
                    at += 2
                default: found.append(escaped)
                }
            default: found.append(byte)
            }
        }
        throw OpenPDF.Broken()
    }

    private mutating func regular() -> String {
        let start = at
        while at < bytes.count, PDFReader.isRegular(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    mutating func skipSpace() {
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%") {
                while at < bytes.count, bytes[at] != 0x0A { at += 1 }
            } else if bytes[at] <= 0x20 {
                at += 1
            } else {
                return
            }
        }
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: false
        default: true
        }
    }

    private func find(_ word: StaticString) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var start = at
            while start + word.utf8CodeUnitCount <= bytes.count {
                var same = 0
                while same < word.utf8CodeUnitCount, bytes[start + same] == word.utf8Start[same] { same += 1 }
                if same == word.utf8CodeUnitCount { return start }
                start += 1
            }
            return nil
        }
    }
}
