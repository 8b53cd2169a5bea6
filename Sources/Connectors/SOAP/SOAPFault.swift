import Core
import Syntax

/// A fault as SOAP 1.1 tells it (section 4.4), with StUF's Fo02 message in its detail where StUF has a fault for it.
struct SOAPFault {
    let status: Int
    /// Without prefix: `Client`, `Server`, `VersionMismatch`, `MustUnderstand`.
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
        // Without a detail the text is all there is, so it carries the reference.
        text = stuf?.omschrijving ?? "\(FaultWords.title(fault.situation)) \(reference)"
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

    /// The envelope. `faultcode`, `faultstring` and `detail` have no namespace (with one, service buses crash).
    var body: [UInt8] {
        let output = Output(capacity: 1_536)
        output.append(SOAPEnvelope.before)
        output.append("<SOAP-ENV:Fault><faultcode>SOAP-ENV:")
        output.append(code)
        output.append("</faultcode><faultstring>")
        output.xml(text)
        output.append("</faultstring>")
        if let stuf {
            output.append("<detail><StUF:Fo02Bericht xmlns:StUF=\"")
            output.append(StUF.namespace)
            output.append("\"><StUF:stuurgegevens><StUF:berichtcode>Fo02</StUF:berichtcode></StUF:stuurgegevens><StUF:body><StUF:code>")
            output.append(stuf.code)
            output.append("</StUF:code><StUF:plek>")
            output.append(stuf.plek.rawValue)
            output.append("</StUF:plek><StUF:omschrijving>")
            output.xml(stuf.omschrijving)
            output.append("</StUF:omschrijving><StUF:details>")
            output.xml(details)
            output.append("</StUF:details></StUF:body></StUF:Fo02Bericht></detail>")
        }
        output.append("</SOAP-ENV:Fault>")
        output.append(SOAPEnvelope.after)
        return output.bytes
    }
}
