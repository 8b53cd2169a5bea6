package import Core

/// Mistakes in a vendor folder: its `connector.yaml`, its sample messages, its cases.
extension Code {
    // connector.yaml
    package static let unknownDialect = Code(
        "CON400", "a dialect that does not exist",
        cause: "A dialect is what every speaker of a protocol does, and there is none of this name.",
        fix: "Take one of the hint: soap or json.")
    package static let unknownQuestion = Code(
        "CON401", "a question Blauwbrug cannot answer",
        cause: "A request asks a question that Blauwbrug does not know.",
        fix: "Take the word of the hint, such as schuldenoverzicht.")
    package static let missingSample = Code(
        "CON402", "a file of the vendor folder that is not there",
        cause: "connector.yaml names a sample, or the folder needs a connector.yaml, and that file is not there.",
        fix: "Put the file in the vendor's folder, or correct its name.")
    package static let badPath = Code(
        "CON403", "a path that is not kebab-case, ends in a slash, or would carry a BSN",
        cause: "A path is written in kebab-case, has no slash at its end, and never carries a BSN: paths stand in logs.",
        fix: "Correct the path; the BSN belongs in the body or a header.")
    package static let duplicateRoute = Code(
        "CON404", "two requests of one vendor at the same method and path",
        cause: "Two requests of the vendor have one method and path, so that nobody could tell which is meant.",
        fix: "Give one of them another path, or make them one.")
    package static let connectorVersion = Code(
        "CON405", "a version the standard does not have",
        cause: "The connector names a version that no file of mappings/standard gives.",
        fix: "Take one of the versions of the hint.")
    package static let vendorName = Code(
        "CON406", "the folder and its connector.yaml name two vendors",
        cause: "The folder and the key 'vendor' in its connector.yaml say different names.",
        fix: "Make them equal: settings find a vendor by its folder.")
    package static let badHeader = Code(
        "CON407", "a header that cannot be read for a word",
        cause: "A request header is read for a word that a header cannot give, or its name is no name of a header.",
        fix: "Correct the header or the word.")
    package static let tenantRule = Code(
        "CON408", "the tenant must stand in the path and does not",
        cause: "The connector says that the tenant stands in the path, and this path has no {tenant}.",
        fix: "Add {tenant} to the path, or say the tenant otherwise.")
    package static let badPrefix = Code(
        "CON409", "a prefix XML cannot have, or a namespace no sample uses",
        cause: "A prefix that XML does not allow, or a namespace that no sample uses.",
        fix: "Correct the prefix, or remove the line.")
    package static let needlessDrop = Code(
        "CON410", "a reason for leaving out what is not left out",
        cause: "The connector gives a reason for leaving out what its reply does not leave out.",
        fix: "Remove the line under 'drops'.")
    package static let wrongSwitch = Code(
        "CON411", "a switch this dialect does not have",
        cause: "This dialect has no switch of that name.",
        fix: "Take one of the hint, or remove it.")
    // Samples: holes
    package static let unknownHole = Code(
        "CON420", "a hole whose word nobody knows",
        cause: "Between the braces stands a word that neither the inquiry nor the standard has.",
        fix: "Take the word of the hint; the words stand in connectors/README.md.")
    package static let holeScope = Code(
        "CON421", "a word that does not exist at this place",
        cause: "The word exists, but not here: a field of an event outside the list of events, of a case outside the cases.",
        fix: "Move the hole inside the element that repeats (a:each).")
    package static let holePlace = Code(
        "CON422", "a hole where no hole can be: in a name, or half a text of a request",
        cause: "A hole stands in a name, or is only a part of a text in a request: neither can be matched exactly.",
        fix: "Let the hole be the whole text of an element or an attribute.")
    package static let holeTwice = Code(
        "CON423", "a request that fills one word twice",
        cause: "Two places of one request fill the same word; they could contradict each other.",
        fix: "Keep one, and mark the other a:any or a:refuse.")
    package static let holeMayBeAbsent = Code(
        "CON424", "a hole that can be absent on an element that cannot",
        cause: "The hole may be absent, but its element may not: the vendor would get an empty element.",
        fix: "Mark the element a:optional, or take a word that is always there.")
    package static let unknownSampleStep = Code(
        "CON425", "a step that does not exist",
        cause: "a:step names a step that does not exist.",
        fix: "Take the word of the hint; the steps stand in mappings/README.md.")
    package static let sampleStepType = Code(
        "CON426", "a step that does not take this type",
        cause: "a:step is given a word of a type it does not take.",
        fix: "Choose a step for that type.")
    package static let fieldMayBeAbsent = Code(
        "CON427", "a field an answer may lack, on an element that cannot be absent",
        cause: "The standard does not require the field, so an answer may lack it, but its element cannot be absent.",
        fix: "Mark the element a:optional.")
    // Samples: shape
    package static let sampleShape = Code(
        "CON430", "a sample that cannot be matched or filled as it stands",
        cause: "The sample cannot be matched or filled as it stands.",
        fix: "Change the sample as the message says.")
    package static let unknownMark = Code(
        "CON431", "a mark of the sample language that does not exist, or not here",
        cause: "An attribute or key in Blauwbrug's own namespace that the sample language does not have, or not at this place.",
        fix: "Take the word of the hint; the marks stand in connectors/README.md.")
    package static let unknownList = Code(
        "CON432", "a list that does not exist at this place",
        cause: "a:each or 'in' names a list that does not exist at this place.",
        fix: "financiele_zaken, and within it gebeurtenissen or achterstanden; meldingen for the remarks.")
    package static let unknownSampleKind = Code(
        "CON433", "an event kind the standard does not have",
        cause: "a:kind names an event that the standard does not have.",
        fix: "Take the word of the hint.")
    package static let kindTwice = Code(
        "CON434", "an event kind named twice in one list",
        cause: "One list says twice what becomes of one kind of event.",
        fix: "Remove one of the two.")
    package static let nothingReason = Code(
        "CON435", "something is left out without a reason",
        cause: "Something of the answer is left out, and nobody says why.",
        fix: "Add because: the reason is for whoever reads the connector later.")
    package static let optionalWithoutHole = Code(
        "CON436", "an optional element that can never be absent",
        cause: "An element is marked optional, but nothing in it can ever be absent.",
        fix: "Remove a:optional, or add the hole that may be absent.")
    // Samples: what may not be lost
    package static let requestWithoutBSN = Code(
        "CON440", "a request sample that does not say where the BSN stands",
        cause: "A request must say where the citizen's number stands, and it must always be there.",
        fix: "Put {bsn} where the vendor sends it, without a:optional.")
    package static let kindDropped = Code(
        "CON441", "a reply that silently drops an event kind",
        cause: "The reply shows some kinds of events and says nothing of this one: debts would vanish in silence.",
        fix: "Show it with a:kind, or leave it out with a:nothing and a reason.")
    package static let amountDropped = Code(
        "CON442", "a reply that silently drops an amount",
        cause: "An amount of the answer is nowhere in the reply.",
        fix: "Show it, or give a reason under 'drops'.")
    package static let completenessDropped = Code(
        "CON443", "a reply that cannot say that it is incomplete",
        cause: "When a source does not answer, the reply must be able to say that it is incomplete.",
        fix: "Show {volledig} or the list of {melding}.")
    package static let remarkDropped = Code(
        "CON444", "a reply that cannot name what its balance counts and it does not show",
        cause: "The balance counts events that this version of the standard cannot show; only a remark can name them.",
        fix: "Show the list of {melding}, or give a reason under 'drops'.")
    // Samples: who asks
    package static let twoRepresentations = Code(
        "CON480", "a request that names the persons of a representation in two ways",
        cause: "One request reads both who is represented and who represents, so that {bsn} would be either person.",
        fix: "Keep {vertegenwoordigde} when {bsn} is who is logged in, or {vertegenwoordiger} when {bsn} is whose debts are asked.")
    package static let sameAsNothing = Code(
        "CON481", "a:same where there is nothing to be the same as",
        cause: "a:same compares a hole with the same word elsewhere in the request, and there is none.",
        fix: "Read the word in one place, and mark only the others a:same.")
    package static let companyMark = Code(
        "CON482", "a:company where no value can name a company",
        cause: "a:company stands on a constant, of which other values name a company, or on an element where anything does.",
        fix: "Put it on the constant (such as bsn) or on the company's own element, without a hole.")
    // Cases
    package static let caseShape = Code(
        "CON450", "a case without a request or an answer, or one that cannot be read",
        cause: "A case lacks its request or its answer, or one of its files cannot be read.",
        fix: "Compare the folder with the table 'Cases' of connectors/README.md.")
    // JSON vendors
    package static let fieldsUnmatched = Code(
        "CON490", "parts that are chosen and not given, or given and never chosen",
        cause: "A request reads {fields} and its reply has no a:fields, or the other way round.",
        fix: "Mark what can be chosen with a:fields, and read {fields} where the vendor chooses.")
    package static let keyPlace = Code(
        "CON491", "a place where no API key can stand",
        cause: "An entry of 'api_key' is not a header, a colon, at most one word, and {key}.",
        fix: "Write it as the vendor sends it: \"Authorization: Bearer {key}\".")
    package static let idempotentWithout = Code(
        "CON492", "a question named by a word that may be absent",
        cause: "The connector says that a word names a question for good, but some request may come without it.",
        fix: "Read the word in every request without a:optional, or remove 'idempotent_on'.")
    package static let laterReply = Code(
        "CON493", "a reply that cannot come before its document",
        cause: "With 'document: { later: true }' the link comes before the document, and this reply has no link, or needs more than it.",
        fix: "Give the link a place, mark what is not known yet a:optional, or remove 'later'.")

    // Validation
    package static let needlessSchema = Code(
        "CON461", "a schema that nobody uses",
        cause: "Only 'validate: strict' looks at a schema, and this connector is lenient or off.",
        fix: "Write 'validate: strict', or remove the line.")
    package static let schemaOutside = Code(
        "CON462", "a schema that names something outside the vendor's folder",
        cause:
            "A schema is made of files of the vendor's folder alone. Nothing is fetched: what lies on a web server today may be gone or "
            + "changed tomorrow.",
        fix: "Put the file it names in the folder and write the way to it, relative to the file that names it.")
    package static let badSchema = Code(
        "CON463", "a file that is no XML schema, or one that libxml2 cannot use",
        cause:
            "The file is XML, but no schema libxml2 can compile. Official StUF sets need a small file that includes all files of one "
            + "namespace: libxml2 reads one file per namespace.",
        fix: "Look at the place the message names; the page docs/vendors/validation.md shows the files that StUF needs.")
    package static let largeSchema = Code(
        "CON464", "a schema larger than any schema of messages needs to be",
        cause: "More files, bytes or elements in one content model than can be compiled in reasonable time.",
        fix: "Take only the files this message needs.")
    package static let replacedSwitch = Code(
        "CON465", "a switch that 'validate' has replaced",
        cause: "'unqualified_attributes' was a switch of its own; it now belongs to 'validate: lenient', which is the default.",
        fix: "Remove the line. Write 'validate: strict' when such attributes must be refused.")
    package static let offAndRefuse = Code(
        "CON466", "'validate: off' beside 'unknown: refuse'",
        cause: "With 'validate: off' what the sample does not know is passed over, and 'unknown: refuse' asks the opposite.",
        fix: "Remove one of the two.")

    // On the wire
    package static let tenantUnread = Code(
        "CON470", "the tenant must stand in the message and is not read",
        cause: "The connector says that a part of the message names the municipality, and a request sample has no hole there.",
        fix: "Put the hole of the hint into the sample, or say the tenant otherwise.")

    /// Every code of this room.
    package static let connectorCodes: [Code] = [
        .unknownDialect, .unknownQuestion, .missingSample, .badPath, .duplicateRoute, .connectorVersion, .vendorName, .badHeader,
        .tenantRule, .badPrefix, .needlessDrop, .wrongSwitch, .unknownHole, .holeScope, .holePlace, .holeTwice, .holeMayBeAbsent,
        .unknownSampleStep, .sampleStepType, .fieldMayBeAbsent, .sampleShape, .unknownMark, .unknownList, .unknownSampleKind, .kindTwice,
        .nothingReason,
        .optionalWithoutHole, .requestWithoutBSN, .kindDropped, .amountDropped, .completenessDropped, .remarkDropped, .twoRepresentations,
        .sameAsNothing, .companyMark, .caseShape, .needlessSchema, .schemaOutside, .badSchema, .largeSchema, .replacedSwitch, .offAndRefuse,
        .tenantUnread, .fieldsUnmatched, .keyPlace, .idempotentWithout, .laterReply,
    ]
}
