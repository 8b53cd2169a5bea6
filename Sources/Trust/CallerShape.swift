import Core
package import Syntax

extension CallerEntry {
    /// The keys of which one proves who a caller is.
    static let proofs = ["oin", "key_sha256", "anonymous"]

    static let shape = FormShape(
        "caller", "Who may ask, what proves it, and what it may ask. Whoever does not stand here may ask nothing.",
        [
            .init(
                "oin", .pattern("^[0-9]{20}$", "twenty digits, between quotes"), "Known by the OIN in its client certificate",
                examples: ["\"00000099000000001000\""]),
            .init(
                "key_sha256", .pattern("^[0-9A-Fa-f]{64}$", "64 hexadecimal digits"),
                "Known by an API key; here stands its SHA-256: printf %s \"$KEY\" | sha256sum"),
            .init("anonymous", .text, "Known by the listener it comes in by; only on loopback", examples: ["demo"]),
            .init("tenants", .texts, required: true, "The municipalities it may ask about", examples: ["[voorbeeldstad]"]),
            .init("vendors", .texts, required: true, "The folders of connectors/vendors in whose words it may ask", examples: ["[soap]"]),
            .init("questions", .texts, required: true, "What it may ask", examples: ["[schuldenoverzicht]"]),
            .init(
                "assurance", .word(of: Assurance.self),
                "The level at which its citizens log in by contract; counts when a message does not say it"),
            .init(
                "sender", .form(senderShape), "How it names itself inside its messages (StUF zender); what is not written may be anything"),
        ], rules: [.exactlyOne(proofs)])

    static let senderShape = FormShape(
        "sender", "How a caller names itself inside its messages.",
        [
            .init("organisation", .text, "Its organisation", examples: ["Gemeente Voorbeeldstad"]),
            .init("application", .text, "Its application", examples: ["eForms"]),
            .init("administration", .text, "Its administration", examples: ["Belastingen"]),
        ], rules: [.atLeastOne(["organisation", "application", "administration"])])
}

extension Policy {
    /// The section `callers` of the settings.
    package static var callersShape: Shape { .map(.form(CallerEntry.shape)) }
}
