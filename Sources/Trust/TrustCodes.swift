package import Core

/// Mistakes in the `callers` section of the settings.
extension Code {
    package static let noProof = Code("TRU600", "a caller that nothing can prove")
    package static let twoProofs = Code("TRU601", "a caller with more than one proof")
    package static let badOIN = Code("TRU602", "an OIN is twenty digits")
    package static let badKeyHash = Code("TRU603", "an API key is stored as 64 hexadecimal digits of SHA-256")
    package static let sharedProof = Code("TRU604", "two callers with one proof")
    package static let unknownTenant = Code("TRU605", "a tenant that is not in the settings")
    package static let unknownVendor = Code("TRU606", "a vendor that no tenant is offered")
    package static let unknownQuestion = Code("TRU607", "a question that nobody can ask")
    package static let emptyList = Code("TRU608", "an empty list grants nothing")
    package static let deadGrant = Code("TRU609", "a vendor that none of the caller's tenants is offered")
    package static let badCallerName = Code(
        "TRU610", "a caller's name stands in every record: a letter, then letters, digits, '-', '_' or '.'")
    package static let notAnonymous = Code("TRU611", "a listener that may not be anonymous")

    /// Every code of this room.
    package static let trustCodes: [Code] = [
        .noProof, .twoProofs, .badOIN, .badKeyHash, .sharedProof, .unknownTenant, .unknownVendor, .unknownQuestion, .emptyList, .deadGrant,
        .badCallerName, .notAnonymous,
    ]
}
