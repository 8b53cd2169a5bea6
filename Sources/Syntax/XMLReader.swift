package import Core
import Synchronization

/// Reads XML: our guard first, then libxml2 for what XML means (names, namespaces, entities, well-formedness).
///
/// libxml2 runs without network, DTDs, entities or its "huge" mode, as events into `Markup`, on contexts that are used again for the next
/// message: setting one up costs as much as reading a message.
package enum XMLReader {
    /// Contexts at rest. One is in use by at most one thread; a message of the wrong kind never leaves its context here.
    private static let idle = Mutex<[XMLContext]>([])
    private static let idleCount = 8

    /// A request. Its tokens carry line 0 and column 0: what a vendor sent is never quoted back.
    ///
    /// - Throws: `malformed`, `encoding`, `doctype` or `tooComplex`.
    package static func read(_ bytes: [UInt8], limits: XMLLimits) throws(Fault) -> Markup {
        let outcome: Result<Markup, XMLMistake> = bytes.withUnsafeBufferPointer { bytes in
            switch XMLGuard.scan(bytes, limits: limits, keepsOffsets: false) {
            case .success(let tally): parse(bytes, tally)
            case .failure(let mistake): .failure(mistake)
            }
        }
        do { return try outcome.get() } catch { throw Fault(error.situation) }
    }

    /// A sample file. Tokens know where they stand: an element at its `<`, a text at its first character.
    package static func read(
        _ source: SourceText, limits: XMLLimits = XMLLimits(), into diagnostics: inout Diagnostics
    ) -> Markup? {
        source.bytes.withUnsafeBufferPointer { bytes in
            var tally = XMLTally()
            var mistake: XMLMistake
            switch XMLGuard.scan(bytes, limits: limits, keepsOffsets: true) {
            case .success(let counted):
                tally = counted
                switch parse(bytes, tally) {
                case .success(let markup): return placed(markup, tally.offsets, in: source)
                case .failure(let found): mistake = found
                }
            case .failure(let found): mistake = found
            }
            // libxml2 notices a mistake of a tag at its end; the tag itself is the better place.
            if let tag = tally.offsets.last(where: { $0 < mistake.at }) { mistake = XMLMistake(malformed: mistake.message, at: tag) }
            diagnostics.add(mistake.diagnostic(in: source, length: tagLength(bytes, mistake.at)))
            return nil
        }
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ tally: XMLTally) -> Result<Markup, XMLMistake> {
        guard let context = idle.withLock({ $0.popLast() }) ?? XMLContext() else {
            return .failure(XMLMistake(malformed: "out of memory", at: 0))
        }
        let outcome = context.parse(bytes, tally)
        if case .success = outcome, context.isReusable {
            idle.withLock { if $0.count < idleCount { $0.append(context) } }
        }
        return outcome
    }

    private static func placed(_ markup: Markup, _ offsets: [Int], in source: SourceText) -> Markup {
        guard offsets.count == markup.tokens.count else { return markup }
        var cursor = PlaceCursor(source)
        let tokens = zip(markup.tokens, offsets).map { token, offset in
            let span = cursor.span(offset, offset)
            return Markup.Token(
                kind: token.kind, name: token.name, attributes: token.attributes, text: token.text, end: token.end,
                line: Int32(span.line), column: Int32(span.column))
        }
        return Markup(names: markup.names, attributes: markup.attributes, tokens: tokens)
    }

    /// Bytes of `<name` or `</name` when a tag begins here, else 1.
    private static func tagLength(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "<") else { return 1 }
        var end = at + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "/") { end += 1 }
        while end < bytes.count, XMLScan.isNameByte(bytes[end]) { end += 1 }
        return end - at
    }
}
