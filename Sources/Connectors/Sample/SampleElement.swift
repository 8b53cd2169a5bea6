import Core
import Syntax

/// An element of an XML sample as its author drew it: marks apart, spaces around texts gone.
struct SampleElement {
    struct Attribute {
        let name: Markup.Name
        let value: String
    }

    let name: Markup.Name
    let attributes: [Attribute]
    let marks: Marks
    let children: [SampleElement]
    /// The text of an element without children.
    let text: String
    let place: SamplePlace

    var span: Span {
        let tag = place.span(of: name.local)
        return Span(source: place.start.source, line: tag.line, column: tag.column, length: name.local.count)
    }

    /// Whether this is `<a:each>` or `<a:nothing>`.
    func isMark(_ local: String) -> Bool { name.namespace == Marks.namespace && name.local == local }

    /// Reads an XML sample. An envelope around the message is the protocol's; what counts is the one element in its Body.
    static func read(_ source: SourceText, _ diagnostics: inout Diagnostics) -> SampleElement? {
        var mistakes = Diagnostics()
        guard let markup = XMLReader.read(source, into: &mistakes) else {
            if !reportHolesInNames(source, &diagnostics) { diagnostics.append(mistakes) }
            return nil
        }
        diagnostics.append(mistakes)
        guard let root = markup.tokens.firstIndex(where: { $0.kind == .element }) else { return nil }
        let element = element(markup, root, source, &diagnostics)
        let version = SOAPVersion.allCases.first { element.name == Markup.Name($0.namespace, "Envelope") }
        guard let version else { return element }
        let body = element.children.first { $0.name == Markup.Name(version.namespace, "Body") }
        guard let body, body.children.count == 1 else {
            diagnostics.error(.sampleShape, at: element.span, "the Body of a sample's envelope must hold one element")
            return nil
        }
        return body.children[0]
    }

    private static func element(
        _ markup: Markup, _ at: Int, _ source: SourceText, _ diagnostics: inout Diagnostics
    ) -> SampleElement {
        let token = markup.tokens[at]
        let place = SamplePlace(source, line: token.line, column: token.column)
        let name = markup.names[token.name]
        let isMark = name.namespace == Marks.namespace
        var marks = Marks()
        var attributes: [Attribute] = []
        for attribute in markup.attributes[token.attributes] {
            let key = markup.names[attribute.name]
            if key.namespace == Marks.namespace || (isMark && key.namespace.isEmpty) {
                let span = place.span(of: "\(key.local)=", length: key.local.count)
                marks.add(key.local, attribute.value, at: span, &diagnostics)
            } else {
                attributes.append(Attribute(name: key, value: attribute.value))
            }
        }
        var children: [SampleElement] = []
        var texts: [(text: String, place: SamplePlace)] = []
        var next = at + 1
        while next < token.end {
            let inner = markup.tokens[next]
            if inner.kind == .element {
                children.append(element(markup, next, source, &diagnostics))
                next = inner.end + 1
                continue
            }
            let text = inner.text.trimmedOfSpace
            if inner.kind == .text, !text.isEmpty { texts.append((text, SamplePlace(source, line: inner.line, column: inner.column))) }
            next += 1
        }
        if !children.isEmpty, let loose = texts.first {
            diagnostics.error(
                .sampleShape, at: loose.place.span(of: String(loose.text.prefix { $0 != "\n" })), "text beside elements",
                hint: "an element holds a text or elements, not both")
        }
        if isMark, name.local != "each", name.local != "nothing" {
            diagnostics.error(
                .unknownMark, at: place.span(of: name.local), "there is no '<a:\(name.local)>'",
                hint: Spelling.hint(for: name.local, in: ["each", "nothing"]))
        }
        let text = children.isEmpty ? texts.map(\.text).joined().trimmedOfSpace : ""
        return SampleElement(name: name, attributes: attributes, marks: marks, children: children, text: text, place: place)
    }

    /// `<v:{soort}>` is no XML, and its author deserves to hear why. Says whether there was such a thing.
    private static func reportHolesInNames(_ source: SourceText, _ diagnostics: inout Diagnostics) -> Bool {
        var found = false
        for line in 1...source.lineCount {
            let letters = Array(source.line(line))
            for (at, letter) in letters.enumerated() where letter == "<" {
                let tag = letters[(at + 1)...].prefix { $0 != ">" && $0 != " " && $0 != "\t" && $0 != "=" && $0 != "<" }
                guard let brace = tag.firstIndex(of: "{") else { continue }
                let length = (tag.lastIndex(of: "}") ?? tag.endIndex - 1) - brace + 1
                diagnostics.error(
                    .holePlace, at: Span(source: source, line: line, column: brace + 1, length: length),
                    "a hole cannot stand in the name of an element", hint: "holes stand in texts and attributes")
                found = true
            }
        }
        return found
    }
}
