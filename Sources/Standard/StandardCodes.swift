package import Core

/// Mistakes in the files that define the standard.
extension Code {
    package static let standardBase = Code("STD100", "a version is based on a version that no file gives, or on itself")
    package static let standardVersion = Code("STD101", "two files give the same version, or a version is not written as three numbers")
    package static let standardDefault = Code("STD102", "not exactly one version is the default")
    package static let standardGrade = Code("STD103", "a field is required though it is not certain")
    package static let standardMissing = Code("STD104", "an event kind a version lacks is neither settled nor refused")
    package static let standardMissingUnknown = Code("STD105", "a kind is named as missing that is not missing")
    package static let standardConflict = Code("STD106", "versions disagree about what a field or a kind is")
    package static let standardRole = Code("STD107", "a role that is needed is not there, stands twice, or stands where it means nothing")
    package static let standardReference = Code("STD108", "a reference to an event kind that no version has")
    package static let standardTotal = Code("STD109", "a total that is no total, or a balance that leaves something out")
    package static let standardShape = Code("STD110", "an object or a list is missing, stands twice, or contains itself")
    package static let standardMarks = Code("STD111", "marks of a field that do not go together")
    package static let standardDifference = Code("STD112", "a difference with something the base does not have")
    package static let standardDuplicateKey = Code("STD113", "two fields of one object have the same name or wire key")
    package static let standardOrder = Code("STD114", "an order that does not put everything in one order")
    package static let standardConstant = Code("STD115", "a constant or a list of words that its own format refuses")
    package static let standardMoment = Code("STD116", "a moment that falls back on something that is no moment")
    package static let standardWireName = Code("STD117", "a name that JSON and XML cannot both carry as it is")
    package static let standardSentence = Code(
        "STD118", "a sentence that cannot be read, or with a hole that nothing fills",
        cause: "A sentence for the help desk has a brace or bracket too many, or names a field that its event or case does not have.",
        fix: "Name fields between braces, and put what may be missing between brackets.")
    package static let stepArgument = Code("STD120", "an argument that a step does not take, or that it needs and does not get")

    /// Every code of this room.
    package static let standardCodes: [Code] = [
        .standardBase, .standardVersion, .standardDefault, .standardGrade, .standardMissing, .standardMissingUnknown, .standardConflict,
        .standardRole, .standardReference, .standardTotal, .standardShape, .standardMarks, .standardDifference, .standardDuplicateKey,
        .standardOrder, .standardConstant, .standardMoment, .standardWireName, .standardSentence,
        .stepArgument,
    ]
}
