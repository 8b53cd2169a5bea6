import CLibXML2
import Core

/// A `Markup` being gathered from libxml2's events.
struct XMLBuild {
    private let parser: xmlParserCtxtPtr
    private var names = XMLNames()
    private var attributes: [Markup.Attribute] = []
    private var tokens: [Markup.Token] = []
    /// Indices of the elements that are not closed yet.
    private var open: [Int] = []
    /// The running text: libxml2 gives it in pieces.
    private var text: UnsafeMutablePointer<UInt8>
    private var textCapacity = 1_024
    private var textCount = 0
    /// The first mistake libxml2 found.
    private(set) var mistake: XMLMistake?

    init(_ parser: xmlParserCtxtPtr) {
        self.parser = parser
        text = .allocate(capacity: textCapacity)
    }

    func close() { text.deallocate() }

    mutating func begin(_ tally: XMLTally) {
        mistake = nil
        textCount = 0
        open.removeAll(keepingCapacity: true)
        names.begin()
        attributes.reserveCapacity(tally.attributes)
        tokens.reserveCapacity(tally.tokens)
    }

    mutating func finish() -> Markup {
        defer {
            attributes = []
            tokens = []
        }
        return Markup(names: names.finish(), attributes: attributes, tokens: tokens)
    }

    /// `found` holds five pointers per attribute: local name, prefix, namespace, first byte of the value, the byte behind it.
    mutating func start(
        _ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?, _ count: Int,
        _ found: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        flushText()
        let first = attributes.count
        if let found {
            for at in 0..<count {
                guard let name = found[at * 5], let from = found[at * 5 + 3], let to = found[at * 5 + 4] else { continue }
                let value = XMLBuild.value(UnsafeBufferPointer(start: from, count: to - from))
                attributes.append(Markup.Attribute(name: names.index(name, found[at * 5 + 2]), value: value))
            }
        }
        open.append(tokens.count)
        tokens.append(
            Markup.Token(
                kind: .element, name: names.index(local, namespace), attributes: first..<attributes.count, text: "", end: tokens.count,
                line: 0, column: 0))
    }

    mutating func endElement() {
        flushText()
        guard let start = open.popLast() else { return }
        tokens[start].end = tokens.count
        let none = attributes.count..<attributes.count
        tokens.append(
            Markup.Token(
                kind: .end, name: tokens[start].name, attributes: none, text: "", end: tokens.count, line: 0, column: 0))
    }

    mutating func add(_ piece: UnsafePointer<UInt8>, _ count: Int) {
        if textCount + count > textCapacity {
            textCapacity = max(textCapacity * 2, textCount + count)
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: textCapacity)
            larger.update(from: text, count: textCount)
            text.deallocate()
            text = larger
        }
        (text + textCount).update(from: piece, count: count)
        textCount += count
    }

    private mutating func flushText() {
        guard textCount > 0 else { return }
        let whole = String(decoding: UnsafeBufferPointer(start: text, count: textCount), as: UTF8.self)
        textCount = 0
        let none = attributes.count..<attributes.count
        tokens.append(Markup.Token(kind: .text, name: -1, attributes: none, text: whole, end: tokens.count, line: 0, column: 0))
    }

    /// The guard refuses a DOCTYPE long before; this is the lock behind the lock.
    mutating func refuseDTD() {
        if mistake == nil { mistake = XMLMistake(.doctype, at: offset, "a DOCTYPE is not allowed") }
        xmlStopParser(parser)
    }

    mutating func fail(_ message: String) {
        guard mistake == nil else { return }
        let line = message.prefix { $0 != "\n" }
        mistake = XMLMistake(malformed: String(line), at: offset)
    }

    /// How far libxml2 has read.
    private var offset: Int {
        guard let input = parser.pointee.input, let base = input.pointee.base, let current = input.pointee.cur else { return 0 }
        return Int(input.pointee.consumed) + (current - base)
    }

    /// Without entity replacement, which stays off, libxml2 gives every `&` of a value as `&#38;`.
    private static func value(_ raw: UnsafeBufferPointer<UInt8>) -> String {
        guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: raw.count) { out in
            var count = 0
            var at = 0
            while at < raw.count {
                out[count] = raw[at]
                at += raw[at] == UInt8(ascii: "&") ? 5 : 1
                count += 1
            }
            return count
        }
    }
}
