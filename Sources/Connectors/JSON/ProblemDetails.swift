import Core
import Syntax

/// A fault as `application/problem+json` (RFC 9457).
enum ProblemDetails {
    static let mediaType = "application/problem+json"

    static func reply(to fault: Fault, stamp: Stamp, headers: [Request.Header]) -> Reply {
        let table = ProblemTable(fault.situation)
        let output = Output(capacity: 512)
        func member(_ name: StaticString, _ text: String) {
            output.append(name)
            output.json(text)
        }
        member("{\"type\":", table.type)
        member(",\"title\":", FaultWords.title(fault.situation))
        output.append(",\"status\":")
        output.append(integer: table.status)
        member(",\"detail\":", detail(fault))
        member(",\"instance\":", stamp.uri)
        member(",\"code\":", table.code)
        if !fault.problems.isEmpty {
            output.append(",\"invalidParams\":[")
            for (index, problem) in fault.problems.enumerated() {
                member(index == 0 ? "{\"name\":" : ",{\"name\":", problem.name)
                member(",\"code\":", problem.code)
                member(",\"reason\":", problem.reason)
                output.append("}")
            }
            output.append("]")
        }
        output.append("}")
        let all = [Request.Header("Content-Type", mediaType)] + headers + FaultWords.headers(fault)
        return Reply(status: table.status, headers: all, body: output.bytes)
    }

    private static func detail(_ fault: Fault) -> String {
        guard !fault.problems.isEmpty else { return FaultWords.detail(fault) }
        return "De foutieve parameter(s) zijn: \(fault.problems.map(\.name).joined(separator: ", "))."
    }
}
