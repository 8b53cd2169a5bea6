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

    /// Whether a text is a berichtcode of StUF 03.01.
    static func isBerichtcode(_ text: String) -> Bool { berichtcodes.contains(text[...]) }

    private static let berichtcodes: Set<Substring> = Set(
        """
        Bv01 Bv02 Bv03 Bv04
        Di01 Di02
        Du01 Du02
        Fo01 Fo02 Fo03
        La01 La02 La03 La04 La05 La06 La07 La08 La09 La10 La11 La12 La13 La14
        Lk01 Lk02 Lk03 Lk04 Lk05 Lk06
        Lv01 Lv02 Lv03 Lv04 Lv05 Lv06 Lv07 Lv08 Lv09 Lv10 Lv11 Lv12 Lv13 Lv14
        Sa01 Sa02 Sa03 Sa04
        Sh01 Sh02 Sh03 Sh04
        Tr01
        """.split { $0 == " " || $0 == "\n" })

    /// The fault of a message whose outermost element is not the one that is asked here, by what its stuurgegevens say: another known kind of
    /// message (such as an asynchronous one at this address), another entity, another function, or simply unknown.
    static func unknown(_ markup: Markup, _ message: Int, _ pattern: Pattern) -> Fault {
        let said = stuurgegevens(markup, message)
        func differs(_ name: String) -> Bool {
            guard let said = said[name], let agreed = pattern.constant(of: Markup.Name(namespace, name)) else { return false }
            return !said.equalsIgnoringASCIICase(agreed)
        }
        var problems = Problems()
        if let code = said["berichtcode"], isBerichtcode(code) {
            for name in ["berichtcode", "entiteittype", "functie"] where differs(name) { problems.add(name, .unsupported) }
        }
        return Fault(.unknownMessage, problems: problems.all)
    }

    /// Tells a berichtcode that StUF knows and this operation does not from one that nobody knows.
    static func refine(_ problems: inout Problems, _ markup: Markup, _ message: Int) {
        guard problems.has("berichtcode", .constant) else { return }
        guard let code = stuurgegevens(markup, message)["berichtcode"], isBerichtcode(code) else { return }
        problems.replace("berichtcode", .constant, by: .unsupported)
    }

    /// The texts of the stuurgegevens that say what kind of message it is.
    private static func stuurgegevens(_ markup: Markup, _ message: Int) -> [String: String] {
        let sector = markup.names[markup.tokens[message].name].namespace
        guard let part = markup.children(of: message, called: Markup.Name(sector, "stuurgegevens")).first else { return [:] }
        var said: [String: String] = [:]
        for child in markup.children(of: part) {
            let name = markup.names[markup.tokens[child].name]
            if name.namespace == namespace { said[name.local] = markup.text(of: child) }
        }
        return said
    }

    /// Where a fault stands in the order of the table; what stands in front of every StUF message, SOAP's and HTTP's own, goes first.
    static func precedence(of fault: Fault) -> Int { self.fault(for: fault)?.rawValue ?? -1 }

    /// The StUF fault for a fault; nil where StUF has none and SOAP or HTTP says it alone.
    static func fault(for fault: Fault) -> StUFFault? {
        switch fault.situation {
        case .invalid, .invalidBSN, .unsupported, .unknownVersion:
            fault.problems.map(code(of:)).min { $0.rawValue < $1.rawValue } ?? .nietConformSchema
        case .malformed, .encoding, .doctype, .tooComplex, .actionMismatch: .nietConformSchema
        case .unknownMessage: fault.problems.map(code(of:)).min { $0.rawValue < $1.rawValue } ?? .berichtcode
        case .envelopeVersion, .mustUnderstand, .notFound, .methodNotAllowed, .unsupportedMediaType, .notAcceptable, .tooLarge, .tooSlow:
            nil
        case .unauthenticated, .senderMismatch: .zender
        case .receiverUnknown: .ontvanger
        case .forbidden: .nietGeautoriseerd
        case .notOffered: .combinatie
        case .conflict: .nietUniek
        case .sourceFailed, .answerTooLarge, .notCertified, .internal: .procesfout
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
        case ("berichtcode", "unsupported"): .berichtcodeNietOndersteund
        case ("entiteittype", "unsupported"): .entiteittypeNietOndersteund
        case ("functie", "constant"): .functie
        case ("functie", "unsupported"): .functieNietOndersteund
        case ("sortering", "constant"): .sortering
        case (_, "constant") where problem.name == "entiteittype" || problem.name.hasSuffix("/@entiteittype"): .entiteittype
        default: .nietConformSchema
        }
    }
}
