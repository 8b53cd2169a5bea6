import CLibXML2
import Core

/// A schema as libxml2 holds it. Only read after it was made, so that threads share it (libxml2: one validation context per thread); freed
/// with its last owner.
final class XMLSchemaCompiled: @unchecked Sendable {
    private let schema: xmlSchemaPtr

    private init(_ schema: xmlSchemaPtr) { self.schema = schema }

    deinit { xmlSchemaFree(schema) }

    /// Compiles a set that was found to be sealed.
    static func make(_ set: XMLSchemaSet, start: String) -> Result<XMLSchemaCompiled, XMLSchemaMistakes> {
        XMLSchemaSeal.installed
        let seal = XMLSchemaSeal(set.used)
        let complaints = XMLSchemaComplaints()
        let schema: xmlSchemaPtr? = XMLSchemaSeal.$current.withValue(seal) {
            guard let context = xmlSchemaNewParserCtxt(XMLSchemaSeal.address(start)) else { return nil }
            defer { xmlSchemaFreeParserCtxt(context) }
            return withExtendedLifetime(complaints) {
                xmlSchemaSetParserStructuredErrors(
                    context,
                    { data, error in
                        guard let data, let error else { return }
                        Unmanaged<XMLSchemaComplaints>.fromOpaque(data).takeUnretainedValue().add(error.pointee)
                    }, Unmanaged.passUnretained(complaints).toOpaque())
                return xmlSchemaParse(context)
            }
        }
        // A name that was asked for and not given: the set was thought sealed and is not.
        if let schema, seal.refused.isEmpty, complaints.all.isEmpty { return .success(XMLSchemaCompiled(schema)) }
        if let schema { xmlSchemaFree(schema) }
        return .failure(XMLSchemaMistakes(all: complaints.mistakes(set, start: start)))
    }

    /// Of one element of a message and all below it.
    /// - Parameter element: how many elements stand before it in the message.
    func violations(in bytes: [UInt8], element: Int, words: XMLSchemaWords) -> [XMLViolation] {
        let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        let document = bytes.withUnsafeBytes { bytes in
            xmlReadMemory(bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, nil, options)
        }
        // The guard let it through and the first reading saw this element; what the second does not see does not hold.
        guard let document else { return [XMLViolationGathering.unreadable] }
        defer { xmlFreeDoc(document) }
        guard document.pointee.intSubset == nil, let node = XMLSchemaCompiled.node(element, in: document),
            let context = xmlSchemaNewValidCtxt(schema)
        else { return [XMLViolationGathering.unreadable] }
        defer { xmlSchemaFreeValidCtxt(context) }
        let gathering = XMLViolationGathering(root: node, words: words)
        return withExtendedLifetime(gathering) {
            xmlSchemaSetValidStructuredErrors(
                context,
                { data, error in
                    guard let data, let error else { return }
                    Unmanaged<XMLViolationGathering>.fromOpaque(data).takeUnretainedValue().add(error.pointee)
                }, Unmanaged.passUnretained(gathering).toOpaque())
            let outcome = xmlSchemaValidateOneElement(context, node)
            return outcome != 0 && gathering.all.isEmpty ? [XMLViolationGathering.unreadable] : gathering.all
        }
    }

    /// The element with as many elements before it.
    private static func node(_ element: Int, in document: xmlDocPtr) -> xmlNodePtr? {
        var left = element
        var at = xmlDocGetRootElement(document)
        while let node = at, left > 0 {
            left -= 1
            at = xmlFirstElementChild(node) ?? following(node)
        }
        return at
    }

    private static func following(_ node: xmlNodePtr) -> xmlNodePtr? {
        var at: xmlNodePtr? = node
        while let node = at, node.pointee.type == XML_ELEMENT_NODE {
            if let next = xmlNextElementSibling(node) { return next }
            at = node.pointee.parent
        }
        return nil
    }
}
