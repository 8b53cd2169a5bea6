import Core

/// A problem that the connector finds when the sample has been compared: a word that is there, and cannot be honoured.
struct LateProblem {
    let kind: Verdict.Flaw.Kind
    let what: String
    let fix: String

    /// Nil for what the sample itself decides.
    init?(_ problem: Fault.Problem, _ situation: Fault.Situation, versions: [String]) {
        switch problem.code {
        case "version" where situation == .unknownVersion && !problem.reason.hasPrefix("Ondersteund"):
            (kind, what, fix) = (
                .version, "asks a version that this vendor is not answered in", "given are \(versions.joined(separator: ", "))"
            )
        case "unsupported" where problem.reason.contains("vorm"):
            (kind, what, fix) = (
                .unsupported, "asks a form that this vendor is not answered in",
                "leave it out, or ask a form that the reply sample has: xml, json, pdf or link"
            )
        case "unsupported" where problem.reason.contains("taal"):
            (kind, what, fix) = (.unsupported, "asks a language that nothing is written in", "leave it out, or ask nl or en")
        case Problems.Code.assurance.rawValue:
            (kind, what, fix) = (
                .unsupported, "is no level of login that is known", "send 10, 20, 25 or 30, or its name at DigiD, SAML or eIDAS"
            )
        case Problems.Code.contradiction.rawValue:
            (kind, what, fix) = (.duplicate, "has another value than the same word elsewhere in the message", "let both say the same")
        case Problems.Code.company.rawValue:
            (kind, what, fix) = (.unsupported, "says that it is about a company", "the overview is for natural persons alone")
        case Problems.Code.samePerson.rawValue:
            (kind, what, fix) = (.bsn, "names the person that is named elsewhere already", "the represented and the acting person are two")
        case Problems.Code.fields.rawValue:
            (kind, what, fix) = (.unknown, "names a field that the answer does not have", "the fields stand in the reply sample")
        default: return nil
        }
    }
}
