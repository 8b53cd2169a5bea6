package import Core

/// Mistakes in the `callers` section of the settings.
extension Code {
    package static let noProof = Code(
        "TRU600", "a caller that nothing can prove",
        cause: "A caller without an OIN of a certificate, an API key or anonymity on a local listener can be anybody.",
        fix: "oin:, key_sha256: or anonymous:, one of them.")
    package static let twoProofs = Code(
        "TRU601", "a caller with more than one proof",
        cause: "A caller is known by one thing. With two it is unclear which one must hold.",
        fix: "Make two callers of it, or remove one proof.")
    package static let badOIN = Code(
        "TRU602", "an OIN is twenty digits",
        cause: "An OIN has exactly twenty digits; without quotes the zeros in front are easily lost.",
        fix: "Write all twenty digits between quotes.")
    package static let badKeyHash = Code(
        "TRU603", "an API key is stored as 64 hexadecimal digits of SHA-256",
        cause: "A key never stands in a file. Its SHA-256 does, as 64 hexadecimal digits.",
        fix: "printf %s \"$KEY\" | sha256sum")
    package static let sharedProof = Code(
        "TRU604", "two callers with one proof",
        cause: "Two callers have one proof, so that the record could not tell who asked.",
        fix: "Give each its own certificate or key.")
    package static let unknownTenant = Code(
        "TRU605", "a tenant that is not in the settings",
        cause: "The caller may ask of a tenant that the settings do not have.",
        fix: "Take the word of the hint, or add the tenant.")
    package static let unknownVendor = Code(
        "TRU606", "a vendor that no tenant is offered",
        cause: "The caller may speak as a vendor that no tenant is offered.",
        fix: "Take the word of the hint, or add the vendor to a tenant.")
    package static let unknownQuestion = Code(
        "TRU607", "a question that nobody can ask",
        cause: "The caller may ask a question that no vendor's request asks.",
        fix: "Take the word of the hint.")
    package static let emptyList = Code(
        "TRU608", "an empty list grants nothing",
        cause: "A list of grants without an item: the caller would be known and could do nothing.",
        fix: "Name what is granted, or remove the caller.")
    package static let deadGrant = Code(
        "TRU609", "a vendor that none of the caller's tenants is offered",
        cause: "None of the caller's tenants is offered this vendor, so the grant can never be used.",
        fix: "Add the vendor to a tenant of the caller, or remove it here.")
    package static let badCallerName = Code(
        "TRU610", "a caller's name stands in every record: a letter, then letters, digits, '-', '_' or '.'",
        cause: "A caller's name stands in every record and log line.",
        fix: "A letter, then letters, digits, '-', '_' or '.'.")
    package static let notAnonymous = Code(
        "TRU611", "a listener that may not be anonymous",
        cause: "A caller without a proof is bound to a listener that others can reach or that demands certificates.",
        fix: "Name a listener that is on loopback and has anonymous: true.")

    package static let noAssurance = Code(
        "TRU620", "a caller that can never say how its citizens log in",
        cause: "No request of this vendor has a place for the level of the login, and the caller's entry states none: all are refused.",
        fix: "assurance: midden (or another level) at the caller, when its contract says so.")
    package static let lowAssurance = Code(
        "TRU621", "a stated level of login that is never enough",
        cause: "The level the caller states is below what the tenant or the vendor's contract demands, and no message can say another.",
        fix: "Have the caller's citizens log in at a higher level and state that, or remove the vendor here.")

    /// Every code of this room.
    package static let trustCodes: [Code] = [
        .noProof, .twoProofs, .badOIN, .badKeyHash, .sharedProof, .unknownTenant, .unknownVendor, .unknownQuestion, .emptyList, .deadGrant,
        .badCallerName, .notAnonymous, .noAssurance, .lowAssurance,
    ]
}
