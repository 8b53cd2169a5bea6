import Core
import Mappings

/// What a run over the whole table knows so far: which cases agree with the control, and which citizens must be looked at again.
///
/// Differences are not kept but looked at once more when all have been asked: a table that lives moves meanwhile, a case can be divided
/// over several citizens, and what is written down to resume a run must not hold a case or an amount.
struct Tally {
    /// What the source says, by name of the case.
    private(set) var control: [Whole.Case]
    private var places: [String: Int]
    /// By place in `control`.
    private(set) var agrees: [Bool]
    /// Hashes of cases with nothing in them that the control does not know.
    private(set) var idle: Set<String> = []
    /// Places of citizens whose answer did not agree, or who got none.
    private(set) var again: [Int] = []

    /// A keyed hash of a case's name.
    let hash: @Sendable (String) -> String

    init(control: [Whole.Case], hash: @escaping @Sendable (String) -> String) {
        self.hash = hash
        self.control = control
        agrees = [Bool](repeating: false, count: control.count)
        places = Dictionary(uniqueKeysWithValues: control.enumerated().map { ($1.zaakkenmerk, $0) })
    }

    func place(of zaakkenmerk: String) -> Int? { places[zaakkenmerk] }

    /// Takes up what an interrupted run had found.
    mutating func resume(agrees: [Bool], idle: Set<String>, again: [Int]) {
        self.agrees = agrees
        self.idle = idle
        self.again = again
    }

    /// Counts what one citizen's answer says.
    mutating func count(_ answer: CitizenAnswer, of citizen: Int) {
        guard case .cases(let cases) = answer.result else { return again.append(citizen) }
        var differs = false
        for item in cases {
            if let place = places[item.zaakkenmerk] {
                if control[place].sums == item.sums { agrees[place] = true } else { differs = true }
            } else if item.sums.allSatisfy({ $0 == .zero }) {
                idle.insert(hash(item.zaakkenmerk))
            } else {
                differs = true
            }
        }
        if differs { again.append(citizen) }
    }
}

/// What came of asking about one citizen, without who it is.
struct CitizenAnswer: Sendable {
    struct Case: Sendable {
        let zaakkenmerk: String
        let sums: [Cents]
        /// Each event's own name, hashed, and what it adds; only when looked at again.
        let events: [(kenmerk: Int, sums: [Cents])]
    }

    enum Result: Sendable {
        case cases([Case])
        case failed(Failure)
    }

    let result: Result
    /// Over all row sets.
    let rows: Int
}
