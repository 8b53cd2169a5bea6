import CLibXML2
import Core

/// What libxml2 has against a schema. Its texts quote the schema, which is its author's own.
final class XMLSchemaComplaints {
    struct Complaint {
        let address: String
        let line: Int
        let text: String
    }

    private(set) var all: [Complaint] = []
    private static let limit = 16

    func add(_ error: xmlError) {
        guard error.level.rawValue >= XML_ERR_ERROR.rawValue, all.count < XMLSchemaComplaints.limit else { return }
        let text = error.message.map { String(cString: $0) } ?? "it cannot be used"
        all.append(Complaint(address: error.file.map { String(cString: $0) } ?? "", line: Int(error.line), text: text))
    }

    func mistakes(_ set: XMLSchemaSet, start: String) -> [XMLSchemaMistake] {
        guard let first = set.used[start] else { return [] }
        let complaints = all.isEmpty ? [Complaint(address: "", line: 1, text: "it cannot be used")] : all
        return complaints.map { complaint in
            let source = XMLSchemaSeal.path(complaint.address).flatMap { set.used[$0] } ?? first
            let line = max(1, min(complaint.line, source.lineCount))
            let text = source.line(line)
            let indent = text.prefix { $0 == " " || $0 == "\t" }.count
            let tag = text.dropFirst(indent).prefix { $0 != " " && $0 != ">" }.count
            return XMLSchemaMistake(
                kind: .invalid, span: Span(source: source, line: line, column: indent + 1, length: tag),
                message: XMLSchemaComplaints.short(complaint.text), hint: hint(complaint, set))
        }
    }

    /// libxml2 reads one document per namespace; what stands in the others is then "not there".
    private func hint(_ complaint: Complaint, _ set: XMLSchemaSet) -> String? {
        guard complaint.text.contains("does not resolve") else { return nil }
        let twice = set.imports.filter { $0.value.count > 1 && complaint.text.contains("{\($0.key)}") }.keys.sorted().first
        guard let twice, let files = set.imports[twice] else { return nil }
        let names = files.sorted().prefix(2).joined(separator: "' and '")
        return "libxml2 reads one file per namespace, and '\(names)' are imported for \(twice): make one that includes them"
    }

    private static func short(_ text: String) -> String {
        var line = String(text.prefix { $0 != "\n" }).replacing("{\(XMLSchemaSet.namespace)}", with: "xs:")
        if line.hasSuffix(".") { line.removeLast() }
        return String(line.prefix(300))
    }
}
