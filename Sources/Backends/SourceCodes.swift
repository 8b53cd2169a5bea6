package import Core

/// Mistakes in a source file or in the connection settings of a source.
extension Code {
    package static let unknownKind = Code("SRC500", "a kind of source that does not exist")
    package static let sourceName = Code("SRC501", "a source whose name and file name differ, or cannot be a name")
    package static let plainConnection = Code("SRC502", "a connection without TLS to another machine")
    package static let missingSecret = Code("SRC503", "a secret that is named but not there")
    package static let missingAuthority = Code("SRC504", "TLS without the certificate authority to verify against")

    /// Every code of this room.
    package static let sourceCodes: [Code] = [.unknownKind, .sourceName, .plainConnection, .missingSecret, .missingAuthority]
}
