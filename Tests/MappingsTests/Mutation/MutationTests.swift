import Core
import Glibc
import Testing

@testable import Mappings

/// Mutation testing of the demonstration municipality's mappings: every small mistake is refused by the checker or changes the outcome of a
/// case, but for those that are no mistake, each kind of which has its reason here.
@Suite struct MutationTests {
    /// BLAUWBRUG_MUTANTS=all tries every mutant and prints the table; otherwise each so many-th, always the same.
    private static let isWhole = getenv("BLAUWBRUG_MUTANTS").map { String(cString: $0) } == "all"

    @Test func noMistakeSurvives() async throws {
        let trial = try MutationTrial()
        let mutants = trial.mutants
        let tried = Self.isWhole ? mutants : mutants.enumerated().filter { $0.offset % 23 == 7 }.map(\.element)
        var refused: [String: Int] = [:]
        var caught = 0
        var warned: [String: Int] = [:]
        var excused: [String: Int] = [:]
        var survivors: [Mutant] = []
        for (mutant, verdict) in await Self.verdicts(tried, trial) {
            switch verdict {
            case .refused(let code): refused[code, default: 0] += 1
            case .caught: caught += 1
            case .warned(let code): warned[code, default: 0] += 1
            case .survived:
                if let reason = Equivalent.reason(for: mutant) { excused[reason, default: 0] += 1 } else { survivors.append(mutant) }
            }
        }
        if Self.isWhole {
            let noticed = "caught by a case: \(caught); warned of: \(Self.told(warned))"
            print("mutants: \(tried.count); refused by check: \(Self.told(refused)); \(noticed)")
            for (reason, count) in excused.sorted(by: { $0.key < $1.key }) { print("no mistake: \(count): \(reason)") }
            print("survivors: \(survivors.count)")
        }
        for mutant in survivors { print("survivor: \(mutant.file):\(mutant.line): \(mutant.path): \(mutant.what)") }
        #expect(survivors.count == 0, "mistakes that are neither refused nor noticed: see above")
        #expect(tried.count > 100)
    }

    /// How many, and of which codes.
    private static func told(_ codes: [String: Int]) -> String {
        let each = codes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        return "\(codes.values.reduce(0, +)) (\(each.joined(separator: ", ")))"
    }

    private static func verdicts(_ mutants: [Mutant], _ trial: MutationTrial) async -> [(Mutant, MutationTrial.Verdict)] {
        await withTaskGroup(of: [(Int, MutationTrial.Verdict)].self) { group in
            let workers = 4
            for worker in 0..<workers {
                group.addTask { mutants.indices.filter { $0 % workers == worker }.map { ($0, trial.verdict(mutants[$0])) } }
            }
            var all: [(Int, MutationTrial.Verdict)] = []
            for await part in group { all += part }
            return all.sorted { $0.0 < $1.0 }.map { (mutants[$0.0], $0.1) }
        }
    }
}
