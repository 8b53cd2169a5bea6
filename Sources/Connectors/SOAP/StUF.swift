import Core
import Syntax

/// What StUF 03.01 adds to SOAP: which of its faults a situation is, and which namespaces say that another StUF is spoken.
/// The stuurgegevens need no code: they are mirrored by the vendor's samples.
enum StUF {
    static let namespace = "http://www.egem.nl/StUF/StUF0301"
    private static let family = "http://www.egem.nl/StUF/StUF"

    /// Names of the problems by which another version is told.
    private static let stufVersion = "StUF"
    private static let sectorModel = "sectormodel"
    private static let sectorVersion = "versie sectormodel"

    /// Refuses a message that speaks another StUF, whose operation is of another sector model, or of another version of it.
    static func check(_ markup: Markup, root: Markup.Name, expected: Markup.Name) throws(Fault) {
        if markup.names.contains(where: { isOther($0.namespace) }) {
            throw version(stufVersion, nearest: namespace)
        }
        guard root.local == expected.local, root.namespace != expected.namespace else { return }
        throw version(isSibling(root.namespace, expected.namespace) ? sectorVersion : sectorModel, nearest: expected.namespace)
    }

    /// Whether a namespace is of StUF, and not of StUF 03.01.
    static func isOther(_ namespace: String) -> Bool { namespace != self.namespace && namespace.hasPrefix(family) }

    /// Whether two namespaces are versions of one sector model.
    static func isSibling(_ one: String, _ other: String) -> Bool { stem(one) == stem(other) }

    private static func version(_ name: String, nearest: String) -> Fault {
        Fault(.unknownVersion, problems: [Fault.Problem(name: name, code: "version", reason: "Ondersteund wordt \(nearest).")])
    }

    /// A namespace without the digits of its version: `…/koppelvlak/bk0100` → `…/koppelvlak/bk`.
    private static func stem(_ namespace: String) -> Substring {
        var text = namespace[...]
        while let last = text.utf8.last, (0x30...0x39).contains(last) || last == UInt8(ascii: "/") { text = text.dropLast() }
        return text
    }

    /// The StUF fault for a fault; nil where StUF has none and SOAP or HTTP says it alone.
    static func fault(for fault: Fault) -> StUFFault? {
        switch fault.situation {
        case .invalid, .invalidBSN, .unsupported, .unknownVersion:
            fault.problems.map(code(of:)).min { $0.rawValue < $1.rawValue } ?? .nietConformSchema
        case .malformed, .encoding, .doctype, .tooComplex, .actionMismatch: .nietConformSchema
        case .unknownMessage: .berichtcode
        case .envelopeVersion, .mustUnderstand, .notFound, .methodNotAllowed, .unsupportedMediaType, .notAcceptable, .tooLarge, .tooSlow:
            nil
        case .unauthenticated, .senderMismatch: .zender
        case .receiverUnknown: .ontvanger
        case .forbidden: .nietGeautoriseerd
        case .notOffered: .combinatie
        case .conflict: .nietUniek
        case .sourceFailed, .answerTooLarge, .internal: .procesfout
        case .deadline: .timeout
        case .overload, .journal: .nietBeschikbaar
        }
    }

    /// A part of the stuurgegevens that has another value than agreed has a fault of its own; everything else is the schema's.
    private static func code(of problem: Fault.Problem) -> StUFFault {
        switch (problem.name, problem.code) {
        case (stufVersion, "version"): .versieStUF
        case (sectorModel, "version"): .sectormodel
        case (sectorVersion, "version"): .versieSectormodel
        case ("berichtcode", "constant"): .berichtcode
        case ("functie", "constant"): .functie
        case (_, "constant") where problem.name == "entiteittype" || problem.name.hasSuffix("/@entiteittype"): .entiteittype
        default: .nietConformSchema
        }
    }
}
