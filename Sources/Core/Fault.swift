/// The only error a vendor may hear: a situation we planned for, never an exception's own text.
package struct Fault: Error, Sendable, Equatable {
    /// One case per situation; each dialect has a table of how it says them (StUF 03.01 §2.6 of the fault table, RFC 9457 for JSON).
    package enum Situation: String, Sendable, CaseIterable {
        // The message.
        case malformed  // no XML or JSON, or not what the sample says
        case encoding  // not UTF-8, UTF-16, a NUL
        case doctype  // a DTD
        case tooComplex = "too_complex"  // depth, attributes, nodes
        case envelopeVersion = "envelope_version"  // unknown SOAP envelope namespace
        case mustUnderstand = "must_understand"  // a header block we would have to understand
        case actionMismatch = "action_mismatch"  // SOAPAction names another operation than the body
        case invalid  // well-formed, but not as agreed: field errors are listed
        case invalidBSN = "invalid_bsn"
        case unsupported  // something that would change the answer and is not honoured (representation, reference date)
        case unknownVersion = "unknown_version"  // of the standard, StUF or the sector model
        case unknownMessage = "unknown_message"  // berichtcode or root element we do not know
        // The address.
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case unsupportedMediaType = "unsupported_media_type"
        case notAcceptable = "not_acceptable"
        case tooLarge = "too_large"
        case tooSlow = "too_slow"
        // The caller.
        case unauthenticated
        case senderMismatch = "sender_mismatch"
        case receiverUnknown = "receiver_unknown"
        case forbidden
        case notOffered = "not_offered"  // known, but not for this tenant or vendor
        case conflict  // the reference is already that of another question
        // Us and our sources.
        case sourceFailed = "source_failed"
        case answerTooLarge = "answer_too_large"
        case notCertified = "not_certified"  // the overview exists but could not be certified
        case deadline
        case overload
        case journal  // the record could not be written, so nothing may be answered
        case `internal`
    }

    /// A field of the request that is wrong. No value, only its name and what is expected.
    package struct Problem: Sendable, Equatable {
        /// The name in the vendor's own message (`bsn`, `inp.bsn`, `X-BSN`).
        package let name: String
        /// `required`, `pattern`, `unknown`, `unsupported`, `constant`, `duplicate` and others of `Problems.Code`.
        package let code: String
        /// A Dutch sentence without a datum.
        package let reason: String

        package init(name: String, code: String, reason: String) {
            self.name = name
            self.code = code
            self.reason = reason
        }
    }

    package let situation: Situation
    package var problems: [Problem]
    /// For `methodNotAllowed`: what is allowed.
    package var allow: [String]
    /// Names of sources that failed, for `sourceFailed`.
    package var sources: [String]

    package init(_ situation: Situation, problems: [Problem] = [], allow: [String] = [], sources: [String] = []) {
        self.situation = situation
        self.problems = problems
        self.allow = allow
        self.sources = sources
    }
}
