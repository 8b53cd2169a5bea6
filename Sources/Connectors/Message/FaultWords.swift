package import Core

extension Fault {
    /// What the vendor reads about it, whatever the dialect: a Dutch sentence that names parts of the message or sources, and no value.
    package var sentence: String { FaultWords.detail(self) }
}

/// What a vendor reads about a fault, in Dutch, the same in every dialect: neutral, without a datum, without internals.
enum FaultWords {
    /// A few words for the situation.
    static func title(_ situation: Fault.Situation) -> String {
        switch situation {
        case .malformed: "Het bericht is niet te lezen."
        case .encoding: "Het bericht is geen geldige UTF-8."
        case .doctype: "Een DTD is niet toegestaan."
        case .tooComplex: "Het bericht is te diep genest of te omvangrijk."
        case .envelopeVersion: "Deze versie van SOAP wordt niet ondersteund."
        case .mustUnderstand: "Een verplicht header-blok wordt niet ondersteund."
        case .actionMismatch: "SOAPAction noemt een andere operatie dan het bericht."
        case .invalid: "Een of meerdere parameters zijn niet correct."
        case .invalidBSN: "Het burgerservicenummer is niet geldig."
        case .unsupported: "Een onderdeel van de vraag wordt niet ondersteund."
        case .unknownVersion: "De gevraagde versie wordt niet ondersteund."
        case .unknownMessage: "Dit bericht is niet bekend."
        case .notFound: "Dit adres bestaat niet."
        case .methodNotAllowed: "Deze methode is hier niet toegestaan."
        case .unsupportedMediaType: "Dit mediatype wordt niet ondersteund."
        case .notAcceptable: "Een antwoord in de gevraagde vorm is er niet."
        case .tooLarge: "Het bericht is te groot."
        case .tooSlow: "Het bericht kwam te langzaam binnen."
        case .unauthenticated: "De afzender is niet bekend."
        case .senderMismatch: "De afzender in het bericht past niet bij de aangetoonde afzender."
        case .receiverUnknown: "De ontvanger in het bericht is hier niet bekend."
        case .forbidden: "De afzender mag deze vraag niet stellen."
        case .notOffered: "Deze vraag wordt hier niet aangeboden."
        case .conflict: "Dit kenmerk is al gebruikt voor een andere vraag."
        case .sourceFailed: "Een bron heeft geen bruikbaar antwoord gegeven."
        case .answerTooLarge: "Het antwoord is te groot."
        case .notCertified: "Het overzicht is er, maar kon nu niet worden gewaarmerkt."
        case .deadline: "Het antwoord kon niet op tijd worden samengesteld."
        case .overload: "Het is op dit moment te druk."
        case .journal: "De bevraging kon niet worden vastgelegd en is daarom niet beantwoord."
        case .internal: "Er is iets misgegaan bij het beantwoorden."
        }
    }

    /// A sentence about this fault: which parts of the message, or which sources.
    static func detail(_ fault: Fault) -> String {
        var detail = title(fault.situation)
        if !fault.problems.isEmpty {
            detail = fault.problems.map { "\($0.name): \($0.reason)" }.joined(separator: " ")
        } else if !fault.sources.isEmpty {
            detail += " Bron: \(fault.sources.joined(separator: ", "))."
        }
        return detail
    }

    /// Seconds after which asking again makes sense; nil when it does not.
    static func retryAfter(_ situation: Fault.Situation) -> Int? {
        switch situation {
        case .overload: 5
        case .sourceFailed, .journal: 30
        default: nil
        }
    }

    /// The headers that belong to a fault in any dialect.
    static func headers(_ fault: Fault) -> [Request.Header] {
        var headers: [Request.Header] = []
        if !fault.allow.isEmpty { headers.append(Request.Header("Allow", fault.allow.joined(separator: ", "))) }
        if let seconds = retryAfter(fault.situation) { headers.append(Request.Header("Retry-After", String(seconds))) }
        return headers
    }
}
