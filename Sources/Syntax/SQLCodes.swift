package import Core

/// Mistakes in a statement of a mapping file.
extension Code {
    package static let unknownParameter = Code("SQL300", "a parameter nobody can fill")
    package static let noStatement = Code("SQL301", "there is no statement")
    package static let severalStatements = Code("SQL302", "more than one statement")
    package static let notASelect = Code("SQL303", "a statement that does more than select")
    package static let unterminatedSQL = Code("SQL304", "a quote or comment that is not closed")
    package static let selectStar = Code("SQL305", "columns that are not named")
    package static let nestedComment = Code("SQL306", "a comment inside a comment")

    /// Every code about SQL text.
    package static let sqlCodes: [Code] = [
        .unknownParameter, .noStatement, .severalStatements, .notASelect, .unterminatedSQL, .selectStar, .nestedComment,
    ]
}
