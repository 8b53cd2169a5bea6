package import Core

/// Mistakes in the files that define the standard.
extension Code {
    package static let standardBase = Code(
        "STD100", "a version is based on a version that no file gives, or on itself",
        cause: "A version file says it is based on a version that no file gives, or on itself.",
        fix: "Correct based_on.")
    package static let standardVersion = Code(
        "STD101", "two files give the same version, or a version is not written as three numbers",
        cause: "A version is written as three numbers, and one file gives it.",
        fix: "version: 3.0.0, and another number in the other file.")
    package static let standardDefault = Code(
        "STD102", "not exactly one version is the default",
        cause: "When nobody asks for a version, exactly one must be meant.",
        fix: "default: true in one file.")
    package static let standardGrade = Code(
        "STD103", "a field is required though it is not certain",
        cause: "Only what is certain (graded A or A') may be enforced; the field is required with a lower grade.",
        fix: "need: expected, or the grade that its source deserves.")
    package static let standardMissing = Code(
        "STD104", "an event kind a version lacks is neither settled nor refused",
        cause: "Another version has this kind of event, and this one does not say what becomes of one.",
        fix: "Under 'missing': settle (counted and named) or refuse.")
    package static let standardMissingUnknown = Code(
        "STD105", "a kind is named as missing that is not missing",
        cause: "Under 'missing' stands a kind that this version has, or that no version has.",
        fix: "Remove the line.")
    package static let standardConflict = Code(
        "STD106", "versions disagree about what a field or a kind is",
        cause: "What a field or a kind is must be the same in all versions; only its wire key, need and words may differ.",
        fix: "Make the versions agree, or give the new thing another name.")
    package static let standardRole = Code(
        "STD107", "a role that is needed is not there, stands twice, or stands where it means nothing",
        cause:
            "The program finds what it works with by roles: kenmerk, moment, amount, balance, … Each must stand exactly where it means "
            + "something.",
        fix: "Put the role on the one field that has it.")
    package static let standardReference = Code(
        "STD108", "a reference to an event kind that no version has",
        cause: "refers_to names a kind of event that no version has.",
        fix: "Take the word of the hint.")
    package static let standardTotal = Code(
        "STD109", "a total that is no total, or a balance that leaves something out",
        cause: "A total adds and subtracts terms, each once; the balance must count everything that changes what is owed.",
        fix: "add: [raises, adjusts_up], subtract: [settles, adjusts_down], missing: counted for the balance.")
    package static let standardShape = Code(
        "STD110", "an object or a list is missing, stands twice, or contains itself",
        cause: "A document holds its cases, a case its events and arrears, each once; objects may not contain themselves.",
        fix: "Correct the object that the message names.")
    package static let standardMarks = Code(
        "STD111", "marks of a field that do not go together",
        cause: "A field has one content, and marks such as format or minimum only go with the type they are for.",
        fix: "Remove the mark that does not fit.")
    package static let standardDifference = Code(
        "STD112", "a difference with something the base does not have",
        cause: "A version changes or removes something that its base does not have, or puts a field behind one that is not there.",
        fix: "Take the word of the hint.")
    package static let standardDuplicateKey = Code(
        "STD113", "two fields of one object have the same name or wire key",
        cause: "Two fields of one object would be written under one name.",
        fix: "Rename one, or give it another wire key.")
    package static let standardOrder = Code(
        "STD114", "an order that does not put everything in one order",
        cause: "Without a whole order two deliveries of the same debts could differ.",
        fix: "cases by first_moment and kenmerk; events by moment, rank and kenmerk.")
    package static let standardConstant = Code(
        "STD115", "a constant or a list of words that its own format refuses",
        cause: "A constant or one of the words breaks the field's own format, or stands twice.",
        fix: "Correct the constant or the format.")
    package static let standardMoment = Code(
        "STD116", "a moment that falls back on something that is no moment",
        cause: "A kind falls back on a field that is no moment of its own.",
        fix: "Name fields of the type instant that this kind has.")
    package static let standardWireName = Code(
        "STD117", "a name that JSON and XML cannot both carry as it is",
        cause: "The name cannot stand in both JSON and XML as it is.",
        fix: "A letter, then letters, digits, '-', '_' or '.'.")
    package static let standardSentence = Code(
        "STD118", "a sentence that cannot be read, or with a hole that nothing fills",
        cause: "A sentence for the help desk has a brace or bracket too many, or names a field that its event or case does not have.",
        fix: "Name fields between braces, and put what may be missing between brackets.")
    package static let stepArgument = Code(
        "STD120", "an argument that a step does not take, or that it needs and does not get",
        cause: "The step does not take this argument, or lacks one it needs.",
        fix: "Look the step up in mappings/README.md.")

    /// Every code of this room.
    package static let standardCodes: [Code] = [
        .standardBase, .standardVersion, .standardDefault, .standardGrade, .standardMissing, .standardMissingUnknown, .standardConflict,
        .standardRole, .standardReference, .standardTotal, .standardShape, .standardMarks, .standardDifference, .standardDuplicateKey,
        .standardOrder, .standardConstant, .standardMoment, .standardWireName, .standardSentence,
        .stepArgument,
    ]
}
