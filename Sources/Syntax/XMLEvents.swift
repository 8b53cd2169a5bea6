import CLibXML2

/// libxml2's SAX2 events, handed on to the `XMLBuild` that is their user data.
enum XMLEvents {
    /// No document, entity or DTD handler at all: nothing is built, nothing is declared.
    nonisolated(unsafe) static let handler: xmlSAXHandler = {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { build, local, _, namespace, _, _, count, _, attributes in
            guard let build, let local else { return }
            XMLEvents.build(build).pointee.start(local, namespace, Int(count), attributes)
        }
        handler.endElementNs = { build, _, _, _ in
            guard let build else { return }
            XMLEvents.build(build).pointee.endElement()
        }
        handler.characters = { build, text, count in
            guard let build, let text else { return }
            XMLEvents.build(build).pointee.add(text, Int(count))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.internalSubset = { build, _, _, _ in
            guard let build else { return }
            XMLEvents.build(build).pointee.refuseDTD()
        }
        handler.serror = { build, error in
            guard let build, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
            XMLEvents.build(build).pointee.fail(error.pointee.message.map { String(cString: $0) } ?? "it cannot be read")
        }
        return handler
    }()

    @inline(__always) private static func build(_ data: UnsafeMutableRawPointer) -> UnsafeMutablePointer<XMLBuild> {
        data.assumingMemoryBound(to: XMLBuild.self)
    }
}
