import Core
import Glibc
import Mappings
import Standard
import Syntax

/// Times the middle of a request without its ends: one answer of 25 events, mapped from rows and written as JSON and as XML. CPU time of this thread,
/// median of many batches; run in release. With a folder as its argument it leaves the documents it laid out there, to be looked at.
@main
enum Micro {
    static func main() {
        guard let (plan, standard) = compiled() else { exit(1) }
        let rows = Municipality.rows(of: plan)
        let key = KenmerkKey(id: "k1", key: Secret(Array(repeating: 7, count: 32)))
        guard let bsn = BSN("999990019"), let mapped = try? plan.run(rows, index: 0, key: key) else {
            say("the rows of the benchmark do not fit the mapping")
            exit(1)
        }
        let events = mapped.cases.reduce(0) { $0 + $1.events.count }
        let now = Instant(epoch: 1_795_284_901)
        func together(_ version: String, _ form: Rendition.Form) -> Int {
            guard let cases = try? plan.run(rows, index: 0, key: key).cases else { return 0 }
            let document = OrganisationAnswer(organisation: plan.organisation, cases: cases)
            let answer = Answer(documents: [document], completeness: Completeness())
            return (try? standard.rendition(of: answer, about: bsn, in: version, at: now, as: form))?.documents.first?.bytes.count ?? 0
        }
        let mapping = time { _ = try? plan.run(rows, index: 0, key: key) }
        let json = time { _ = together("3.0.0", .json) }
        let xml = time { _ = together("4.1.0", .xml(namespace: "urn:x")) }
        let jsonBytes = together("3.0.0", .json)
        let bytes = together("4.1.0", .xml(namespace: "urn:x"))
        guard jsonBytes > 0, bytes > 0 else {
            say("the answer of the benchmark is not written")
            exit(1)
        }
        say("One answer of \(events) events, µs of CPU (goal: mapping and serialising together at most 40):")
        say("  mapping alone          \(micro(mapping))")
        say("  mapped and JSON 3.0.0  \(micro(json))  (\(jsonBytes) bytes; totals, arrears and validation included)")
        say("  mapped and XML 4.1.0   \(micro(xml))  (\(bytes) bytes; the same)")
        papers(mapped.cases, of: plan.organisation, about: bsn, standard, into: CommandLine.arguments.dropFirst().first)
    }

    private static func compiled() -> (Plan, Standard)? {
        var diagnostics = Diagnostics()
        let standard = Standard.compile(
            ["3.0.0", "4.1.0"].compactMap { read("mappings/standard/fcid-\($0).yaml") }, into: &diagnostics)
        let folder = "mappings/voorbeeldstad"
        if let standard, let file = read("\(folder)/heffingen.yaml"),
            let plan = Plan.compile(
                file, tenant: "voorbeeldstad", standard: standard, sources: ["heffingen"], others: { read("\(folder)/\($0)") },
                into: &diagnostics)
        {
            return (plan, standard)
        }
        say(DiagnosticPrinter.text(diagnostics))
        return nil
    }

    static func read(_ path: String) -> SourceText? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return SourceText(name: path, bytes: Array(bytes[0..<count]))
    }

    /// Nanoseconds of one run: the median of 41 batches of 200.
    private static func time(_ body: () -> Void) -> Int {
        var batches: [Int] = []
        for _ in 0..<41 {
            let began = cpu()
            for _ in 0..<200 { body() }
            batches.append((cpu() - began) / 200)
        }
        return batches.sorted()[20]
    }

    /// Nanoseconds as microseconds with one decimal.
    static func micro(_ nanoseconds: Int) -> String { "\(nanoseconds / 1_000).\(nanoseconds / 100 % 10)" }

    static func cpu() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return now.tv_sec * 1_000_000_000 + now.tv_nsec
    }

    static func say(_ text: String) { puts(text) }
}
