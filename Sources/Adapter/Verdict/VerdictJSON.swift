import Connectors
import Core
import Syntax

/// A verdict for a machine.
enum VerdictJSON {
    static func text(_ verdict: Verdict, others: [Verdict]) -> String {
        var members = members(verdict)
        if !others.isEmpty {
            members.append(
                ("others", .list(others.map { .object([("vendor", .text($0.vendor)), ("accepted", .word("\($0.isAccepted)"))]) })))
        }
        return JSONText.object(members).written()
    }

    private static func members(_ verdict: Verdict) -> [(String, JSONText)] {
        var all: [(String, JSONText)] = [
            ("vendor", .text(verdict.vendor)), ("accepted", .word("\(verdict.isAccepted)")),
            ("recognised", .list(verdict.facts.map { .object([("name", .text($0.name)), ("text", .text($0.text))] + place($0.place)) })),
            (
                "read",
                .list(
                    verdict.words.map {
                        .object([("word", .text($0.name)), ("part", .text($0.part)), ("shape", .text($0.text))] + place($0.place))
                    })
            ),
            ("passed_over", .list(verdict.ignored.map { .object([("part", .text($0.part)), ("why", .text($0.why))] + place($0.place)) })),
            ("wrong", .list(verdict.wrong.map { flaw($0) })), ("notes", .list(verdict.notes.map { flaw($0) })),
        ]
        if let refusal = verdict.refusal {
            let problems = refusal.fault.problems.map {
                JSONText.object([("name", .text($0.name)), ("code", .text($0.code)), ("reason", .text($0.reason))])
            }
            all.append(
                (
                    "fault",
                    .object([
                        ("situation", .text(refusal.fault.situation.rawValue)), ("code", refusal.code.map { .text($0) } ?? .word("null")),
                        ("status", .word("\(refusal.status)")), ("title", .text(refusal.title)), ("problems", .list(problems)),
                    ])
                ))
        }
        return all
    }

    private static func flaw(_ flaw: Verdict.Flaw) -> JSONText {
        var members: [(String, JSONText)] = [("kind", .text(flaw.kind.rawValue)), ("message", .text(flaw.message))] + place(flaw.place)
        if let excerpt = flaw.excerpt { members.append(("excerpt", .text(excerpt.text))) }
        if let fix = flaw.fix { members.append(("fix", .text(fix))) }
        if !flaw.snippet.isEmpty { members.append(("snippet", .text(flaw.snippet.joined(separator: "\n")))) }
        return .object(members)
    }

    private static func place(_ place: Verdict.Place?) -> [(String, JSONText)] {
        guard let place else { return [] }
        return [("line", .word("\(place.line)")), ("column", .word("\(place.column)"))]
    }
}
