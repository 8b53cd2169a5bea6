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

    // What only the real database can tell: `check --live`.

    package static let noSuchColumn = Code(
        "SRC510", "a declared column that the statement does not give",
        cause: "The table was changed, or the SELECT list and `columns` name a column differently.",
        fix: "Name the column in the statement, or take its declaration away. Names compare without case.")
    package static let notDeclared = Code(
        "SRC511", "a column of the statement that is not declared",
        cause: "The SELECT list gives more than `columns` says; what is not declared is never read, so it need not be asked.",
        fix: "Declare it under `columns` (`check --live --write` does), or take it out of the statement.")
    package static let givenTwice = Code(
        "SRC512", "a statement that gives two columns of one name",
        cause: "Two tables have a column of that name, and which is meant cannot be told.", fix: "Name one of them otherwise with AS.")
    package static let unreadable = Code(
        "SRC513", "a column of a type its reading cannot read exactly",
        cause: "The database describes the column as another type than the reading was made for, or the table was changed.",
        fix: "Take the reading that fits the type, or cast the column in the statement.")
    package static let refusedStatement = Code(
        "SRC514", "a statement that the database refuses",
        cause: "A table or column does not exist or may not be read by this login, or this kind of database writes SQL otherwise.",
        fix: "Mend the statement where the caret stands, or give the login SELECT.")
    package static let unexpectedNull = Code(
        "SRC515", "a column that may be NULL under a reading that is never absent",
        cause: "The table allows NULL. The first such cell makes the whole source fail for that citizen.",
        fix: "Put `?` behind the reading, or exclude such rows in the statement.")
    package static let wholeTable = Code(
        "SRC516", "a table that is read whole for every citizen",
        cause: "No index can be used: the column is cast to another type before it is compared, or there is no index.",
        fix: "Compare the column in its own type, or ask for an index.")
    package static let lostZeros = Code(
        "SRC517", "a BSN that is compared as text without its leading zeros",
        cause:
            "`parameters: { bsn: number }` sends 12345672 where the column is a text, which may hold 012345672: that citizen is never found.",
        fix: "Write `parameters: { bsn: text }`, unless the column really holds texts without leading zeros.")
    package static let unknownCode = Code(
        "SRC518", "a value of a code column that the list does not know",
        cause: "The first row with it makes the source fail. Values are shown only when they are few, short and no BSN.",
        fix: "Add the code to the list, or leave such rows out in the statement.")

    /// Every code of this room.
    package static let sourceCodes: [Code] = [
        .unknownKind, .sourceName, .plainConnection, .missingSecret, .missingAuthority, .noSuchColumn, .notDeclared, .givenTwice,
        .unreadable, .refusedStatement, .unexpectedNull, .wholeTable, .lostZeros, .unknownCode,
    ]
}
