import Core

/// One walk over the bytes of a JSON text, by recursive descent; its depth is bounded by the limits.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0
    private let limits: JSONLimits
    private var depth = 0
    private var nodes = 0
    private var places: PlaceCursor?

    /// The place of everything in a request, so that a request's bytes are not kept alive by its nodes.
    private static let nowhere = Span(source: SourceText(name: "request", bytes: []), line: 1, column: 1)

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits, places: PlaceCursor?) {
        self.bytes = bytes
        self.limits = limits
        self.places = places
    }

    mutating func document() throws(JSONMistake) -> Node {
        let check = UTF8Check(bytes)
        switch check.flaw {
        case .invalid: throw JSONMistake(.notUTF8, at: check.at)
        case .null: throw JSONMistake(.null, at: check.at)
        case .control: throw JSONMistake(.syntax("a control character"), at: check.at)
        case nil: break
        }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { throw JSONMistake(.byteOrderMark, at: 0) }
        skipSpace()
        let root = try value()
        skipSpace()
        guard at == bytes.count else { throw JSONMistake(.syntax("something stands behind the value"), at: at) }
        return root
    }

    private mutating func value() throws(JSONMistake) -> Node {
        nodes += 1
        guard nodes <= limits.nodes else { throw JSONMistake(.nodes, at: at) }
        let start = at
        switch peek {
        case UInt8(ascii: "{"):
            let place = span(start, start + 1)
            return Node(.map(try map()), place)
        case UInt8(ascii: "["):
            let place = span(start, start + 1)
            return Node(.list(try list()), place)
        case UInt8(ascii: "\""):
            let text = try string()
            return Node(.text(text), span(start, at))
        case UInt8(ascii: "-"), 0x30...0x39:
            let number = try number()
            return Node(.number(number), span(start, at))
        case UInt8(ascii: "t"):
            try word("true")
            return Node(.boolean(true), span(start, at))
        case UInt8(ascii: "f"):
            try word("false")
            return Node(.boolean(false), span(start, at))
        case UInt8(ascii: "n"):
            try word("null")
            return Node(.nothing, span(start, at))
        default:
            throw JSONMistake(.syntax("a value is expected here"), at: at)
        }
    }

    private mutating func map() throws(JSONMistake) -> [Node.Entry] {
        try enter()
        var entries: [Node.Entry] = []
        var keys: Set<String> = []
        if close(UInt8(ascii: "}")) { return entries }
        while true {
            let start = at
            guard peek == UInt8(ascii: "\"") else { throw JSONMistake(.syntax("a key in quotes is expected here"), at: at) }
            let key = try string()
            let keySpan = span(start, at)
            try refuseDuplicate(key, at: start, among: entries, &keys)
            skipSpace()
            guard peek == UInt8(ascii: ":") else { throw JSONMistake(.syntax("':' is expected here"), at: at) }
            at += 1
            skipSpace()
            entries.append(Node.Entry(key: key, keySpan: keySpan, value: try value()))
            if try !another(before: UInt8(ascii: "}"), "',' or '}' is expected here") { return entries }
        }
    }

    /// Few keys are compared one by one; many go into a set, whose hashing an attacker cannot predict.
    private func refuseDuplicate(
        _ key: String, at start: Int, among entries: [Node.Entry], _ keys: inout Set<String>
    ) throws(JSONMistake) {
        let isKnown: Bool
        if entries.count < 16 {
            isKnown = entries.contains { $0.key == key }
        } else {
            if keys.isEmpty { keys = Set(entries.map(\.key)) }
            isKnown = !keys.insert(key).inserted
        }
        guard isKnown, let first = entries.first(where: { $0.key == key }) else { return }
        throw JSONMistake(.duplicate(key, first: first.keySpan), at: start, length: at - start)
    }

    private mutating func list() throws(JSONMistake) -> [Node] {
        try enter()
        var items: [Node] = []
        if close(UInt8(ascii: "]")) { return items }
        while true {
            items.append(try value())
            if try !another(before: UInt8(ascii: "]"), "',' or ']' is expected here") { return items }
        }
    }

    /// Steps over the opening bracket.
    private mutating func enter() throws(JSONMistake) {
        depth += 1
        guard depth <= limits.depth else { throw JSONMistake(.depth, at: at) }
        at += 1
        skipSpace()
    }

    private mutating func close(_ bracket: UInt8) -> Bool {
        guard peek == bracket else { return false }
        at += 1
        depth -= 1
        return true
    }

    private mutating func another(before bracket: UInt8, _ problem: StaticString) throws(JSONMistake) -> Bool {
        skipSpace()
        if close(bracket) { return false }
        guard peek == UInt8(ascii: ",") else { throw JSONMistake(.syntax(problem), at: at) }
        at += 1
        skipSpace()
        return true
    }

    private mutating func number() throws(JSONMistake) -> String {
        let start = at
        if peek == UInt8(ascii: "-") { at += 1 }
        let whole = at
        guard digits() > 0, bytes[whole] != 0x30 || at == whole + 1 else { throw JSONMistake(.syntax("not a number"), at: start) }
        if peek == UInt8(ascii: ".") {
            at += 1
            guard digits() > 0 else { throw JSONMistake(.syntax("a digit is expected here"), at: at) }
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            at += 1
            if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") { at += 1 }
            guard digits() > 0 else { throw JSONMistake(.syntax("a digit is expected here"), at: at) }
        }
        guard at - start <= limits.number else { throw JSONMistake(.number, at: start, length: at - start) }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = at
        while peek &- 0x30 <= 9 { at += 1 }
        return at - start
    }

    private mutating func word(_ word: StaticString) throws(JSONMistake) {
        let start = at
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[offset] else { throw JSONMistake(.syntax("a value is expected here"), at: start) }
            at += 1
        }
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    /// The current byte; NUL, which no text holds, at the end.
    private var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func span(_ from: Int, _ to: Int) -> Span {
        places?.span(from, to) ?? JSONParser.nowhere
    }
}
