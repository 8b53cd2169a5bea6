import Core

/// What a run over the whole table found, as it is told at the end. Case numbers and sums over all; never a BSN.
struct Findings {
    /// One side of the comparison.
    struct Side {
        var cases = 0
        var sums: [Int]
    }

    let citizens: Int
    /// How often each failure was met, by its words.
    let failures: [String: Int]
    private(set) var mapped: Side
    private(set) var control: Side
    /// Cases whose totals are not what the control says, and which.
    var differing: [(zaakkenmerk: String, totals: [Int])] = []
    /// Cases of the control that are in no answer.
    var unanswered: [String] = []
    /// Cases of answers that the control does not know.
    var uncontrolled: [String] = []
    /// Cases that two answers give with different totals.
    var twofold: [String] = []
    /// Cases of the control without an amount that are in no answer: nothing is lost.
    var silent = 0

    init(width: Int, citizens: Int, failures: [String: Int]) {
        self.citizens = citizens
        self.failures = failures
        mapped = Side(sums: [Int](repeating: 0, count: width))
        control = Side(sums: [Int](repeating: 0, count: width))
    }

    var refused: Int { failures.values.reduce(0, +) }

    /// Whether anything was proved: without citizens there is no proof, only silence.
    var agrees: Bool {
        citizens > 0 && differing.isEmpty && unanswered.isEmpty && uncontrolled.isEmpty && twofold.isEmpty && failures.isEmpty
    }

    mutating func count(mapped: [Cents]?, control: [Cents]?) {
        if let mapped { Findings.count(mapped, in: &self.mapped) }
        if let control { Findings.count(control, in: &self.control) }
    }

    private static func count(_ sums: [Cents], in side: inout Side) {
        side.cases += 1
        // A hundred billion euro at most per amount: what a table can hold fits.
        for at in sums.indices { side.sums[at] &+= sums[at].amount }
    }

    mutating func sort() {
        differing.sort { $0.zaakkenmerk < $1.zaakkenmerk }
        unanswered.sort()
        uncontrolled.sort()
        twofold.sort()
    }
}
