import Core
import Syntax

extension Standard {
    /// The XML Schema (1.0) of a version's document in a namespace, derived from the same definitions that write and check it; nil for an
    /// unknown version.
    ///
    /// XML Schema 1.0 cannot let one element's text decide what else there is, so an event may hold the fields of every kind, each at most
    /// once.
    package func xsd(version: String, namespace: String) -> String? {
        definitions.first { $0.version == version }.map { SchemaXSD(version: $0, namespace: namespace).text }
    }
}

private struct SchemaXSD {
    let version: VersionDefinition
    let namespace: String

    var text: String {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"\(xml(namespace))\"",
            "    targetNamespace=\"\(xml(namespace))\" elementFormDefault=\"qualified\" version=\"\(xml(version.version))\">",
        ]
        if let document = version.document {
            lines.append("  <xs:element name=\"\(document.element)\" type=\"\(document.name)\"/>")
        }
        for object in version.objects { lines += complex(object.name, object.fields.flatMap { element($0) }) }
        lines += complex(VersionDefinition.caseName, version.zaak.fields.flatMap { element($0) })
        lines += events()
        for format in Format.allCases { lines += simple(format) }
        lines += ["  <xs:simpleType name=\"text\">", "    <xs:restriction base=\"xs:string\"><xs:minLength value=\"1\"/></xs:restriction>"]
        lines += ["  </xs:simpleType>", "</xs:schema>", ""]
        return lines.joined(separator: "\n")
    }

    private func complex(_ name: String, _ inner: [String]) -> [String] {
        ["  <xs:complexType name=\"\(name)\">", "    <xs:sequence>"] + inner.map { "      \($0)" } + [
            "    </xs:sequence>", "  </xs:complexType>",
        ]
    }

    /// A pattern of XML Schema is anchored by itself.
    private func simple(_ format: Format) -> [String] {
        let pattern = format.pattern.dropFirst().dropLast()
        return [
            "  <xs:simpleType name=\"\(format.rawValue)\">",
            "    <xs:restriction base=\"xs:string\"><xs:pattern value=\"\(xml(String(pattern)))\"/></xs:restriction>",
            "  </xs:simpleType>",
        ]
    }

    private func element(_ field: FieldDefinition) -> [String] {
        let start = "<xs:element name=\"\(field.key)\"\(field.need == .required ? "" : " minOccurs=\"0\"")"
        switch field.content {
        case .constant(let text): return ["\(start) type=\"xs:string\" fixed=\"\(xml(text))\"/>"]
        case .object(let name): return ["\(start) type=\"\(name)\"/>"]
        case .list(let content):
            let item =
                switch content {
                case .cases: VersionDefinition.caseName
                case .events: VersionDefinition.eventName
                case .arrears: Format.kenmerk.rawValue
                }
            return [
                "\(start)>", "  <xs:complexType><xs:sequence>",
                "    <xs:element name=\"\(field.element)\" type=\"\(item)\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>",
                "  </xs:sequence></xs:complexType>", "</xs:element>",
            ]
        case .kindName, .value, .total: return typed(start, [type(of: field)])
        }
    }

    /// What a field may be: the name of a type, or the lines of a restriction.
    private enum SimpleType: Equatable {
        case named(String)
        case restriction([String])
    }

    private func type(of field: FieldDefinition) -> SimpleType {
        if field.content == .kindName { return enumeration(version.kinds.map(\.name)) }
        switch field.kind {
        case .boolean: return .named("xs:boolean")
        case .integer: return .named("xs:long")
        case .date: return .named("xs:date")
        case .instant: return .named("xs:dateTime")
        case .money:
            guard let minimum = field.minimum else { return .named("xs:long") }
            return .restriction(["<xs:restriction base=\"xs:long\"><xs:minInclusive value=\"\(minimum)\"/></xs:restriction>"])
        case .text, .list, .record:
            if let words = field.words { return enumeration(words) }
            return .named(field.format?.rawValue ?? "text")
        }
    }

    private func enumeration(_ words: [String]) -> SimpleType {
        .restriction(
            ["<xs:restriction base=\"xs:string\">"] + words.map { "  <xs:enumeration value=\"\(xml($0))\"/>" } + ["</xs:restriction>"])
    }

    private func typed(_ start: String, _ types: [SimpleType]) -> [String] {
        if types.count == 1, case .named(let name) = types[0] { return ["\(start) type=\"\(name)\"/>"] }
        if types.count == 1, case .restriction(let lines) = types[0] {
            return ["\(start)>", "  <xs:simpleType>"] + lines.map { "    \($0)" } + ["  </xs:simpleType>", "</xs:element>"]
        }
        let names = types.compactMap { type -> String? in if case .named(let name) = type { name } else { nil } }
        let union = names.isEmpty ? "<xs:union>" : "<xs:union memberTypes=\"\(names.joined(separator: " "))\">"
        var lines = ["\(start)>", "  <xs:simpleType>", "    \(union)"]
        for case .restriction(let inner) in types {
            lines += ["      <xs:simpleType>"] + inner.map { "        \($0)" } + ["      </xs:simpleType>"]
        }
        return lines + ["    </xs:union>", "  </xs:simpleType>", "</xs:element>"]
    }

    /// Every field of every kind in any order, each at most once; what all kinds require is required.
    private func events() -> [String] {
        var keys: [String] = []
        for field in version.kinds.flatMap(\.fields) where !keys.contains(field.key) { keys.append(field.key) }
        var lines = ["  <xs:complexType name=\"\(VersionDefinition.eventName)\">", "    <xs:all>"]
        for key in keys {
            let fields = version.kinds.compactMap { kind in kind.fields.first { $0.key == key } }
            let isRequired = fields.count == version.kinds.count && fields.allSatisfy { $0.need == .required }
            var types: [SimpleType] = []
            for field in fields where !types.contains(type(of: field)) { types.append(type(of: field)) }
            lines += typed("<xs:element name=\"\(key)\"\(isRequired ? "" : " minOccurs=\"0\"")", types).map { "      \($0)" }
        }
        return lines + ["    </xs:all>", "  </xs:complexType>"]
    }

    private func xml(_ text: String) -> String {
        let output = Output(capacity: 256)
        output.xml(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
