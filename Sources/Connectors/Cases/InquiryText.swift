package import Core
import Syntax

/// An `Inquiry` in its canonical JSON: keys in this order, absent ones left out. It holds the BSN, so it is for cases and tests, never a
/// log.
package enum InquiryText {
    package static func json(_ inquiry: Inquiry) -> [UInt8] {
        let output = Output(capacity: 256)
        output.append("{\n  \"bsn\": ")
        output.json(inquiry.bsn.reveal())
        let rest: [(StaticString, String?)] = [
            ("vertegenwoordiger", inquiry.acting?.reveal()), ("referentie", inquiry.reference), ("tenant", inquiry.tenant),
            ("documentVersie", inquiry.version), ("representatie", inquiry.representation), ("taal", inquiry.language?.rawValue),
            ("zender.organisatie", inquiry.parties.sender.organisation), ("zender.applicatie", inquiry.parties.sender.application),
            ("zender.administratie", inquiry.parties.sender.administration),
            ("ontvanger.organisatie", inquiry.parties.receiver.organisation),
            ("ontvanger.applicatie", inquiry.parties.receiver.application),
            ("ontvanger.administratie", inquiry.parties.receiver.administration),
            ("betrouwbaarheidsniveau", (inquiry.assurance?.number).map(String.init)),
        ]
        for case (let name, let value?) in rest {
            output.append(",\n  \"")
            output.append(name)
            output.append("\": ")
            output.json(value)
        }
        output.append("\n}\n")
        return output.bytes
    }

    /// A fault of a request, for a case that must be refused.
    static func json(_ fault: Fault) -> [UInt8] {
        let output = Output(capacity: 256)
        output.append("{\n  \"fault\": ")
        output.json(fault.situation.rawValue)
        for (index, problem) in fault.problems.enumerated() {
            output.append(index == 0 ? ",\n  \"problems\": [\n    [" : ",\n    [")
            for (position, text) in [problem.name, problem.code, problem.reason].enumerated() {
                if position > 0 { output.append(", ") }
                output.json(text)
            }
            output.append("]")
        }
        output.append(fault.problems.isEmpty ? "\n}\n" : "\n  ]\n}\n")
        return output.bytes
    }
}
