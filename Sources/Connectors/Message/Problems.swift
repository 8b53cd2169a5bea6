import Core

/// What is wrong with a request, gathered so that a vendor hears all of it at once; bounded, and never with a value in it.
struct Problems {
    private(set) var all: [Fault.Problem] = []
    /// How many of them say that a BSN is none.
    private var ofBSN = 0
    private static let limit = 16

    var isEmpty: Bool { all.isEmpty }

    mutating func add(_ name: String, _ code: Code) {
        add(Fault.Problem(name: name, code: code.rawValue, reason: code.reason))
    }

    /// That what should be a BSN is none, in the dialect's words.
    mutating func add(ofBSN problem: Fault.Problem) {
        ofBSN += 1
        add(problem)
    }

    mutating func add(_ problem: Fault.Problem) {
        // That a company asks decides what is told, so it is never one too many.
        guard all.count < Problems.limit || problem.code == Code.company.rawValue, !all.contains(problem) else { return }
        all.append(problem)
    }

    /// A list that has too few items or too many, in the words of the Haal Centraal APIs.
    mutating func add(_ name: String, items count: Int, _ allowed: ClosedRange<Int>) {
        let (code, reason) =
            count < allowed.lowerBound
            ? ("minItems", "Array bevat minder dan \(allowed.lowerBound) items.")
            : ("maxItems", "Array bevat meer dan \(allowed.upperBound) items.")
        add(Fault.Problem(name: name, code: code, reason: reason))
    }

    func has(_ name: String, _ code: Code) -> Bool { all.contains { $0.name == name && $0.code == code.rawValue } }

    mutating func replace(_ name: String, _ code: Code, by other: Code) {
        for at in all.indices where all[at].name == name && all[at].code == code.rawValue {
            all[at] = Fault.Problem(name: name, code: other.rawValue, reason: other.reason)
        }
    }

    enum Code: String {
        case required, pattern, unknown, unsupported, constant, duplicate, type, length, array, fields
        case assurance, contradiction, company
        case samePerson = "same_person"
        /// Not as the XML schema has it.
        case schema

        var reason: String {
            switch self {
            case .required: "Ontbreekt of is leeg."
            case .pattern: "Waarde is geen geldig burgerservicenummer."
            case .unknown: "Is hier niet bekend."
            case .unsupported: "Wordt niet ondersteund."
            case .constant: "Heeft niet de afgesproken waarde."
            case .duplicate: "Komt vaker dan één keer voor."
            case .type: "Heeft niet de afgesproken vorm."
            case .schema: "Is niet zoals het schema het vraagt."
            case .length: "Is te lang of bevat ongeldige tekens."
            case .array: "Parameter is geen array."
            case .fields: "Parameter bevat een niet bestaande veldnaam."
            case .assurance: "Is geen bekend betrouwbaarheidsniveau."
            case .contradiction: "Spreekt een ander deel van het bericht tegen."
            case .company: "Het overzicht is er alleen voor natuurlijke personen."
            case .samePerson: "Noemt twee keer dezelfde persoon."
            }
        }
    }

    /// The fault these make together: the most telling situation that covers them all.
    var fault: Fault {
        // A company has no BSN and much else that a citizen has: only that it is one says anything.
        let companies = all.filter { $0.code == Code.company.rawValue }
        if !companies.isEmpty { return Fault(.forbidden, problems: companies) }
        let situation: Fault.Situation =
            if all.allSatisfy({ $0.code == Code.unsupported.rawValue }) {
                .unsupported
            } else if ofBSN == all.count {
                .invalidBSN
            } else {
                .invalid
            }
        return Fault(situation, problems: all)
    }
}
