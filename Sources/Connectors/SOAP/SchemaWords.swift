import Core
import Syntax

/// What a vendor reads about a message that does not hold against its schema: the place, and a short Dutch sentence without a value.
extension Problems {
    /// Violations before what the sample says. Of that only remains what the schema cannot say better: a wrong constant has a StUF fault of
    /// its own, and what is not supported is no mistake of form.
    mutating func put(first violations: [XMLViolation]) {
        guard !violations.isEmpty else { return }
        let kept = all.filter { $0.code == Code.constant.rawValue || $0.code == Code.unsupported.rawValue }
        self = Problems()
        for violation in violations { add(Problems.problem(violation)) }
        for problem in kept { add(problem) }
    }

    private static func problem(_ violation: XMLViolation) -> Fault.Problem {
        var name = violation.path.map { $0.isOfSchema ? $0.name : AnswerChangers.speakable($0.name) }.joined(separator: "/")
        if let attribute = violation.attribute { name += "/@\(AnswerChangers.speakable(attribute))" }
        let place = violation.line > 0 ? " (regel \(violation.line))" : ""
        return Fault.Problem(name: name, code: Code.schema.rawValue, reason: "\(sentence(violation.rule))\(place).")
    }

    private static func sentence(_ rule: XMLViolation.Rule) -> String {
        switch rule {
        case .unknownRoot: "Dit bericht staat niet in het schema"
        case .missing(let expected): "Hier ontbreekt een element\(listed("; verwacht: ", expected))"
        case .unexpected(let expected): "Dit element hoort hier niet\(listed("; verwacht: ", expected))"
        case .attributeMissing: "Dit attribuut ontbreekt"
        case .attributeNamespace: "Dit attribuut heeft niet de namespace van het schema"
        case .attributeUnknown: "Dit attribuut staat niet in het schema, of heeft niet de namespace van het schema"
        case .type: "De waarde heeft niet het type van het schema"
        case .pattern: "De waarde heeft niet de vorm van het schema"
        case .tooLong(let limit): "De waarde is langer dan \(limit.map { "\($0) tekens" } ?? "het schema toestaat")"
        case .tooShort(let limit): "De waarde is korter dan \(limit.map { "\($0) tekens" } ?? "het schema toestaat")"
        case .wrongLength(let limit): "De waarde heeft niet \(limit.map { "precies \($0) tekens" } ?? "de lengte van het schema")"
        case .range: "De waarde ligt buiten het bereik van het schema"
        case .digits: "De waarde heeft te veel cijfers"
        case .constant(let allowed): "De waarde is niet toegestaan\(listed("; mogelijk: ", allowed))"
        case .notNillable: "xsi:nil is hier niet toegestaan"
        case .notEmpty: "Dit element moet leeg zijn"
        case .mixed: "Hier staat losse tekst"
        case .elementInText: "Hier staat een element waar een waarde hoort"
        case .other: "Dit is niet zoals het schema het vraagt"
        }
    }

    private static func listed(_ before: String, _ names: [String]) -> String {
        names.isEmpty ? "" : before + names.joined(separator: ", ")
    }
}
