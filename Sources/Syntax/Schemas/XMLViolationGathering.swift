import CLibXML2

/// Makes violations of libxml2's errors, whose texts quote the message and are never passed on.
final class XMLViolationGathering {
    private(set) var all: [XMLViolation] = []
    private let root: xmlNodePtr
    private let words: XMLSchemaWords
    /// The place and kind of what came last: libxml2 tells one wrong value once per layer of its type.
    private var last: (node: UnsafeMutableRawPointer?, attribute: String?)?
    private static let limit = 16

    static let unreadable = XMLViolation(rule: .other, path: [], attribute: nil, line: 0)

    init(root: xmlNodePtr, words: XMLSchemaWords) {
        self.root = root
        self.words = words
    }

    func add(_ error: xmlError) {
        guard all.count < XMLViolationGathering.limit, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let text = error.message.map { String(cString: $0) } ?? ""
        let node = error.node?.assumingMemoryBound(to: _xmlNode.self)
        let rule = rule(error, text)
        var attribute = node.flatMap { XMLViolationGathering.attribute(in: text, of: $0) }
        if rule == .attributeMissing { attribute = error.str1.flatMap { words.name(String(cString: $0)) } ?? "onbekend" }
        if rule == .type, let last, last.node == error.node, last.attribute == attribute { return }
        last = (error.node, attribute)
        let found = XMLViolation(rule: rule, path: path(node), attribute: attribute, line: max(0, Int(error.line)))
        if rule == .attributeMissing, let at = all.lastIndex(where: { $0.rule == .attributeUnknown && $0.isAt(found) }) {
            all[at] = XMLViolation(rule: .attributeNamespace, path: found.path, attribute: attribute, line: found.line)
            return
        }
        all.append(found)
    }

    private func rule(_ error: xmlError, _ text: String) -> XMLViolation.Rule {
        let second = error.str2.map { String(cString: $0) }
        // A limit is the schema's; a value is never only these few digits of its facet.
        let limit = second.flatMap { $0.utf8.count <= 6 ? Int($0) : nil }
        switch UInt32(error.code) {
        case XML_SCHEMAV_CVC_ELT_1.rawValue, XML_SCHEMAV_CVC_ELT_2.rawValue: return .unknownRoot
        case XML_SCHEMAV_ELEMENT_CONTENT.rawValue:
            let expected = words.expected(in: text)
            return text.contains("Missing child element(s)") ? .missing(expected: expected) : .unexpected(expected: expected)
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_4.rawValue: return .attributeMissing
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1.rawValue, XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2.rawValue: return .attributeUnknown
        case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1.rawValue, XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2.rawValue,
            XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3.rawValue, XML_SCHEMAV_CVC_FACET_VALID.rawValue:
            return .type
        case XML_SCHEMAV_CVC_PATTERN_VALID.rawValue: return .pattern
        case XML_SCHEMAV_CVC_MAXLENGTH_VALID.rawValue: return .tooLong(limit)
        case XML_SCHEMAV_CVC_MINLENGTH_VALID.rawValue: return .tooShort(limit)
        case XML_SCHEMAV_CVC_LENGTH_VALID.rawValue: return .wrongLength(limit)
        case XML_SCHEMAV_CVC_MININCLUSIVE_VALID.rawValue, XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID.rawValue,
            XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID.rawValue, XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID.rawValue:
            return .range
        case XML_SCHEMAV_CVC_TOTALDIGITS_VALID.rawValue, XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID.rawValue: return .digits
        case XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue, XML_SCHEMAV_CVC_AU.rawValue, XML_SCHEMAV_CVC_ELT_5_2_2_2_1.rawValue,
            XML_SCHEMAV_CVC_ELT_5_2_2_2_2.rawValue:
            return .constant(allowed: words.allowed(in: second))
        case XML_SCHEMAV_CVC_ELT_3_1.rawValue: return .notNillable
        case XML_SCHEMAV_CVC_ELT_3_2_1.rawValue, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1.rawValue: return .notEmpty
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3.rawValue: return .mixed
        case XML_SCHEMAV_CVC_TYPE_3_1_2.rawValue, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2.rawValue: return .elementInText
        default: return .other
        }
    }

    /// Local names from below the root to a node; that of the root alone when it is about the root.
    private func path(_ node: xmlNodePtr?) -> [XMLViolation.Step] {
        var names: [XMLViolation.Step] = []
        var at = node
        while let node = at, node != root, node.pointee.type == XML_ELEMENT_NODE {
            if let name = node.pointee.name { names.append(step(name)) }
            at = node.pointee.parent
        }
        if names.isEmpty, let name = root.pointee.name { return [step(name)] }
        return names.reversed()
    }

    private func step(_ name: UnsafePointer<UInt8>) -> XMLViolation.Step {
        let text = String(cString: name)
        return XMLViolation.Step(name: text, isOfSchema: words.names.contains(text))
    }

    /// The attribute in `Element '{urn:x}a', attribute '{urn:x}b': …`: one that stands on the element.
    private static func attribute(in text: String, of node: xmlNodePtr) -> String? {
        guard text.contains(", attribute '") else { return nil }
        let element = node.pointee.ns?.pointee.href.map { "{\(String(cString: $0))}" } ?? ""
        let name = node.pointee.name.map { String(cString: $0) } ?? ""
        let start = "Element '\(element)\(name)', attribute '"
        guard text.hasPrefix(start) else { return nil }
        let rest = text.dropFirst(start.count)
        var at = node.pointee.properties
        while let attribute = at {
            let local = attribute.pointee.name.map { String(cString: $0) } ?? ""
            let namespace = attribute.pointee.ns?.pointee.href.map { "{\(String(cString: $0))}" } ?? ""
            if rest.hasPrefix("\(namespace)\(local)':") { return local }
            at = attribute.pointee.next
        }
        return nil
    }
}
