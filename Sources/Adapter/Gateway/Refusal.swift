import Core

/// Why a request never reached the handler. The connection is closed after it is told.
enum Refusal: String, Error, Sendable, Equatable, CaseIterable {
    case malformed
    case tooSlow = "too_slow"
    case tooLarge = "too_large"
    case uriTooLong = "uri_too_long"
    case encodedBody = "encoded_body"
    case expectation
    case headersTooLarge = "headers_too_large"
    case methodUnknown = "method_unknown"
    case version
    /// There is no room for another upload now.
    case busy

    /// The HTTP status (RFC 9110 §15.5, §15.6; RFC 6585 §5).
    var status: Int {
        switch self {
        case .malformed: 400
        case .tooSlow: 408
        case .tooLarge: 413
        case .uriTooLong: 414
        case .encodedBody: 415
        case .expectation: 417
        case .headersTooLarge: 431
        case .methodUnknown: 501
        case .busy: 503
        case .version: 505
        }
    }

    /// The nearest situation of the list that all dialects share.
    var fault: Fault {
        switch self {
        case .malformed, .expectation, .version: Fault(.malformed)
        case .tooSlow: Fault(.tooSlow)
        case .tooLarge, .uriTooLong, .headersTooLarge: Fault(.tooLarge)
        case .encodedBody: Fault(.unsupportedMediaType)
        case .methodUnknown: Fault(.methodNotAllowed)
        case .busy: Fault(.overload)
        }
    }

    private var title: String {
        switch self {
        case .malformed: "Ongeldig HTTP-bericht"
        case .tooSlow: "Bericht kwam te langzaam"
        case .tooLarge: "Bericht te groot"
        case .uriTooLong: "Adres te lang"
        case .encodedBody: "Gecomprimeerde berichten worden niet aangenomen"
        case .expectation: "Onbekende verwachting"
        case .headersTooLarge: "Te veel of te grote headers"
        case .methodUnknown: "Onbekende methode"
        case .version: "Alleen HTTP/1.1"
        case .busy: "Te druk"
        }
    }

    /// The refusal as `application/problem+json` (RFC 9457).
    ///
    /// - Parameter reference: our id of this refusal, to find the log line by: letters, digits and hyphens. Nil leaves it out.
    func reply(reference: String?) -> Reply {
        let instance = reference.map { ",\"instance\":\"urn:uuid:\($0)\"" } ?? ""
        let body = "{\"type\":\"about:blank\",\"title\":\"\(title)\",\"status\":\(status),\"detail\":\"\(title).\"\(instance)}"
        return Reply(status: status, headers: [Request.Header("Content-Type", "application/problem+json")], body: Array(body.utf8))
    }
}
