package import Core

/// Mistakes of a mapping file.
extension Code {
    static let unknownSource = Code(
        "MAP200", "the tenant has no such source",
        cause: "The mapping names a source for which there is no file in connectors/sources of its tenant.",
        fix: "Correct the name, or make connectors/sources/<tenant>/<source>.yaml.")
    static let noPurpose = Code(
        "MAP201", "no activity, or one that is no absolute URI",
        cause:
            "Every answer must say for which processing activity of the municipality's register it is given; without one nothing may "
            + "be asked. It is an absolute URI.",
        fix: "Add activity: https://… to the mapping or to a file it includes.")
    static let badInclude = Code(
        "MAP202", "an include that leads outside the folder, nowhere, too deep or in a circle",
        cause:
            "An include names a file of the mapping's own folder, at most four deep. This one leads outside the folder, to nothing, "
            + "too deep or back to itself.",
        fix: "Correct the path: it starts from the folder of the mapping and has no '..'.")
    static let noOrganisation = Code(
        "MAP203", "no organisation, or one without a proper OIN",
        cause:
            "Every document names the organisation that delivers it by its OIN of exactly twenty digits. None is given, or it is not "
            + "one: without quotes the zeros in front are easily lost.",
        fix: "organisation: { oin: \"00000001823288444000\", naam: … }, here or in an included file.")
    static let unknownField = Code(
        "MAP204", "a field the standard does not have for this event",
        cause: "The field is not in the standard for this kind of event: misspelt, belonging to another kind, or not known in any version.",
        fix: "Take the word of the hint, or look the event up in mappings/standard/.")
    static let unknownEvent = Code(
        "MAP205", "an event the standard does not have",
        cause: "The standard, in none of its versions, has an event of this kind.",
        fix: "Take the word of the hint, or look the kinds up under 'events' in mappings/standard/.")
    static let unknownRowSet = Code(
        "MAP206", "a row set the mapping does not declare",
        cause: "'each' (or 'rows' of a reconciliation) names a row set that does not stand under 'rows'.",
        fix: "Correct the name, or add the row set.")
    static let unknownColumn = Code(
        "MAP207", "a column the row set does not declare",
        cause:
            "A bare word in a field or condition is a column, and the row set of this event does not declare it. A fixed text looks "
            + "the same and needs { is: … }.",
        fix: "Correct the name, declare the column, or write { is: … } for a constant.")
    static let unknownReading = Code(
        "MAP208", "a reading that does not exist",
        cause: "A column says once how its cells are read, by one of a dozen words. This is none of them.",
        fix:
            "Take one of: char, text, integer, money, cents, date, yyyymmdd, dd-mm-yyyy, local, instant, boolean, { code: list }; a "
            + "'?' behind it when it may be absent.")
    static let badReading = Code(
        "MAP209", "an option of a reading that cannot be",
        cause:
            "An option of the reading is impossible: a separator that numbers do not have, one word for both true and false, a code "
            + "without its list.",
        fix: "Correct the option as the message says.")
    static let wrongType = Code(
        "MAP210", "a value of another type than the field has",
        cause: "The field needs one type (money, a moment, a text, …) and what fills it has another. Nothing is converted in silence.",
        fix: "Read the column otherwise, or add the step of the hint, such as [column, midnight].")
    static let missingField = Code(
        "MAP211", "a required field is not given",
        cause: "The standard requires the field in every event of this kind, and this event does not give it.",
        fix: "Give the field; what is the same in every event can stand under 'everywhere'.")
    static let uncertainField = Code(
        "MAP212", "a required field may be absent",
        cause:
            "The standard requires the field, but what fills it may be absent (its reading has a '?', or a code lacks the output): "
            + "some row would give an event without it.",
        fix:
            "Read the column without '?', take the row only when it is there (given: or when: … present), or { first: [this, something "
            + "certain] }.")
    static let expectedField = Code(
        "MAP213", "an expected field is not given",
        cause: "The standard expects the field: an answer may lack it, but a vendor or a citizen will miss it.",
        fix: "Give it when the source has it. If it does not, allow this code or leave the warning standing as a reminder.")
    static let neverMapped = Code(
        "MAP214", "a field that is computed or filled in, never mapped",
        cause:
            "Totals, balance, arrears, the citizen and the case are computed or filled in for every answer alike. A mapping that could "
            + "set them could also contradict the events.",
        fix: "Leave the field out.")
    static let unknownStep = Code(
        "MAP215", "a step that does not exist",
        cause: "Behind a column in [column, step] stands a word that is no step.",
        fix: "Take the word of the hint; the steps stand in mappings/README.md.")
    static let notAStep = Code(
        "MAP216", "something that is no step where a step must stand",
        cause: "In [column, step, …] everything behind the first item is the name of a step, or one name with its arguments.",
        fix: "[column, trim] or [column, { pad: { to: 9, with: \"0\" } }].")
    static let wrongChain = Code(
        "MAP217", "a step that cannot take what it is given",
        cause: "A step is given a type it does not take, or a value it cannot change.",
        fix: "Put the steps in another order, or read the column as the type the step takes.")
    static let unknownList = Code(
        "MAP218", "a code list that does not exist",
        cause: "A column is read by a code list that stands neither under 'codes' nor in a file codes/<list>.csv.",
        fix: "Correct the name, or add the list.")
    static let unknownOutput = Code(
        "MAP219", "an output the code list does not have",
        cause: "In code.output the output is not one the list has, or the column is no code at all.",
        fix: "Take an output of the list, add it to every code of the list, or read the column as { code: list }.")
    static let badCodeList = Code(
        "MAP220", "a code list that is not whole",
        cause: "A code list must be whole: every code once, every code with the same outputs, the first line of a file naming them.",
        fix: "Complete the list. An output that a code does not have is written with nothing behind it.")
    static let unusedRowSet = Code(
        "MAP221", "a row set that nothing uses",
        cause:
            "Rows are asked of the database and nothing becomes of them: no event, no rule that leaves them out, no reconciliation. "
            + "They would be lost in silence.",
        fix: "Make events of them, leave them out with a reason, or remove the row set.")
    static let unusedColumn = Code(
        "MAP222", "a column that nothing uses",
        cause: "A column is read and used nowhere: a citizen's datum that is fetched for nothing.",
        fix: "Use it, or remove it from both 'columns' and the query.")
    static let badReference = Code(
        "MAP223", "a kenmerk_of that leads to no event",
        cause:
            "'kenmerk_of' refers to the event that another rule makes of the same row or of the row of the case. There is no such "
            + "rule, or no way to it.",
        fix: "Give the other event a name with 'as' and refer to that name.")
    static let noCase = Code(
        "MAP224", "an event without its case",
        cause: "The rows of this event are not the rows of the cases, so it must say to which case each belongs.",
        fix: "case: the column that holds the key of the case's row.")
    static let badCase = Code(
        "MAP225", "a case that does not fit the key it must hold",
        cause: "'case' must hold the key of the row set of the cases: as many columns, in the same order, of the same types.",
        fix: "Name the columns in the order of the other row set's 'key', and read both in the same way.")
    static let badKey = Code(
        "MAP226", "a key that may be absent or repeats a column",
        cause: "A key makes a row unique, so that a join that repeats rows is found. A part of it may not be absent and not stand twice.",
        fix: "Choose columns that are always there, mostly the primary key.")
    static let sameName = Code(
        "MAP227", "a name that is given twice",
        cause: "Two things of one kind have one name, so that a reference could mean either.",
        fix: "Rename one of them.")
    static let noReason = Code(
        "MAP228", "rows left out without a reason",
        cause: "Rows that are left out are counted by their reason, and the reason is shown with the answer. There is none.",
        fix: "because: a few words, such as technische tegenboeking.")
    static let unknownParameter = Code(
        "MAP229", "a parameter that does not exist",
        cause: "'parameters' says how the source stores what is asked about; only bsn can be.",
        fix: "parameters: { bsn: text } or { bsn: number }.")
    static let notAboutCitizen = Code(
        "MAP230", "a query that does not ask about the citizen",
        cause: "The query has no :bsn, so it would give everybody's rows to anybody.",
        fix: "Ask for the rows of one citizen: … WHERE p.bsn = :bsn.")
    static let refusedConstant = Code(
        "MAP231", "a constant or code output that the standard does not accept",
        cause: "A constant or an output of a code list has a value that the standard does not accept in this field.",
        fix: "Take one of the words of the hint, or correct the value where it is written.")
    static let impossibleValue = Code(
        "MAP232", "a value the column can never have",
        cause:
            "The condition compares with a value the column never has: a code the list lacks, a text where a number stands, an amount "
            + "with a comma.",
        fix: "Write the value as the reading gives it: 0.00, 2025-02-28, a code of the list.")
    static let idleCondition = Code(
        "MAP233", "a condition that always or never holds, or does not fit the column",
        cause: "The condition holds for every row or for none, so the rule does something else than it seems to say.",
        fix: "Correct the condition or remove it; declare the column with a '?' when it can be absent.")
    static let badTemplate = Code(
        "MAP234", "a template that cannot be filled",
        cause: "A template takes texts, whole numbers and code outputs between braces; something else stands there, or a brace is open.",
        fix: "Write '{{' for a brace, and have the SQL make a text of a date or an amount.")
    static let badReconcile = Code(
        "MAP235", "a reconciliation that cannot be made",
        cause: "A reconciliation compares the balance of the events with a column of money of a row set.",
        fix: "sum: saldo, equals: { rows: …, column: … }, and read the column as money or cents.")
    static let badExpression = Code(
        "MAP236", "something that is no column, template or constant",
        cause:
            "A field is filled with a column, a column with steps, a template, a constant, the first of several, a part of the "
            + "organisation or a reference. This is none of those.",
        fix: "{ is: … }, { text: \"…{column}…\" }, { first: [a, b] }, { organisation: oin } or { kenmerk_of: name }.")
    static let badName = Code(
        "MAP237", "a name with characters a name cannot have",
        cause:
            "A mapping is named with letters, digits, '-' and '_'; a column has no dots, braces or blanks, for these mean something in "
            + "a field.",
        fix: "Rename it; a column gets another name with AS in the query.")
    static let unusedList = Code(
        "MAP238", "a code list that no column reads",
        cause: "The mapping writes a code list that none of its columns reads.",
        fix: "Read a column with { code: list }, or remove the list.")
    static let badCaseFile = Code(
        "MAP239", "a test file that does not fit its mapping",
        cause:
            "The test file says something its mapping cannot mean: a row without a column that is never absent, a reason no rule has, "
            + "a case with both an answer and a failure.",
        fix: "Correct the test as the message says.")
    static let unknownTotal = Code(
        "MAP260", "a total the standard does not have",
        cause: "A reconciliation compares a total of the standard, such as saldo, with what the source says; the name is none of them.",
        fix: "Take a total of mappings/standard/: saldo, or another field of a case that has 'total'.")
    static let aboutOneCitizen = Code(
        "MAP261", "a query over the whole table that asks about one citizen",
        cause: "What stands under 'whole' is asked once for all citizens together, so there is no :bsn to bind.",
        fix: "Leave the condition on :bsn out.")
    static let sameProof = Code(
        "MAP262", "a proof that is given twice",
        cause: "Two reconciliations compare the same total with the same column.",
        fix: "Remove one of them.")
    static let idleProof = Code(
        "MAP263", "a control that is what it must prove",
        cause: "The column is also what events, conditions or keys are made of: when it is wrong, both sides are wrong alike.",
        fix: "Compare with what the source keeps beside its bookings, such as a table of balances.")
    static let noProof = Code(
        "MAP264", "a control that proves nothing",
        cause: "'sums' names no total, so nothing would be compared.",
        fix: "sums: { saldo: the column that says what is open }.")

    /// Every code of this room.
    package static let mappingCodes: [Code] = formCodes + semanticCodes

    private static let formCodes: [Code] = [
        .unknownSource, .noPurpose, .badInclude, .noOrganisation, .unknownField, .unknownEvent, .unknownRowSet, .unknownColumn,
        .unknownReading,
        .badReading, .wrongType, .missingField, .uncertainField, .expectedField, .neverMapped, .unknownStep, .notAStep, .wrongChain,
        .unknownList,
        .unknownOutput, .badCodeList, .unusedRowSet, .unusedColumn, .badReference, .noCase, .badCase, .badKey, .sameName, .noReason,
        .unknownParameter, .notAboutCitizen, .refusedConstant, .impossibleValue, .idleCondition, .badTemplate, .badReconcile,
        .badExpression,
        .badName, .unusedList, .badCaseFile, .unknownTotal, .aboutOneCitizen, .sameProof, .idleProof, .noProof,
    ]
}
