package import Core

/// Mistakes in a source file or in the connection settings of a source.
extension Code {
    package static let unknownKind = Code(
        "SRC500", "a kind of source that does not exist",
        cause: "There is no driver of this kind.",
        fix: "Take one of the hint: postgresql or sqlite.")
    package static let sourceName = Code(
        "SRC501", "a source whose name and file name differ, or cannot be a name",
        cause: "A source is found by its file's name, so both must be the same: small letters, digits, '-' and '_'.",
        fix: "Rename the file or the source.")
    package static let plainConnection = Code(
        "SRC502", "a connection without TLS to another machine",
        cause: "Rows about citizens would travel unencrypted to another machine.",
        fix: "tls: verify-full with ca: the file of the authority that signed the server's certificate.")
    package static let missingSecret = Code(
        "SRC503", "a secret that is named but not there",
        cause: "The source names a secret, and the secrets folder has no file of that name.",
        fix: "Put the password in a file of that name, readable by the service only.")
    package static let missingAuthority = Code(
        "SRC504", "TLS without the certificate authority to verify against",
        cause: "Encryption without knowing whose certificate to believe proves nothing.",
        fix: "ca: the PEM file of the certificate authority.")

    /// Every code of this room.
    package static let sourceCodes: [Code] = [.unknownKind, .sourceName, .plainConnection, .missingSecret, .missingAuthority]
}
