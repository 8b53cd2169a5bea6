import Core
import Syntax

/// A verdict while it is made.
struct VerdictDraft {
    var verdict: Verdict
    let message: VerdictMessage
    /// Byte ranges of the body that hold what the sample says to the letter, so that they may be shown.
    var kept: [Range<Int>] = []

    init(_ connector: Connector, _ message: VerdictMessage) {
        verdict = Verdict(vendor: connector.vendor, name: message.source.name)
        self.message = message
    }

    mutating func fact(_ name: String, _ text: String, at place: Verdict.Place? = nil) {
        verdict.facts.append(Verdict.Fact(name: name, text: text, place: place))
    }

    mutating func ignored(_ part: String, _ why: String, at place: Verdict.Place? = nil) {
        verdict.ignored.append(Verdict.Ignored(part: part, why: why, place: place))
    }

    /// A mistake that stands somewhere in the file, or in no file.
    mutating func flaw(
        _ kind: Verdict.Flaw.Kind, _ message: String, at place: Verdict.Place?, fix: String? = nil, snippet: [String] = [],
        isWrong: Bool = true
    ) {
        let isTold = verdict.flaws.contains { $0.kind == kind && $0.place == place && $0.message == message }
        guard !isTold else { return }
        verdict.flaws.append(
            Verdict.Flaw(
                kind: kind, message: message, place: place, excerpt: nil, fix: fix, snippet: snippet, isWrong: isWrong))
    }

    /// A name of the message as it may be told: names are, a number in the place of a name is not.
    static func told(_ name: String) -> String {
        SourceMask.longestNumber(name.utf8) < 5 && name.utf8.count <= 80 ? name : SourceMask.mark
    }

    /// An address of XML or HTTP as it may be told.
    static func told(address: String) -> String {
        let plain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return plain && SourceMask.longestNumber(address.utf8) < 8 && address.utf8.count <= 200 ? address : SourceMask.mark
    }
}
