package import Core

/// Mistakes of a mapping file.
extension Code {
    static let unknownSource = Code("MAP200", "the tenant has no such source")
    static let noPurpose = Code("MAP201", "no activity, or one that is no absolute URI")
    static let badInclude = Code("MAP202", "an include that leads outside the folder, nowhere, too deep or in a circle")
    static let noOrganisation = Code("MAP203", "no organisation, or one without a proper OIN")
    static let unknownField = Code("MAP204", "a field the standard does not have for this event")
    static let unknownEvent = Code("MAP205", "an event the standard does not have")
    static let unknownRowSet = Code("MAP206", "a row set the mapping does not declare")
    static let unknownColumn = Code("MAP207", "a column the row set does not declare")
    static let unknownReading = Code("MAP208", "a reading that does not exist")
    static let badReading = Code("MAP209", "an option of a reading that cannot be")
    static let wrongType = Code("MAP210", "a value of another type than the field has")
    static let missingField = Code("MAP211", "a required field is not given")
    static let uncertainField = Code("MAP212", "a required field may be absent")
    static let expectedField = Code("MAP213", "an expected field is not given")
    static let neverMapped = Code("MAP214", "a field that is computed or filled in, never mapped")
    static let unknownStep = Code("MAP215", "a step that does not exist")
    static let notAStep = Code("MAP216", "something that is no step where a step must stand")
    static let wrongChain = Code("MAP217", "a step that cannot take what it is given")
    static let unknownList = Code("MAP218", "a code list that does not exist")
    static let unknownOutput = Code("MAP219", "an output the code list does not have")
    static let badCodeList = Code("MAP220", "a code list that is not whole")
    static let unusedRowSet = Code("MAP221", "a row set that nothing uses")
    static let unusedColumn = Code("MAP222", "a column that nothing uses")
    static let badReference = Code("MAP223", "a kenmerk_of that leads to no event")
    static let noCase = Code("MAP224", "an event without its case")
    static let badCase = Code("MAP225", "a case that does not fit the key it must hold")
    static let badKey = Code("MAP226", "a key that may be absent or repeats a column")
    static let sameName = Code("MAP227", "a name that is given twice")
    static let noReason = Code("MAP228", "rows left out without a reason")
    static let unknownParameter = Code("MAP229", "a parameter that does not exist")
    static let notAboutCitizen = Code("MAP230", "a query that does not ask about the citizen")
    static let refusedConstant = Code("MAP231", "a constant or code output that the standard does not accept")
    static let impossibleValue = Code("MAP232", "a value the column can never have")
    static let idleCondition = Code("MAP233", "a condition that always or never holds, or does not fit the column")
    static let badTemplate = Code("MAP234", "a template that cannot be filled")
    static let badReconcile = Code("MAP235", "a reconciliation that cannot be made")
    static let badExpression = Code("MAP236", "something that is no column, template or constant")
    static let badName = Code("MAP237", "a name with characters a name cannot have")
    static let unusedList = Code("MAP238", "a code list that no column reads")
    static let badCaseFile = Code("MAP239", "a test file that does not fit its mapping")
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
    package static let mappingCodes: [Code] = [
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
