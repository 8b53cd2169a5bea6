import Core
import Syntax

/// The marks of the sample language on one element of XML (`a:each="…"`) or one map of JSON (`"a:each": "…"`).
struct Marks {
    /// The namespace of the marks in an XML sample.
    static let namespace = "urn:blauwbrug:sample"
    /// What stands before a mark in a JSON sample.
    static let jsonPrefix = "a:"

    struct Mark {
        let value: String
        let span: Span

        /// Whether it says no more than that it is there.
        var isBare: Bool { value.isEmpty || value == "true" }
    }

    enum Name: String, CaseIterable {
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
        /// Request: names of attributes of this element that may be absent; present, each must have the sample's value.
        case optionalAttributes = "optional-attributes"
        /// Request: anything may stand here, it is not read; for a part that could change the answer its value says why that is no harm.
        case any
        /// JSON request: `ignore` passes over what the sample does not know in this object and below, `refuse` does not.
        case others
        /// Request: `ignore` compares a constant without regard to case.
        case `case`
        /// Request: the reason why an element that is not empty is refused.
        case refuse
        /// Request: on a constant, the other values that name a company (`rsin kvkNummer`; none: all others do); on an element without one,
        /// anything in it does. A company is refused.
        case company
        /// Request: on a hole that is read elsewhere too: both must have one value.
        case same
        /// Reply: steps of the standard for the holes of this element, in order.
        case step
        /// Reply: stands for a whole rendition.
        case whole
        /// Beside `whole`: written only when the rendition is asked in this form.
        case form
        /// JSON: the text itself, when it needs a mark.
        case value
        /// JSON: the kinds named here are left out.
        case nothing
        /// Why.
        case because
        /// JSON reply: the members below are given when the request's `{fields}` names them.
        case fields
    }

    private var found: [Name: Mark] = [:]

    subscript(_ name: Name) -> Mark? { found[name] }
    var isEmpty: Bool { found.isEmpty }
    var names: [Name] { Name.allCases.filter { found[$0] != nil } }

    /// Notes a mark by its name without prefix; one that does not exist is reported.
    mutating func add(_ text: String, _ value: String, at span: Span, _ diagnostics: inout Diagnostics) {
        guard let name = Name(rawValue: text) else {
            diagnostics.error(
                .unknownMark, at: span, "there is no mark 'a:\(text)'", hint: Spelling.hint(for: text, in: Name.allCases.map(\.rawValue)))
            return
        }
        if let hole = HoleText.hole(in: value), name != .value {
            diagnostics.error(.holePlace, at: span, "'\(hole)' cannot stand in a mark", hint: "holes stand in texts and attributes")
            if name == .kind { found[name] = Mark(value: "", span: span) }
            return
        }
        found[name] = Mark(value: value, span: span)
    }

    /// Reports marks that mean nothing here.
    func allow(_ allowed: Set<Name>, _ what: String, _ diagnostics: inout Diagnostics) {
        for name in names where !allowed.contains(name) {
            guard let mark = found[name] else { continue }
            diagnostics.error(.unknownMark, at: mark.span, "'a:\(name.rawValue)' means nothing \(what)")
        }
    }

    /// What may stand on an element of a request, and on one of a reply.
    static let ofRequest: Set<Name> = [.optional, .optionalAttributes, .any, .others, .case, .refuse, .company, .same, .value]
    static let ofReply: Set<Name> = [.each, .optional, .step, .whole, .form, .value]

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
