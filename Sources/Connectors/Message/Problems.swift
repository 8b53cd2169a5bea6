import Core

/// What is wrong with a request, gathered so that a vendor hears all of it at once; bounded, and never with a value in it.
struct Problems {
    private(set) var all: [Fault.Problem] = []
    private static let limit = 16

    var isEmpty: Bool { all.isEmpty }

    mutating func add(_ name: String, _ code: Code) {
        add(Fault.Problem(name: name, code: code.rawValue, reason: code.reason))
    }

    mutating func add(_ problem: Fault.Problem) {
        if all.count < Problems.limit, !all.contains(problem) { all.append(problem) }
    }

    func has(_ name: String, _ code: Code) -> Bool { all.contains { $0.name == name && $0.code == code.rawValue } }

    mutating func replace(_ name: String, _ code: Code, by other: Code) {
        for at in all.indices where all[at].name == name && all[at].code == code.rawValue {
            all[at] = Fault.Problem(name: name, code: other.rawValue, reason: other.reason)
        }
    }

    enum Code: String {
        case required, pattern, unknown, unsupported, constant, duplicate, type, length

        var reason: String {
            switch self {
            case .required: "Ontbreekt of is leeg."
            case .pattern: "Waarde is geen geldig burgerservicenummer."
            case .unknown: "Is hier niet bekend."
            case .unsupported: "Wordt niet ondersteund."
            case .constant: "Heeft niet de afgesproken waarde."
            case .duplicate: "Komt vaker dan één keer voor."
            case .type: "Heeft niet de afgesproken vorm."
            case .length: "Is te lang of bevat ongeldige tekens."
            }
        }
    }

    /// The fault these make together: the most telling situation that covers them all.
    var fault: Fault {
        let situation: Fault.Situation =
            if all.allSatisfy({ $0.code == Code.unsupported.rawValue }) {
                .unsupported
            } else if all.allSatisfy({ $0.code == Code.pattern.rawValue }) {
                .invalidBSN
            } else {
                .invalid
            }
        return Fault(situation, problems: all)
    }
}
