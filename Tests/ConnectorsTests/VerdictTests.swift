import Connectors
import Core
import Syntax
import Testing

/// A verdict is the service's own outcome, explained: over every case of every vendor, and over everything that can be wrong with them.
@Suite struct VerdictTests {
    static let vendors = Repository.names(in: "\(Repository.root)/connectors/vendors") ?? []
    /// For who looks into one failure.
    private static let most = 5

    private static func cases(_ folder: VendorFolder) -> [(name: String, file: SourceText)] {
        folder.files.filter { $0.key.hasPrefix("cases/") && $0.key.contains("/request.") }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value)
        }
    }

    /// What the service says, without asking the verdict.
    private func outcome(_ connector: Connector, _ file: SourceText) -> Fault? {
        guard let message = connector.message(in: file, tenant: "voorbeeldstad") else { return Fault(.notFound) }
        let found = connector.routes.first {
            $0.method == message.request.method && $0.match(message.request.path) != nil && connector.recognises(message.request, route: $0)
        }
        do throws(Fault) {
            _ = try connector.asked(in: message.request, route: found ?? message.route, tenant: message.tenant)
            return nil
        } catch {
            return error
        }
    }

    /// What does not hold for a message; empty when all does.
    private func complaints(_ connector: Connector, _ file: SourceText) -> [String] {
        let verdict = connector.verdict(on: VerdictMessage(file), tenant: "voorbeeldstad")
        let fault = outcome(connector, file)
        var all: [String] = []
        if verdict.refusal?.fault != fault {
            all.append(
                "the service says \(fault?.situation.rawValue ?? "accepted"), the verdict \(verdict.refusal?.fault.situation.rawValue ?? "accepted")"
            )
        }
        if fault == nil {
            if verdict.overruled > 0 || !verdict.wrong.isEmpty { all.append("accepted, and called wrong: \(verdict.flaws.map(\.message))") }
            if !verdict.words.contains(where: { $0.name == "bsn" }) { all.append("accepted, and no BSN was found") }
        } else {
            if !verdict.wrong.contains(where: { $0.place != nil }) { all.append("refused, and no place is told") }
            if let bare = verdict.wrong.first(where: \.isBare) { all.append("refused, and not explained: \(bare.message)") }
        }
        let lines = file.lineCount
        for flaw in verdict.flaws {
            guard let place = flaw.place else { continue }
            if place.line > lines || place.column > file.line(place.line).count + 1 { all.append("\(flaw.message) stands nowhere") }
            if flaw.excerpt == nil { all.append("\(flaw.message) is not quoted") }
        }
        let told = texts(verdict)
        for value in ["999990019", "999993653", "Jansen"] where told.contains(where: { $0.contains(value) }) {
            all.append("a value is told: \(value)")
        }
        return all
    }

    /// Everything a verdict says.
    private func texts(_ verdict: Verdict) -> [String] {
        verdict.facts.map(\.text) + verdict.words.map(\.text) + verdict.ignored.flatMap { [$0.part, $0.why] }
            + verdict.flaws.flatMap { [$0.message, $0.fix ?? "", $0.excerpt?.text ?? ""] + $0.snippet }
    }

    @Test(arguments: vendors) func theVerdictIsTheServicesOwn(vendor: String) throws {
        let folder = Repository.vendor(vendor)
        let connector = try Repository.connector(folder)
        #expect(!VerdictTests.cases(folder).isEmpty)
        for (name, file) in VerdictTests.cases(folder) {
            let complaints = complaints(connector, file)
            #expect(complaints.isEmpty, "\(vendor)/\(name): \(complaints)")
        }
    }

    @Test(arguments: vendors) func whatIsRefusedIsExplainedAndWhatIsAcceptedIsNot(vendor: String) throws {
        let folder = Repository.vendor(vendor)
        let connector = try Repository.connector(folder)
        var tried = (accepted: 0, refused: 0)
        var failures: [String] = []
        for (name, file) in VerdictTests.cases(folder) where outcome(connector, file) == nil {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let head = name.hasSuffix(".http") ? text.range(of: "\n\n").map { String(text[..<$0.upperBound]) } ?? text : ""
            let body = Array(text.dropFirst(head.count).utf8)
            if body.isEmpty { continue }
            let mutants =
                body.first { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") } == UInt8(ascii: "{")
                ? try JSONMutants.all(of: body) : XMLMutants(body).all
            for mutant in mutants {
                let file = SourceText(name: "bericht", bytes: Array(head.utf8) + mutant.bytes)
                if outcome(connector, file) == nil { tried.accepted += 1 } else { tried.refused += 1 }
                failures += complaints(connector, file).map { "\(name), \(mutant.what): \($0)" }
            }
        }
        #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(VerdictTests.most).joined(separator: "\n"))")
        // One vendor asks in headers alone.
        #expect(tried.refused > 10 || vendor == "open-formulieren-ophalen", "\(tried)")
        if vendor == "soap" { #expect(tried.accepted > 10, "\(tried)") }
    }

    /// Whatever is sent, a verdict comes, and it is the service's.
    @Test(arguments: ["soap", "json"]) func brokenMessagesAreExplainedToo(vendor: String) throws {
        let folder = Repository.vendor(vendor)
        let connector = try Repository.connector(folder)
        var dice = Dice(5)
        let requests = VerdictTests.cases(folder).filter { !$0.name.hasSuffix(".http") }
        for _ in 0..<300 {
            guard let (name, whole) = requests.randomElement(using: &dice) else { return }
            var bytes = whole.bytes
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let at = Int.random(in: 0..<bytes.count, using: &dice)
                let end = min(bytes.count, at + Int.random(in: 0...12, using: &dice))
                bytes.replaceSubrange(at..<end, with: Array(dice.text(3).utf8))
            }
            let file = SourceText(name: "bericht", bytes: bytes)
            // Half of a BSN may end up in the place of a name; that is not this test's.
            let complaints = complaints(connector, file).filter { !$0.hasPrefix("a value is told") }
            #expect(complaints.isEmpty, "\(name): \(complaints)\n\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
