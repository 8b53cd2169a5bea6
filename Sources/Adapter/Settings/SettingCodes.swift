import Core

/// Mistakes in `deploy/blauwbrug.yaml` and in how the folders fit together.
extension Code {
    static let wrongAddress = Code("SET700", "an address that is not host:port")
    static let anonymousNotLocal = Code("SET701", "a listener for anonymous callers that is not on loopback")
    static let clientAuthority = Code("SET702", "client certificates without an authority to trust, or the reverse")
    static let unknownTenantFolder = Code("SET703", "a tenant without mappings")
    static let unknownVendor = Code("SET704", "a vendor that has no folder")
    static let missingConnection = Code("SET705", "a source without connection settings, or the reverse")
    static let noService = Code("SET706", "no service listener")
    static let missingSettings = Code("SET707", "there are no settings")
    static let adminNotLocal = Code("SET708", "an admin listener that is not on loopback")
    static let strayFile = Code("SET709", "a file nobody uses, or a name used twice")
    static let sharedRoute = Code("SET710", "an address that two vendors claim")

    static let settingCodes: [Code] = [
        .wrongAddress, .anonymousNotLocal, .clientAuthority, .unknownTenantFolder, .unknownVendor, .missingConnection, .noService,
        .missingSettings, .adminNotLocal, .strayFile, .sharedRoute,
    ]
}
