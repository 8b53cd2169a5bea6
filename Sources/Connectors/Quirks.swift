import Core
import Syntax

/// Where a vendor differs from what its dialect says: one switch each, all off unless written.
struct Quirks {
    /// What is done with parts of a request that its sample does not know.
    enum Unknown: String, CaseIterable {
        case refuse, ignore
    }

    var unknown = Unknown.refuse
    /// A BSN of eight digits gets its leading zero (systems that store numbers).
    var bsnOf8Digits = false
    /// `s00000000:` before a BSN is DigiD's sector code and is taken off.
    var bsnSectorPrefix = false
    /// The status of a SOAP fault: 500 by WS-I BP 1.1 R1126; some vendors only read 200.
    var faultHTTPStatus = 500
    /// How a fault stands in an envelope of SOAP 1.2.
    enum SOAP12FaultStyle: String, CaseIterable {
        /// Code, Reason and Detail, as the recommendation has it.
        case strict
        /// faultcode, faultstring and detail without a namespace, as some clients look for.
        case legacy11
    }

    var soap12FaultStyle = SOAP12FaultStyle.strict
    /// Messages in ISO-8859-1 or windows-1252 are read too.
    var latin1 = false
    /// What a vendor hears when there is nothing to tell.
    enum Empty: String, CaseIterable {
        /// An answer with nothing in it.
        case answer
        /// StUF064, `Object niet gevonden`, when every source answered.
        case fo02
    }

    var empty = Empty.answer

    private static let soapKeys = ["fault_http_status", "soap12_fault_style", "latin1", "empty"]

    private static let faultStatuses = [500, 200]

    static let shape = FormShape(
        "quirks", "Where a vendor differs from what its dialect says: one switch each, all off unless written.",
        [
            .init(
                "unknown", .word(of: Unknown.self),
                "What is done with parts of a request that its sample does not know; refuse unless written"),
            .init("bsn_8_digits", .boolean, "A BSN of eight digits gets its leading zero"),
            .init("bsn_sector_prefix", .boolean, "DigiD's sector code s00000000: before a BSN is taken off"),
            .init("fault_http_status", .words(faultStatuses.map(String.init)), "soap: the status of a fault; 500 unless written"),
            .init(
                "soap12_fault_style", .word(of: SOAP12FaultStyle.self), "soap: how a fault stands in a 1.2 envelope; strict unless written"),
            .init("latin1", .boolean, "soap: messages in ISO-8859-1 or windows-1252 are read too"),
            .init(
                "empty",
                .words([
                    .init(Empty.answer.rawValue, "An answer without cases"),
                    .init(Empty.fo02.rawValue, "The fault StUF064, when every source answered"),
                ]), "soap: what is said when there is nothing to tell; answer unless written"),
        ])

    init() {}

    init(_ node: Node, isXML: Bool, _ diagnostics: inout Diagnostics) {
        guard let form = Form(Quirks.withoutReplaced(node, &diagnostics), "the switches", Quirks.shape, &diagnostics) else { return }
        if !isXML {
            for key in Quirks.soapKeys {
                guard let entry = form.entry(key) else { continue }
                diagnostics.error(.wrongSwitch, at: entry.keySpan, "'\(key)' is a switch of SOAP, this dialect has no such thing")
            }
        }
        unknown = form.word("unknown", of: Unknown.self, &diagnostics) ?? .refuse
        bsnOf8Digits = form.boolean("bsn_8_digits", &diagnostics) ?? false
        bsnSectorPrefix = form.boolean("bsn_sector_prefix", &diagnostics) ?? false
        latin1 = form.boolean("latin1", &diagnostics) ?? false
        empty = form.word("empty", of: Empty.self, &diagnostics) ?? .answer
        soap12FaultStyle = form.word("soap12_fault_style", of: SOAP12FaultStyle.self, &diagnostics) ?? .strict
        if let node = form["fault_http_status"] {
            if let status = node.text.flatMap({ Int($0) }), Quirks.faultStatuses.contains(status) {
                faultHTTPStatus = status
            } else {
                diagnostics.error(.wrongWord, at: node.span, "the status of a SOAP fault is 500 or 200")
            }
        }
    }

    /// Tells of a switch that another key has replaced, and takes it away so that it is told once.
    private static func withoutReplaced(_ node: Node, _ diagnostics: inout Diagnostics) -> Node {
        let name = "unqualified_attributes"
        guard let entries = node.entries, let entry = entries.first(where: { $0.key == name }) else { return node }
        diagnostics.error(
            .replacedSwitch, at: entry.keySpan, "'unqualified_attributes' is now part of 'validate'",
            hint: "remove it: 'validate: lenient', the default, takes such attributes; 'validate: strict' refuses them")
        return Node(.map(entries.filter { $0.key != name }), node.span)
    }

    /// The BSN in a text, as far as the switches allow it to be written.
    func bsn(_ text: String) -> BSN? {
        var text = text[...]
        if bsnSectorPrefix, text.hasPrefix("s00000000:") { text = text.dropFirst(10) }
        if bsnOf8Digits, text.utf8.count == 8 { return BSN("0" + text) }
        return BSN(text)
    }
}
