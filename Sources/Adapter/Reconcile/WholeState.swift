import Core
import Mappings
import Trust

/// What is written down so that an interrupted run can go on: how far it came, and keyed hashes. No BSN, no case number, no amount: a hash
/// here says only, to who holds the pseudonym key, that a case agreed or that a citizen must be looked at again. What agreed is summed
/// anew from the control.
struct WholeState {
    private static let title = "blauwbrug reconcile 1"

    /// Of the mapping with its includes and code files.
    let mapping: String
    /// How many citizens, in the order of their numbers, were asked.
    let asked: Int
    /// The last of them.
    let last: String
    let again: Set<String>
    let cases: Set<String>
    let idle: Set<String>

    /// Describes a run.
    init(_ plan: Plan, _ tally: Tally, citizens: [BSN], asked: Int, key: PseudonymKey) {
        mapping = plan.hash.hex
        self.asked = asked
        last = asked > 0 ? key.pseudonym(of: citizens[asked - 1]).text : "-"
        again = Set(tally.again.map { key.pseudonym(of: citizens[$0]).text })
        cases = Set(tally.control.indices.lazy.filter { tally.agrees[$0] }.map { tally.hash(tally.control[$0].zaakkenmerk) })
        idle = tally.idle
    }

    /// Reads a file back; nil when it is none of ours.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.first == Self.title[...], lines.last == "end" else { return nil }
        var words: [Substring: [String]] = [:]
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { words[parts[0], default: []].append(String(parts[1])) }
        }
        guard let mapping = words["mapping"]?.first, let asked = words["asked"]?.first.flatMap({ Int($0) }), let last = words["last"]?.first
        else { return nil }
        self.mapping = mapping
        self.asked = asked
        self.last = last
        again = Set(words["again"] ?? [])
        cases = Set(words["case"] ?? [])
        idle = Set(words["idle"] ?? [])
    }

    /// As it stands in the file. Sorted, so that the order of the lines says nothing about the order of the citizens.
    var bytes: [UInt8] {
        var text = "\(Self.title)\nmapping \(mapping)\nasked \(asked)\nlast \(last)\n"
        for hash in again.sorted() { text += "again \(hash)\n" }
        for hash in cases.sorted() { text += "case \(hash)\n" }
        for hash in idle.sorted() { text += "idle \(hash)\n" }
        return Array((text + "end\n").utf8)
    }

    /// Puts a tally where the interrupted run was; nil when the citizens before that place are not the same any more.
    func resumed(_ tally: Tally, citizens: [BSN], key: PseudonymKey) -> Tally? {
        guard asked <= citizens.count, asked == 0 || key.pseudonym(of: citizens[asked - 1]).text == last else { return nil }
        let places = again.isEmpty ? [] : (0..<asked).filter { again.contains(key.pseudonym(of: citizens[$0]).text) }
        guard places.count == again.count else { return nil }
        var tally = tally
        tally.resume(agrees: tally.control.map { cases.contains(tally.hash($0.zaakkenmerk)) }, idle: idle, again: places)
        return tally
    }
}
