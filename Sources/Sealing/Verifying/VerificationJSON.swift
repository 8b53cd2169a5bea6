import Core
import Syntax

/// A verification for a program, in a shape that only grows: `docs/document/verify.md` describes it.
package enum VerificationJSON {
    /// Raised when a key changes its meaning or goes away.
    static let version = 1

    package static func text(_ found: Verification) -> String {
        let facts = found.facts
        return JSONText.object([
            ("version", .word(String(version))), ("verdict", .text(found.verdict.rawValue)), ("holds", .word("\(found.verdict.holds)")),
            ("kind", text(facts.kind?.rawValue)), ("document_number", text(facts.number?.description)),
            ("complete", .word(facts.isComplete.map { "\($0)" } ?? "null")), ("sealed_by", name(facts.sealer)),
            ("trusted_through", name(facts.root)), ("sealed_at", text(facts.moment.map { utc($0) })),
            ("time_stamp_by", name(facts.timeStamper)), ("standard", text(facts.standardVersion)),
            ("mappings", .list(facts.mappings.map { .object([("name", .text($0.name)), ("sha256", .text($0.hash.hex))]) })),
            ("program", text(facts.programVersion)), ("file_sha256", text(facts.fileHash?.hex)),
            ("data_sha256", .list(facts.contentHashes.map { .text($0.hex) })),
            (
                "checks",
                .list(
                    found.checks.map {
                        .object([
                            ("subject", .text($0.subject.rawValue)), ("outcome", .text($0.outcome.rawValue)),
                            ("finding", .text($0.finding.rawValue)),
                        ])
                    })
            ),
        ]).written()
    }

    private static func text(_ text: String?) -> JSONText { text.map { .text($0) } ?? .word("null") }

    private static func name(_ name: CertifiedName?) -> JSONText {
        guard let name else { return .word("null") }
        return .object([
            ("organisation", text(name.organisation)), ("common_name", text(name.commonName)), ("oin", text(name.oin?.digits)),
        ])
    }

    /// `2026-11-22T08:00:00Z`.
    private static func utc(_ moment: Instant) -> String {
        let day = moment.epoch >= 0 ? moment.epoch / 86_400 : (moment.epoch - 86_399) / 86_400
        let second = moment.epoch - day * 86_400
        // The civil fields are Amsterdam's: noon is on the same day there.
        let date = Instant(epoch: day * 86_400 + 43_200).civil
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
