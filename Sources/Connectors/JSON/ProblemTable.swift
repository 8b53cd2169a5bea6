import Core

/// How a fault is told over HTTP with JSON: status, type and code of a problem (RFC 9457, API Design Rules; the codes are those of Haal
/// Centraal where it has one).
struct ProblemTable {
    let status: Int
    let code: String

    init(_ situation: Fault.Situation) {
        (status, code) =
            switch situation {
            case .malformed: (400, "malformed")
            case .encoding: (400, "encoding")
            case .doctype: (400, "doctype")
            case .tooComplex: (400, "tooComplex")
            case .envelopeVersion: (400, "envelopeVersion")
            case .mustUnderstand: (400, "mustUnderstand")
            case .actionMismatch: (400, "actionMismatch")
            case .invalid, .invalidBSN: (400, "paramsValidation")
            case .unsupported: (400, "paramsUnsupported")
            case .unknownVersion: (400, "unknownVersion")
            case .unknownMessage: (400, "unknownMessage")
            case .notFound: (404, "notFound")
            case .methodNotAllowed: (405, "methodNotAllowed")
            case .unsupportedMediaType: (415, "unsupported")
            case .notAcceptable: (406, "notAcceptable")
            case .tooLarge: (413, "tooLarge")
            case .tooSlow: (408, "tooSlow")
            case .unauthenticated: (401, "authentication")
            case .senderMismatch: (403, "senderMismatch")
            case .receiverUnknown: (404, "receiverUnknown")
            case .forbidden: (403, "autorisation")
            case .notOffered: (404, "notOffered")
            case .conflict: (409, "conflict")
            case .sourceFailed: (503, "sourceUnavailable")
            case .answerTooLarge: (500, "answerTooLarge")
            case .notCertified: (503, "notCertified")
            case .deadline: (504, "deadline")
            case .overload: (503, "notAvailable")
            case .journal: (503, "notRecorded")
            case .internal: (500, "serverError")
            }
    }

    /// The section of RFC 9110 that describes the status.
    var type: String {
        let section =
            switch status {
            case 400: "15.5.1"
            case 401: "15.5.2"
            case 403: "15.5.4"
            case 404: "15.5.5"
            case 405: "15.5.6"
            case 406: "15.5.7"
            case 408: "15.5.9"
            case 409: "15.5.10"
            case 413: "15.5.14"
            case 415: "15.5.16"
            case 503: "15.6.4"
            case 504: "15.6.5"
            default: "15.6.1"
            }
        return "https://datatracker.ietf.org/doc/html/rfc9110#section-\(section)"
    }
}
