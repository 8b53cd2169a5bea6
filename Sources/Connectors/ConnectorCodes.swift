package import Core

/// Mistakes in a vendor folder: its `connector.yaml`, its sample messages, its cases.
extension Code {
    // connector.yaml
    package static let unknownDialect = Code("CON400", "a dialect that does not exist")
    package static let unknownQuestion = Code("CON401", "a question Blauwbrug cannot answer")
    package static let missingSample = Code("CON402", "a file of the vendor folder that is not there")
    package static let badPath = Code("CON403", "a path that is not kebab-case, ends in a slash, or would carry a BSN")
    package static let duplicateRoute = Code("CON404", "two requests of one vendor at the same method and path")
    package static let connectorVersion = Code("CON405", "a version the standard does not have")
    package static let vendorName = Code("CON406", "the folder and its connector.yaml name two vendors")
    package static let badHeader = Code("CON407", "a header that cannot be read for a word")
    package static let tenantRule = Code("CON408", "the tenant must stand in the path and does not")
    package static let badPrefix = Code("CON409", "a prefix XML cannot have, or a namespace no sample uses")
    package static let needlessDrop = Code("CON410", "a reason for leaving out what is not left out")
    package static let wrongSwitch = Code("CON411", "a switch this dialect does not have")
    // Samples: holes
    package static let unknownHole = Code("CON420", "a hole whose word nobody knows")
    package static let holeScope = Code("CON421", "a word that does not exist at this place")
    package static let holePlace = Code("CON422", "a hole where no hole can be: in a name, or half a text of a request")
    package static let holeTwice = Code("CON423", "a request that fills one word twice")
    package static let holeMayBeAbsent = Code("CON424", "a hole that can be absent on an element that cannot")
    package static let unknownSampleStep = Code("CON425", "a step that does not exist")
    package static let sampleStepType = Code("CON426", "a step that does not take this type")
    package static let fieldMayBeAbsent = Code("CON427", "a field an answer may lack, on an element that cannot be absent")
    // Samples: shape
    package static let sampleShape = Code("CON430", "a sample that cannot be matched or filled as it stands")
    package static let unknownMark = Code("CON431", "a mark of the sample language that does not exist, or not here")
    package static let unknownList = Code("CON432", "a list that does not exist at this place")
    package static let unknownSampleKind = Code("CON433", "an event kind the standard does not have")
    package static let kindTwice = Code("CON434", "an event kind named twice in one list")
    package static let nothingReason = Code("CON435", "something is left out without a reason")
    package static let optionalWithoutHole = Code("CON436", "an optional element that can never be absent")
    // Samples: what may not be lost
    package static let requestWithoutBSN = Code("CON440", "a request sample that does not say where the BSN stands")
    package static let kindDropped = Code("CON441", "a reply that silently drops an event kind")
    package static let amountDropped = Code("CON442", "a reply that silently drops an amount")
    package static let completenessDropped = Code("CON443", "a reply that cannot say that it is incomplete")
    package static let remarkDropped = Code("CON444", "a reply that cannot name what its balance counts and it does not show")
    // Cases
    package static let caseShape = Code("CON450", "a case without a request or an answer, or one that cannot be read")

    /// Every code of this room.
    package static let connectorCodes: [Code] = [
        .unknownDialect, .unknownQuestion, .missingSample, .badPath, .duplicateRoute, .connectorVersion, .vendorName, .badHeader,
        .tenantRule, .badPrefix, .needlessDrop, .wrongSwitch, .unknownHole, .holeScope, .holePlace, .holeTwice, .holeMayBeAbsent,
        .unknownSampleStep, .sampleStepType, .fieldMayBeAbsent, .sampleShape, .unknownMark, .unknownList, .unknownSampleKind, .kindTwice,
        .nothingReason,
        .optionalWithoutHole, .requestWithoutBSN, .kindDropped, .amountDropped, .completenessDropped, .remarkDropped, .caseShape,
    ]
}
