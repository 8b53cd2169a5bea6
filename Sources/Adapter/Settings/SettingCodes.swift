import Core

/// Mistakes in `deploy/blauwbrug.yaml` and in how the folders fit together.
extension Code {
    static let wrongAddress = Code(
        "SET700", "an address that is not host:port",
        cause: "An address is a host, a colon and a port; an IPv6 host stands between brackets.",
        fix: "127.0.0.1:8443, [::1]:8443 or 0.0.0.0:8443.")
    static let anonymousNotLocal = Code(
        "SET701", "a listener for anonymous callers that is not on loopback",
        cause: "Anonymous callers are for trying things on one machine.",
        fix: "address: 127.0.0.1:…, or anonymous: false.")
    static let clientAuthority = Code(
        "SET702", "client certificates without an authority to trust, or the reverse",
        cause: "Client certificates can only be judged with an authority to trust, and an authority is only used for them.",
        fix: "Write both client_certificates and client_ca, or neither.")
    static let unknownTenantFolder = Code(
        "SET703", "a tenant without mappings",
        cause: "The settings have a tenant for which there is no folder under mappings/.",
        fix: "Correct the name, or make the folder.")
    static let unknownVendor = Code(
        "SET704", "a vendor that has no folder",
        cause: "The settings offer a vendor for which there is no folder under connectors/vendors/.",
        fix: "Correct the name, or make the folder.")
    static let missingConnection = Code(
        "SET705", "a source without connection settings, or the reverse",
        cause: "Every source file needs connection settings of the same name, and the reverse.",
        fix: "Add the missing side under tenants: <tenant>: sources:, or remove the other.")
    static let noService = Code(
        "SET706", "no service listener",
        cause: "Without a listener nobody can ask anything.",
        fix: "Add one under 'listeners'.")
    static let missingSettings = Code(
        "SET707", "there are no settings",
        cause: "The folder does not hold what a root must hold.",
        fix: "Point --root at the folder with mappings/, connectors/ and deploy/.")
    static let adminNotLocal = Code(
        "SET708", "an admin listener that is not on loopback",
        cause: "The admin listener speaks plain HTTP and knows no callers.",
        fix: "admin: { address: 127.0.0.1:… }.")
    static let strayFile = Code(
        "SET709", "a file nobody uses, or a name used twice",
        cause: "A file that nothing takes in is a mistake or a leftover; one name for two things would make the record unclear.",
        fix: "Include it, rename it, or remove it.")
    static let sharedRoute = Code(
        "SET710", "an address that two vendors claim",
        cause: "Two vendors claim one method and path, so that a request could be for either.",
        fix: "Give one of them another path.")
    // The sandbox
    static let citizenNumber = Code(
        "SET725", "a citizen of the sandbox whose number could be somebody's",
        cause: "Everybody may read the files of the sandbox, so every number in them is an invented one that begins with 99999.",
        fix: "Take nine digits that begin with 99999 and pass the 11-proef.")
    static let citizenTwice = Code(
        "SET726", "two citizens of the sandbox with one number",
        cause: "A number finds one citizen, and two files claim it.",
        fix: "Give one of them another number.")
    static let citizenAnswer = Code(
        "SET727", "a citizen of the sandbox whose answer the standard forbids",
        cause: "What a citizen of the sandbox shows must be an answer that a municipality could give, in every version of the standard.",
        fix: "Mend what the message names.")

    static let sharedName = Code(
        "SET715", "a name by which two tenants are known",
        cause: "Two tenants have one name in their known_as, so that a message to that name could be for either.",
        fix: "Keep it with the tenant whose name it is.")

    static let publicURL = Code(
        "SET750", "a public address that is not https:// and a host",
        cause: "The address of the public pages stands in every document, and everybody must be able to type it.",
        fix: "url: \"https://schulden.voorbeeldstad.nl\", with a port when it needs one, without a path.")

    // What documents are sealed with
    static let sealCertificate = Code(
        "SET730", "a certificate that cannot seal documents",
        cause: "A seal needs a certificate for signing documents, with what issued it, under an authority that is believed here.",
        fix: "Put the certificate first and then what issued it into the file, and the authority above them under 'roots'.")
    static let sealKey = Code(
        "SET731", "a key that does not fit the seal certificate or cannot be read",
        cause: "Only the key that belongs to the certificate makes seals that others believe.",
        fix: "Name the key the certificate was asked for with: a PEM file that is not encrypted, a PKCS#12 file or a key in a module.")
    static let sealTimeStamp = Code(
        "SET732", "a time stamp authority that is missing or cannot be believed",
        cause: "The level of the seal asks for the time of a time stamp authority, with the authorities that stand for it.",
        fix: "time_stamp: { url: …, roots: … }, or level: b-b.")
    static let sealRevocation = Code(
        "SET733", "a lasting seal under certificates that name no revocation list",
        cause: "With level b-lt the proof that nothing was revoked is put into the document; the certificates must say where it is.",
        fix: "Use a certificate with a CRL distribution point on http://, or level: b-t.")
    static let sealFonts = Code(
        "SET734", "the fonts of documents are missing",
        cause: "Certified documents are set in Lato, and in DejaVu Sans what Lato does not have.",
        fix: "apt-get install fonts-lato fonts-dejavu-core, or documents: { fonts: … } with the folder that holds them.")
    static let sealGlyph = Code(
        "SET735", "a house style with a character that no font has",
        cause: "A document in which a character had to be replaced is never sealed, and the house style is in every document.",
        fix: "Write the name or the sentence with letters that Lato or DejaVu Sans has.")

    static let sealAge = Code(
        "SET736", "a certificate of a seal that is over, soon will be, or does not hold yet",
        cause: "What is sealed outside the time of a certificate is believed by nobody. Only `check --live` and `serve` look at the clock.",
        fix: "Ask for a new certificate in time, put it with what issued it in the file of the seal, and reload.")

    static let settingCodes: [Code] = [
        .wrongAddress, .anonymousNotLocal, .clientAuthority, .unknownTenantFolder, .unknownVendor, .missingConnection, .noService,
        .missingSettings, .adminNotLocal, .strayFile, .sharedRoute, .sharedName, .citizenNumber, .citizenTwice, .citizenAnswer,
        .publicURL, .sealCertificate, .sealKey, .sealTimeStamp, .sealRevocation, .sealFonts, .sealGlyph,
        .sealAge,
    ]
}
