import Core
import Syntax

/// How a vendor takes the certified document: the `document:` of its `connector.yaml`, all off unless written.
struct DocumentTerms {
    /// json: `Accept: application/pdf` is answered with the PDF itself.
    var accept = false
    /// soap: the PDF travels beside the message (MTOM), and such messages are read.
    var mtom = false
    /// A link is given at once, and the document is made meanwhile.
    var later = false

    static let shape = FormShape(
        "document", "How this vendor takes the certified document: one switch each, all off unless written.",
        [
            .init("accept", .boolean, "json: `Accept: application/pdf` is answered with the PDF itself"),
            .init("mtom", .boolean, "soap: the PDF travels beside the message as MTOM/XOP, and requests may come so too"),
            .init("later", .boolean, "A link is given at once, and the document is made meanwhile"),
        ])

    init() {}

    init(_ node: Node, isXML: Bool, _ diagnostics: inout Diagnostics) {
        guard let form = Form(node, "'document'", DocumentTerms.shape, &diagnostics) else { return }
        for (key, isRight) in [("accept", !isXML), ("mtom", isXML)] where !isRight {
            guard let entry = form.entry(key) else { continue }
            diagnostics.error(
                .wrongSwitch, at: entry.keySpan, "'\(key)' is a switch of \(isXML ? "JSON" : "SOAP"), this dialect has no such thing")
        }
        accept = form.boolean("accept", &diagnostics) ?? false
        mtom = form.boolean("mtom", &diagnostics) ?? false
        later = form.boolean("later", &diagnostics) ?? false
    }
}
