private import CLibYAML
package import Core

/// Reads a YAML file into nodes that know where they stood.
///
/// Works on libyaml's events and composes the tree itself, so that anchors, aliases and tags are refused where they stand and can expand
/// nothing: 332 bytes of aliases make gigabytes in a composing parser. Scalars stay text; only plain `true` and `false` are booleans and only
/// a key with nothing behind it is nothing.
package enum YAMLReader {
    /// Deeper than any file of ours; libyaml itself takes 20,000.
    private static let depth = 40
    /// Bytes.
    private static let size = 4_194_304

    /// The tree of the file's only document, or nil when it has a mistake that leaves no tree. A mistake that leaves one is reported too.
    package static func read(_ source: SourceText, into diagnostics: inout Diagnostics) -> Node? {
        let start = Span(source: source, line: 1, column: 1)
        guard source.bytes.count <= size else {
            diagnostics.error(.tooLarge, at: start, "the file is larger than \(size / 1_048_576) MiB")
            return nil
        }
        guard String(validating: source.bytes, as: UTF8.self) != nil else {
            diagnostics.error(.notUTF8, at: start, "the file is not UTF-8")
            return nil
        }
        var events = YAMLEvents(source: source)
        defer { events.close() }
        return events.document(maximumDepth: depth, into: &diagnostics)
    }
}

/// libyaml's parser over one file, and the composing of its events.
private struct YAMLEvents {
    private let source: SourceText
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var event = yaml_event_t()
    private var depth = 0
    /// Set after the first mistake that leaves the rest without meaning.
    private var stopped = false

    init(source: SourceText) {
        self.source = source
        parser = .allocate(capacity: 1)
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        let input = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, source.bytes.count))
        input.update(from: source.bytes, count: source.bytes.count)
        self.input = input
        yaml_parser_set_input_string(parser, input + source.markLength, source.bytes.count - source.markLength)
    }

    /// libyaml keeps the pointer, so the bytes live as long as the parser.
    private let input: UnsafeMutablePointer<UInt8>

    func close() {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    mutating func document(maximumDepth: Int, into diagnostics: inout Diagnostics) -> Node? {
        depth = maximumDepth
        guard next(&diagnostics), next(&diagnostics) else { return nil }  // stream start, document start
        guard event.type == YAML_DOCUMENT_START_EVENT else {
            diagnostics.error(.fileSyntax, at: span(event.start_mark), "the file is empty")
            return nil
        }
        guard next(&diagnostics) else { return nil }
        let root = node(&diagnostics)
        guard !stopped, next(&diagnostics), next(&diagnostics) else { return root }  // document end, stream end
        if event.type != YAML_STREAM_END_EVENT {
            diagnostics.error(
                .fileSyntax, at: span(event.start_mark), "a second document begins here", hint: "one file holds one document; remove '---'")
            return nil
        }
        return root
    }

    /// Moves to the next event; false after a syntax error, which is reported.
    private mutating func next(_ diagnostics: inout Diagnostics) -> Bool {
        guard !stopped else { return false }
        yaml_event_delete(&event)
        guard yaml_parser_parse(parser, &event) != 0 else {
            stopped = true
            let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
            var others: [Diagnostic.Other] = []
            if let context = parser.pointee.context.map({ String(cString: $0) }),
                parser.pointee.context_mark.line != parser.pointee.problem_mark.line
            {
                others.append(Diagnostic.Other(span(parser.pointee.context_mark), YAMLMistake.context(context)))
            }
            let place = span(parser.pointee.problem_mark)
            let known = YAMLMistake(problem, at: place)
            diagnostics.error(.fileSyntax, at: place, "not well-formed YAML: \(known.message)", others: others, hint: known.hint)
            return false
        }
        return true
    }

    /// The node whose first event is the current one; leaves its last event current.
    private mutating func node(_ diagnostics: inout Diagnostics) -> Node? {
        let start = event.start_mark
        switch event.type {
        case YAML_SCALAR_EVENT:
            refuse(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag, &diagnostics)
            return scalar()
        case YAML_SEQUENCE_START_EVENT:
            refuse(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, &diagnostics)
            return nested(start, &diagnostics) { events, diagnostics in events.list(&diagnostics) }
        case YAML_MAPPING_START_EVENT:
            refuse(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, &diagnostics)
            return nested(start, &diagnostics) { events, diagnostics in events.map(&diagnostics) }
        case YAML_ALIAS_EVENT:
            diagnostics.error(
                .yamlAlias, at: span(start, to: event.end_mark), "a YAML alias is not allowed",
                hint: "write the value out, or use 'include'")
            return Node(.nothing, span(start, to: event.end_mark))
        default:
            stopped = true
            return nil
        }
    }

    private mutating func nested(
        _ start: yaml_mark_t, _ diagnostics: inout Diagnostics, _ body: (inout YAMLEvents, inout Diagnostics) -> Node.Content?
    ) -> Node? {
        guard depth > 0 else {
            stopped = true
            diagnostics.error(.tooLarge, at: span(start), "nested too deeply")
            return nil
        }
        depth -= 1
        defer { depth += 1 }
        let place = span(start)
        return body(&self, &diagnostics).map { Node($0, place) }
    }

    private mutating func list(_ diagnostics: inout Diagnostics) -> Node.Content? {
        var items: [Node] = []
        while next(&diagnostics), event.type != YAML_SEQUENCE_END_EVENT {
            guard let item = node(&diagnostics) else { return nil }
            items.append(item)
        }
        return stopped ? nil : .list(items)
    }

    private mutating func map(_ diagnostics: inout Diagnostics) -> Node.Content? {
        var entries: [Node.Entry] = []
        var places: [String: Span] = [:]
        var twice: [(key: String, span: Span, first: Span)] = []
        while next(&diagnostics), event.type != YAML_MAPPING_END_EVENT {
            guard event.type == YAML_SCALAR_EVENT else {
                stopped = true
                diagnostics.error(.fileSyntax, at: span(event.start_mark), "a key must be a text")
                return nil
            }
            refuse(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag, &diagnostics)
            let keySpan = span(event.start_mark, to: event.end_mark)
            let key = text()
            guard next(&diagnostics), let value = node(&diagnostics) else { return nil }
            if let first = places[key] {
                twice.append((key, keySpan, first))
            } else {
                places[key] = keySpan
                entries.append(Node.Entry(key: key, keySpan: keySpan, value: value))
            }
        }
        // Several are one mistake: two items that ran together.
        if let first = twice.first {
            let more = twice.count > 1
            diagnostics.error(
                .duplicateKey, at: first.span,
                "\(twice.map { "'\($0.key)'" }.joined(separator: ", ")) \(more ? "stand" : "stands") here for the second time",
                others: twice.map { Diagnostic.Other($0.first, more ? "'\($0.key)' stands here first" : "the first is here") },
                hint: more ? "each item of a list begins with '- '" : nil)
        }
        return stopped ? nil : .map(entries)
    }

    private func scalar() -> Node {
        let text = text()
        let scalar = event.data.scalar
        if scalar.style == YAML_PLAIN_SCALAR_STYLE {
            let place = span(event.start_mark, to: event.end_mark)
            switch text {
            case "": return Node(.nothing, place)
            case "true": return Node(.boolean(true), place)
            case "false": return Node(.boolean(false), place)
            default: return Node(.text(text), place)
            }
        }
        guard scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE else {
            return Node(.text(text), span(event.start_mark, to: event.end_mark))
        }
        // A block begins on the line after its `|`, at the indentation of its first line that is not empty.
        var line = event.start_mark.line + 2
        while line <= source.lineCount, source.line(line).allSatisfy({ $0 == " " }) { line += 1 }
        let first = source.line(line)
        let indentation = first.prefix { $0 == " " }.count
        return Node(.text(text), Span(source: source, line: line, column: indentation + 1, length: first.count - indentation))
    }

    private func text() -> String {
        String(decoding: UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length), as: UTF8.self)
    }

    private func refuse(anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ diagnostics: inout Diagnostics) {
        if anchor != nil {
            diagnostics.error(
                .yamlAlias, at: span(event.start_mark), "a YAML anchor is not allowed", hint: "write the value out, or use 'include'")
        }
        if tag != nil {
            diagnostics.error(.yamlTag, at: span(event.start_mark), "a YAML tag is not allowed", hint: "every value is a text as written")
        }
    }

    private func span(_ from: yaml_mark_t, to: yaml_mark_t? = nil) -> Span {
        let length = to.map { $0.line == from.line ? $0.column - from.column : 1 } ?? 1
        return Span(source: source, line: from.line + 1, column: from.column + 1, length: length)
    }
}
