package import Core

/// Mistakes in a statement of a mapping file.
extension Code {
    package static let unknownParameter = Code(
        "SQL300", "a parameter nobody can fill",
        cause:
            "The statement asks for a value that nobody can fill. Only :bsn is known; ?, $1 and @name are parameters of other "
            + "databases and are refused, so that no driver sees one this check did not.",
        fix: "Write :bsn where the citizen's number belongs. A constant is written in the SQL itself.")
    package static let noStatement = Code(
        "SQL301", "there is no statement",
        cause: "Under 'select' stands no statement, only blanks, comments or a ';'.",
        fix: "Write one SELECT, or remove the row set.")
    package static let severalStatements = Code(
        "SQL302", "more than one statement",
        cause: "A row set is one question. Behind the first ';' a second statement begins.",
        fix: "Make the second statement a row set of its own.")
    package static let notASelect = Code(
        "SQL303", "a statement that does more than select",
        cause: "Blauwbrug only reads. A statement must begin with SELECT, WITH or VALUES and change nothing.",
        fix: "Write a SELECT; what must be prepared in the database belongs in a view.")
    package static let unterminatedSQL = Code(
        "SQL304", "a quote or comment that is not closed",
        cause: "A quote, a dollar quote or a comment is opened and not closed, so the rest of the statement would be taken for text.",
        fix: "Close it; a quote inside a text is written twice ('').")
    package static let selectStar = Code(
        "SQL305", "columns that are not named",
        cause:
            "'*' takes whatever columns the table has: also what nobody needs to see today, and what somebody adds tomorrow. The "
            + "mapping only takes columns it declares, so a new one makes the source fail.",
        fix: "Name the columns, in the order of 'columns'.")
    package static let nestedComment = Code(
        "SQL306", "a comment inside a comment",
        cause: "Databases disagree on whether a comment inside a comment ends with the first or the second */.",
        fix: "Close the outer comment first, or use --.")

    /// Every code about SQL text.
    package static let sqlCodes: [Code] = [
        .unknownParameter, .noStatement, .severalStatements, .notASelect, .unterminatedSQL, .selectStar, .nestedComment,
    ]
}
