import Core
import Syntax

/// The signs of the sample language on one element of XML (`a:each="…"`) or one map of JSON (`"a:each": "…"`).
struct Marks {
    /// The namespace of the signs in an XML sample.
    static let namespace = "urn:blauwbrug:sample"
    /// What stands before a sign in a JSON sample.
    static let jsonPrefix = "a:"

    struct Mark {
        let value: String
        let span: Span
    }

    enum Sign: String, CaseIterable {
        /// Repeats the element once per item of a list.
        case each
        /// On `<a:each in="…">`: the list whose items look different by kind.
        case `in`
        /// The event kinds that an item of such a list is for.
        case kind
        /// JSON: the items of a list that look different by kind.
        case kinds
        /// Reply: dropped when all its holes are absent; `all` holds for everything below. Request: may be absent.
        case optional
        /// Request: anything may stand here, it is not read.
        case any
        /// Request: `ignore` compares a constant without regard to case.
        case `case`
        /// Request: the reason why an element that is not empty is refused.
        case refuse
        /// Reply: steps of the standard for the holes of this element, in order.
        case step
        /// Reply: stands for a whole rendition.
        case whole
        /// Beside `whole`: written only when the rendition is asked in this form.
        case form
        /// JSON: the text itself, when it needs a sign.
        case value
        /// JSON: the kinds named here are left out.
        case nothing
        /// Why.
        case because
    }

    private var found: [Sign: Mark] = [:]

    subscript(_ sign: Sign) -> Mark? { found[sign] }
    var isEmpty: Bool { found.isEmpty }
    var signs: [Sign] { Sign.allCases.filter { found[$0] != nil } }

    /// Notes a sign by its name without prefix; one that does not exist is reported.
    mutating func add(_ name: String, _ value: String, at span: Span, _ diagnostics: inout Diagnostics) {
        guard let sign = Sign(rawValue: name) else {
            diagnostics.error(
                .unknownMark, at: span, "there is no sign 'a:\(name)'", hint: Spelling.hint(for: name, in: Sign.allCases.map(\.rawValue)))
            return
        }
        if let hole = HoleText.hole(in: value), sign != .value {
            diagnostics.error(.holePlace, at: span, "'\(hole)' cannot stand in a sign", hint: "holes stand in texts and attributes")
            if sign == .kind { found[sign] = Mark(value: "", span: span) }
            return
        }
        found[sign] = Mark(value: value, span: span)
    }

    /// Reports signs that mean nothing here.
    func allow(_ signs: Set<Sign>, _ what: String, _ diagnostics: inout Diagnostics) {
        for sign in self.signs where !signs.contains(sign) {
            guard let mark = found[sign] else { continue }
            diagnostics.error(.unknownMark, at: mark.span, "'a:\(sign.rawValue)' means nothing \(what)")
        }
    }

    /// What may stand on an element of a request, and on one of a reply.
    static let ofRequest: Set<Sign> = [.optional, .any, .case, .refuse, .value]
    static let ofReply: Set<Sign> = [.each, .optional, .step, .whole, .form, .value]

    /// What `a:optional` says: nothing, this element, or all below too.
    enum Optional: Equatable { case no, this, all }

    func optional(_ diagnostics: inout Diagnostics) -> Optional {
        guard let mark = found[.optional] else { return .no }
        switch mark.value {
        case "", "true": return .this
        case "all": return .all
        default:
            diagnostics.error(.unknownMark, at: mark.span, "'a:optional' is empty or 'all'")
            return .this
        }
    }
}
