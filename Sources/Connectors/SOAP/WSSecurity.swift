import Syntax

/// What is done with a `wsse:Security` header (OASIS WS-Security 1.1). Nothing in it is ever believed: who calls is proven by its certificate or
/// its key.
enum WSSecurity: String, CaseIterable {
    /// Passed over; one that must be understood is refused, as SOAP wants it.
    case pass
    /// Passed over whatever it demands.
    case tolerate
    /// Refused.
    case forbid
    /// Must be there; passed over.
    case require

    static let local = "Security"
    private static let namespaces = [
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
        "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd",
    ]

    static func isHeader(_ name: Markup.Name) -> Bool { name.local == local && namespaces.contains(name.namespace) }

    static let shape = FormShape(
        "wsse", "soap: what is done with a wsse:Security header. What stands in it is never believed.",
        [
            .init(
                "header",
                .words([
                    .init(pass.rawValue, "Passed over; refused when it must be understood"),
                    .init(tolerate.rawValue, "Passed over, also when it must be understood"),
                    .init(forbid.rawValue, "Refused"),
                    .init(require.rawValue, "Must be there, and is passed over"),
                ]), required: true, "What is done with the header; pass unless written")
        ])
}
