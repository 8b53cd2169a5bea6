import Core
import Syntax

/// A fault as SOAP tells it (1.1 section 4.4, 1.2 part 1 section 5.4), with StUF's Fo02 message in its detail where StUF has a fault for it.
struct SOAPFault {
    let status: Int
    /// As SOAP 1.1 calls it, without prefix: `Client`, `Server`, `VersionMismatch`, `MustUnderstand`.
    let code: String
    let text: String
    let stuf: StUFFault?
    let details: String

    /// - Parameters:
    ///   - hasStUF: whether the vendor reads Fo02 messages.
    ///   - faultStatus: the status of a fault of the message itself (500 by WS-I BP 1.1 R1126).
    init(_ fault: Fault, stamp: Stamp, hasStUF: Bool, faultStatus: Int) {
        let found = StUF.fault(for: fault)
        stuf = hasStUF ? found : nil
        status = SOAPFault.status(fault.situation) ?? faultStatus
        let about = FaultWords.detail(fault)
        let reference = "Referentie \(stamp.reference)."
        details = SOAPFault.bounded(about, 1_000 - reference.count - 1) + " " + reference
        code =
            switch fault.situation {
            case .envelopeVersion: "VersionMismatch"
            case .mustUnderstand: "MustUnderstand"
            default: found?.plek == .server ? "Server" : "Client"
            }
        // Without a detail the text is all there is, so it says everything.
        text = stuf?.omschrijving ?? "\(FaultWords.title(fault.situation)) \(fault.problems.isEmpty ? "" : "\(about) ")\(reference)"
    }

    /// A fault of StUF that is no failure: there is nothing to tell.
    init(_ fault: StUFFault, stamp: Stamp, faultStatus: Int) {
        stuf = fault
        status = faultStatus
        code = fault.plek == .server ? "Server" : "Client"
        text = fault.omschrijving
        details = "Referentie \(stamp.reference)."
    }

    /// What HTTP itself says; nil for a fault of the message.
    private static func status(_ situation: Fault.Situation) -> Int? {
        switch situation {
        case .notFound, .methodNotAllowed, .unsupportedMediaType, .notAcceptable, .tooLarge, .tooSlow: ProblemTable(situation).status
        // An answer that cannot be recorded is not given, and a proxy that reads no XML must see that too.
        case .journal: 503
        default: nil
        }
    }

    /// StUF limits the length of details, in characters.
    private static func bounded(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
    }

    /// What SOAP 1.2 calls the code.
    private var code12: String {
        switch code {
        case "Client": "Sender"
        case "Server": "Receiver"
        default: code
        }
    }

    /// The whole envelope.
    ///
    /// - Parameters:
    ///   - legacy: whether a 1.2 envelope holds the children of a 1.1 fault, which some clients look for by their local names.
    ///   - header: a Header element, or nothing.
    func body(_ version: SOAPVersion, legacy: Bool, header: String = "") -> [UInt8] {
        let output = Output(capacity: 1_536)
        let prefix = version.prefix
        output.append(version.before(header))
        output.append("<\(prefix):Fault>")
        if version == .v11 || legacy {
            // These have no namespace; with one, service buses crash.
            output.append("<faultcode>\(prefix):\(version == .v11 ? code : code12)</faultcode><faultstring>")
            output.xml(text)
            output.append("</faultstring>")
            if stuf != nil { output.append("<detail>") }
        } else {
            output.append("<\(prefix):Code><\(prefix):Value>\(prefix):\(code12)</\(prefix):Value></\(prefix):Code><\(prefix):Reason>")
            output.append("<\(prefix):Text xml:lang=\"nl\">")
            output.xml(text)
            output.append("</\(prefix):Text></\(prefix):Reason>")
            if stuf != nil { output.append("<\(prefix):Detail>") }
        }
        if let stuf {
            fo02(stuf, to: output)
            output.append(version == .v11 || legacy ? "</detail>" : "</\(prefix):Detail>")
        }
        output.append("</\(prefix):Fault>")
        output.append(version.after)
        return output.bytes
    }

    private func fo02(_ stuf: StUFFault, to output: Output) {
        output.append("<StUF:Fo02Bericht xmlns:StUF=\"")
        output.append(StUF.namespace)
        output.append("\"><StUF:stuurgegevens><StUF:berichtcode>Fo02</StUF:berichtcode></StUF:stuurgegevens><StUF:body><StUF:code>")
        output.append(stuf.code)
        output.append("</StUF:code><StUF:plek>")
        output.append(stuf.plek.rawValue)
        output.append("</StUF:plek><StUF:omschrijving>")
        output.xml(stuf.omschrijving)
        output.append("</StUF:omschrijving><StUF:details>")
        output.xml(details)
        output.append("</StUF:details></StUF:body></StUF:Fo02Bericht>")
    }
}
