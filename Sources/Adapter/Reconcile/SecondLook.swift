import Core
import Mappings

/// What a second look at the citizens whose answers did not agree makes of their cases: now all parts of a case are put together, each event
/// once.
struct SecondLook {
    private struct Found {
        var sums: [Cents]
        var events: Set<Int>
    }

    private var found: [String: Found] = [:]
    /// How often each failure was met, by its words without row numbers.
    private(set) var failures: [String: Int] = [:]
    private let width: Int

    init(width: Int) { self.width = width }

    mutating func count(_ answer: CitizenAnswer) {
        switch answer.result {
        case .failed(let failure): failures[SecondLook.words(failure), default: 0] += 1
        case .cases(let cases):
            for item in cases {
                var case_ = found[item.zaakkenmerk] ?? Found(sums: [Cents](repeating: .zero, count: width), events: [])
                for event in item.events where case_.events.insert(event.kenmerk).inserted {
                    for at in 0..<width { case_.sums[at] = case_.sums[at].adding(event.sums[at]) ?? case_.sums[at] }
                }
                found[item.zaakkenmerk] = case_
            }
        }
    }

    /// Puts the run together.
    ///
    /// - Parameter now: the control as it is at the second look; nil when none was needed.
    func findings(_ tally: Tally, now: [Whole.Case]?, citizens: Int) -> Findings {
        let fresh = now.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.zaakkenmerk, $0.sums) }) }
        var findings = Findings(width: width, citizens: citizens, failures: failures)
        for (place, item) in tally.control.enumerated() {
            if tally.agrees[place] {
                findings.count(mapped: item.sums, control: item.sums)
                if let other = found[item.zaakkenmerk], other.sums != item.sums { findings.twofold.append(item.zaakkenmerk) }
            } else if found[item.zaakkenmerk] == nil {
                // Gone from the control meanwhile: settled and put away, not lost.
                guard let sums = fresh.map({ $0[item.zaakkenmerk] }) ?? item.sums else { continue }
                findings.count(mapped: nil, control: sums)
                if sums.contains(where: { $0 != .zero }) { findings.unanswered.append(item.zaakkenmerk) } else { findings.silent += 1 }
            }
        }
        for (name, item) in found {
            if let place = tally.place(of: name), tally.agrees[place] { continue }
            let control = fresh?[name] ?? (fresh == nil ? tally.place(of: name).map { tally.control[$0].sums } : nil)
            findings.count(mapped: item.sums, control: control)
            if let control {
                let differing = item.sums.indices.filter { item.sums[$0] != control[$0] }
                if !differing.isEmpty { findings.differing.append((name, differing)) }
            } else if item.sums.contains(where: { $0 != .zero }) {
                findings.uncontrolled.append(name)
            }
        }
        let seen = found.keys.count { tally.idle.contains(tally.hash($0)) }
        for _ in 0..<tally.idle.count - seen {
            findings.count(mapped: [Cents](repeating: .zero, count: width), control: nil)
        }
        findings.sort()
        return findings
    }

    /// A failure without the number of the row, so that the same mistake in many answers is told once.
    private static func words(_ failure: Failure) -> String {
        let parts = failure.detail.split(separator: " ", omittingEmptySubsequences: false)
        var words: [Substring] = []
        for (at, part) in parts.enumerated() {
            let isNumber = at > 0 && parts[at - 1] == "row" && part.allSatisfy(\.isNumber)
            if isNumber { words[words.count - 1] = "a row" } else { words.append(part) }
        }
        return "\(failure.kind.rawValue): \(words.joined(separator: " "))"
    }
}
