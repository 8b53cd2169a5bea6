import Core

/// A fault as the Haal Centraal APIs tell it: the same members as `ProblemDetails`, in their words, with the path as `instance`.
///
/// The words for parameters are those of the features of the BRP API (Haal-Centraal-BRP-bevragen, `features/bevragen/**/fout-cases`); those of
/// other statuses are of its `specificatie/problem-details`.
enum HaalCentraal {
    /// Why a text that is not nine digits is no BSN.
    static let pattern = "Waarde voldoet niet aan patroon ^[0-9]{9}$."

    static func reply(to fault: Fault, request: Request?, stamp: Stamp, headers: [Request.Header]) -> Reply {
        var problem = ProblemDetails(fault, stamp: stamp)
        let words = words(problem.status)
        if let title = words.title { problem.title = title }
        if let code = words.code { problem.code = code }
        if let detail = words.detail { problem.detail = detail }
        problem.type = "https://datatracker.ietf.org/doc/html/\(words.section)"
        problem.instance = path(request?.path ?? "/")
        problem.reference = stamp.reference
        if !fault.problems.isEmpty, problem.status == 400 {
            problem.title = "Een of meerdere parameters zijn niet correct."
            problem.code = "paramsValidation"
            problem.problems = fault.problems.map(said)
        }
        return problem.reply(headers + FaultWords.headers(fault))
    }

    /// What the problem with one parameter is called.
    private static func said(_ problem: Fault.Problem) -> Fault.Problem {
        let (code, reason) =
            switch Problems.Code(rawValue: problem.code) {
            case .required: (problem.code, "Parameter is verplicht.")
            case .unknown where problem.name != "query": ("unknownParam", "Parameter is niet verwacht.")
            case .constant: ("value", problem.name == "type" ? "Waarde is geen geldig zoek type." : problem.reason)
            default: (problem.code, problem.reason)
            }
        return Fault.Problem(name: problem.name, code: code, reason: reason)
    }

    /// What is said of a status: the section that describes it, and words that differ from ours.
    private static func words(_ status: Int) -> (section: String, title: String?, code: String?, detail: String?) {
        let types = "Ondersteunde content type: application/json; charset=utf-8."
        return switch status {
        case 400: ("rfc7231#section-6.5.1", nil, nil, nil)
        case 401: ("rfc7235#section-3.1", "Niet correct geauthenticeerd.", nil, nil)
        case 403: ("rfc7231#section-6.5.3", "U bent niet geautoriseerd voor deze operatie.", nil, nil)
        case 404: ("rfc7231#section-6.5.4", nil, nil, nil)
        case 405: ("rfc7231#section-6.5.5", nil, nil, nil)
        case 406: ("rfc7231#section-6.5.6", "Gevraagde content type wordt niet ondersteund.", nil, types)
        case 408: ("rfc7231#section-6.5.7", nil, nil, nil)
        case 409: ("rfc7231#section-6.5.8", nil, nil, nil)
        case 413: ("rfc7231#section-6.5.11", nil, nil, nil)
        case 415: ("rfc7231#section-6.5.13", "Media Type wordt niet ondersteund.", "unsupportedMediaType", types)
        case 503: ("rfc7231#section-6.6.4", "Bronservice is tijdelijk niet beschikbaar.", "notAvailable", nil)
        case 504: ("rfc7231#section-6.6.5", nil, nil, nil)
        default: ("rfc7231#section-6.6.1", "Interne server fout.", "serverError", nil)
        }
    }

    /// A path as a fault may repeat it: no part of it can be a number of a person.
    private static func path(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : AnswerChangers.speakable(String($0)) }.joined(separator: "/")
    }
}
