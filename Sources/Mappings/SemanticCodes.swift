import Core

/// What a mapping may say and hardly can mean: warnings, told when it has no errors, that a team can turn into errors (`check --deny`).
extension Code {
    static let negativeAmount = Code(
        "MAP240", "an amount that may be negative without a rule",
        cause:
            "The field takes no negative amount, the column can hold one (a credit, a reversal, a repayment), and no condition says "
            + "what that means. The first such row makes the source fail.",
        fix:
            "If it cannot happen, say so: when: { bedrag: { not: { sign: negative } } }, in every event that takes the same rows, or the rest "
            + "of such a row would be told without it. If it can, take those rows with another event, [bedrag, negate] or leave_out.")
    static let noObligation = Code(
        "MAP241", "cases without a primary obligation",
        cause: "No event of the mapping can impose the debt that its cases are about, so that payments stand against nothing.",
        fix:
            "Add the event that imposes it, with the field that says it is the primary one; or say join: true under 'cases' when "
            + "another mapping gives it.")
    static let missingKind = Code(
        "MAP242", "an event of the standard that nothing gives",
        cause:
            "The standard has kinds of events of which this mapping makes none. Either the source has none of them, or they are "
            + "forgotten: a remission that is not mapped leaves a debt too high.",
        fix: "Add the events, or say that the source has none: without: [Kind, …] at the top level of the mapping.")
    static let givenAfterAll = Code(
        "MAP243", "an event the mapping says it does not have",
        cause: "'without' names a kind of event that a rule of the same mapping gives, or names it twice.",
        fix: "Remove it from 'without', or remove the rule.")
    static let unreachedCode = Code(
        "MAP244", "a code that no event and no leave_out takes",
        cause:
            "The code list knows the code, but the conditions of all rules of the row set pass it by. The first such row makes the "
            + "source fail.",
        fix: "Take it with an event, leave it out with a reason, or remove it from the list when the source cannot give it.")
    static let neverReached = Code(
        "MAP245", "a rule whose rows are all left out before it",
        cause: "'leave_out' is looked at first. Every row that this rule would take is left out there, so it never does anything.",
        fix: "Narrow the condition of the 'leave_out', or remove the rule.")
    static let onlyLeftOut = Code(
        "MAP246", "rows that are read only to be left out",
        cause:
            "A citizen's rows are fetched and nothing of them is ever disclosed: no event is made of the row set and no reconciliation "
            + "reads it.",
        fix: "Remove the row set with its rules, or make events of its rows.")
    static let undeclaredOutput = Code(
        "MAP247", "a column of the query that the mapping does not declare",
        cause:
            "The query gives a column that does not stand under 'columns'. Nothing is read that is not used: the source fails when it is "
            + "asked, and `check --live` refuses it.",
        fix: "Remove it from the query, or declare and use it.")
    static let missingOutput = Code(
        "MAP248", "a declared column that the query does not give",
        cause: "Under 'columns' stands a name that the query, by its text, does not give. The source fails when it is asked.",
        fix: "Add it to the query, correct the name, or give it one with AS.")

    static let semanticCodes: [Code] = [
        .negativeAmount, .noObligation, .missingKind, .givenAfterAll, .unreachedCode, .neverReached, .onlyLeftOut, .undeclaredOutput,
        .missingOutput,
    ]
}
