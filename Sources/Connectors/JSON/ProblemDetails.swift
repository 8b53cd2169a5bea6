import Core
import Syntax

/// A fault as `application/problem+json` (RFC 9457).
struct ProblemDetails {
    var type: String
    var title: String
    var status: Int
    var detail: String
    /// A URI that names this occurrence of the problem.
    var instance: String
    var code: String
    var problems: [Fault.Problem]
    /// Our reference, where `instance` does not hold it.
    var reference: String?

    static let mediaType = "application/problem+json"

    /// As Blauwbrug tells it by itself.
    init(_ fault: Fault, stamp: Stamp) {
        let table = ProblemTable(fault.situation)
        type = table.type
        title = FaultWords.title(fault.situation)
        status = table.status
        detail = fault.problems.isEmpty || fault.situation == .forbidden ? FaultWords.detail(fault) : ProblemDetails.detail(fault.problems)
        instance = stamp.uri
        code = table.code
        problems = fault.problems
    }

    static func reply(to fault: Fault, stamp: Stamp, headers: [Request.Header]) -> Reply {
        ProblemDetails(fault, stamp: stamp).reply(headers + FaultWords.headers(fault))
    }

    /// - Parameter headers: beside the media type and the challenge of a 401.
    func reply(_ headers: [Request.Header]) -> Reply {
        let output = Output(capacity: 512)
        func member(_ name: StaticString, _ text: String) {
            output.append(name)
            output.json(text)
        }
        member("{\"type\":", type)
        member(",\"title\":", title)
        output.append(",\"status\":")
        output.append(integer: status)
        member(",\"detail\":", detail)
        member(",\"instance\":", instance)
        member(",\"code\":", code)
        if !problems.isEmpty {
            output.append(",\"invalidParams\":[")
            for (index, problem) in problems.enumerated() {
                member(index == 0 ? "{\"name\":" : ",{\"name\":", problem.name)
                member(",\"code\":", problem.code)
                member(",\"reason\":", problem.reason)
                output.append("}")
            }
            output.append("]")
        }
        if let reference { member(",\"referentie\":", reference) }
        output.append("}")
        var all = [Request.Header("Content-Type", ProblemDetails.mediaType)] + headers
        // RFC 9110 section 15.5.2 demands a challenge.
        if status == 401 { all.append(Request.Header("WWW-Authenticate", "ApiKey")) }
        return Reply(status: status, headers: all, body: output.bytes)
    }

    static func detail(_ problems: [Fault.Problem]) -> String {
        "De foutieve parameter(s) zijn: \(problems.map(\.name).joined(separator: ", "))."
    }
}
