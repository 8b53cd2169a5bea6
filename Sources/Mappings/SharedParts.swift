import Core
import Syntax

/// What mappings of one municipality share through includes: who it is, for what purpose it answers, fields and code lists that come back
/// everywhere. The including file wins over the included one.
struct SharedParts {
    var organisation: Organisation?
    /// False when an organisation was written with a mistake: then it is not told missing too.
    var organisationIsTold = false
    var activity: Name?
    var activityIsTold = false
    var everywhere: [WrittenField] = []
    var codes: [Node.Entry] = []

    /// Reads the shared parts of a filled in file, its includes already followed.
    init(_ form: Form, _ diagnostics: inout Diagnostics) {
        if let node = form["organisation"] {
            organisation = Organisation(node, &diagnostics)
            organisationIsTold = organisation == nil
        }
        if let node = form["activity"] {
            if Decision.isOpen(node) {
                activityIsTold = true
            } else if let text = node.text, SharedParts.isAbsoluteURI(text) {
                activity = Name(text: text, span: node.span)
            } else {
                activityIsTold = true
                diagnostics.error(
                    .noPurpose, at: node.span, "the activity must be an absolute URI",
                    hint: "https://register.example/verwerkingen/schuldenoverzicht")
            }
        }
        for entry in form["everywhere"]?.needEntries("'everywhere'", &diagnostics) ?? [] {
            everywhere.append(
                WrittenField(name: Name(text: entry.key, span: entry.keySpan), expression: Expression(entry.value, &diagnostics)))
        }
        codes = form["codes"]?.needEntries("'codes'", &diagnostics) ?? []
    }

    /// Takes over what an included file has and this one lacks.
    mutating func inherit(_ other: SharedParts) {
        organisation = organisation ?? other.organisation
        organisationIsTold = organisationIsTold || other.organisationIsTold
        activity = activity ?? other.activity
        activityIsTold = activityIsTold || other.activityIsTold
        everywhere += other.everywhere.filter { field in !everywhere.contains { $0.name.text == field.name.text } }
        codes += other.codes.filter { list in !codes.contains { $0.key == list.key } }
    }

    /// A second include beside this one; what both have is told.
    mutating func join(_ other: SharedParts, _ diagnostics: inout Diagnostics) {
        func twice(_ what: String, _ here: Span, _ there: Span) {
            guard here != there else { return }
            diagnostics.error(
                .sameName, at: here, "\(what) is given by two included files", others: [Diagnostic.Other(there, "the other is here")])
        }
        if let here = other.organisation, let there = organisation { twice("the organisation", here.span, there.span) }
        if let here = other.activity, let there = activity { twice("the activity", here.span, there.span) }
        for here in other.everywhere {
            if let there = everywhere.first(where: { $0.name.text == here.name.text }) {
                twice("the field '\(here.name.text)'", here.name.span, there.name.span)
            }
        }
        for here in other.codes {
            if let there = codes.first(where: { $0.key == here.key }) { twice("the code list '\(here.key)'", here.keySpan, there.keySpan) }
        }
        inherit(other)
    }

    /// A scheme, a colon, something behind it, no blanks (RFC 3986 section 4.3).
    private static func isAbsoluteURI(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        guard let first = scheme.first, first.isLetter, scheme.dropFirst().allSatisfy({ $0.isLetter || $0.isSchemeMark }) else {
            return false
        }
        var rest = text.utf8[text.utf8.index(after: colon)...]
        while rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    fileprivate var isSchemeMark: Bool { (self >= 0x30 && self <= 0x39) || self == 0x2B || self == 0x2D || self == 0x2E }
}

extension Organisation {
    private static func flaw(in oin: String) -> String {
        let digits = oin.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
        return digits == oin.utf8.count ? "\(digits) digits" : "not digits only"
    }

    /// `{ oin, naam, iban }`. Nil after reporting what is wrong.
    init?(_ node: Node, _ diagnostics: inout Diagnostics) {
        guard let form = Form(node, "the organisation", Organisation.shape, &diagnostics),
            let text = form.needText("oin", &diagnostics), !Decision.isOpen(text)
        else { return nil }
        guard let oin = OIN(text) else {
            diagnostics.error(
                .noOrganisation, at: form["oin"]?.span ?? node.span, "an OIN is exactly twenty digits", label: Organisation.flaw(in: text),
                hint: "write all twenty between quotes; without, zeros in front are easily lost")
            return nil
        }
        self.oin = oin
        name = form.text("naam", &diagnostics)
        iban = form.text("iban", &diagnostics)
        span = node.span
    }
}
