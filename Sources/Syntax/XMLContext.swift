import CLibXML2

/// One libxml2 parser and what its events are gathered into. Used by one thread at a time, again and again.
final class XMLContext: @unchecked Sendable {
    private let parser: xmlParserCtxtPtr
    private let build: UnsafeMutablePointer<XMLBuild>

    private static let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    private static let started: Void = xmlInitParser()

    /// Nil when there is no memory.
    init?() {
        XMLContext.started
        guard let parser = xmlNewParserCtxt() else { return nil }
        self.parser = parser
        build = .allocate(capacity: 1)
        build.initialize(to: XMLBuild(parser))
        parser.pointee.sax.pointee = XMLEvents.handler
        parser.pointee.userData = UnsafeMutableRawPointer(build)
    }

    deinit {
        xmlFreeParserCtxt(parser)
        build.pointee.close()
        build.deinitialize(count: 1)
        build.deallocate()
    }

    /// libxml2 keeps every name it ever saw; a context that was fed many is thrown away.
    var isReusable: Bool { xmlDictSize(parser.pointee.dict) < 2_000 && xmlDictGetUsage(parser.pointee.dict) < 262_144 }

    /// Reads a message that the guard let through. After a failure the context must not be used again.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ tally: XMLTally) -> Result<Markup, XMLMistake> {
        build.pointee.begin(tally)
        let document = bytes.withMemoryRebound(to: CChar.self) {
            xmlCtxtReadMemory(parser, $0.baseAddress, Int32($0.count), nil, nil, XMLContext.options)
        }
        if let document { xmlFreeDoc(document) }
        let markup = build.pointee.finish()
        if let mistake = build.pointee.mistake { return .failure(mistake) }
        guard parser.pointee.wellFormed == 1, parser.pointee.nsWellFormed == 1, parser.pointee.errNo == 0,
            markup.tokens.count == tally.tokens
        else {
            return .failure(XMLMistake(malformed: "it cannot be read", at: 0))
        }
        // The message lives no longer than its reading.
        xmlCtxtReset(parser)
        return .success(markup)
    }
}
