package import Core

/// A place in a file where its author must still choose: the word `DECIDE`, perhaps with a proposal behind it (`DECIDE nota.bedrag`).
///
/// Each is told once and nothing about it besides: whoever reads a text that may be one asks `isOpen` and stays silent.
package enum Decision {
    package static let word = "DECIDE"

    /// Whether a text stands for a decision.
    package static func isOpen(_ text: String) -> Bool { text == word || text.hasPrefix(word + " ") }

    package static func isOpen(_ node: Node) -> Bool { node.text.map { isOpen($0) } ?? false }

    /// Whether a decision stands anywhere in a node.
    package static func isOpen(within node: Node) -> Bool {
        switch node.content {
        case .text(let text): isOpen(text)
        case .list(let items): items.contains { isOpen(within: $0) }
        case .map(let entries): entries.contains { isOpen($0.key) || isOpen(within: $0.value) }
        case .number, .boolean, .nothing: false
        }
    }

    /// Tells every open decision of a file.
    package static func tell(_ node: Node, _ diagnostics: inout Diagnostics) {
        switch node.content {
        case .text(let text) where isOpen(text): tell(text, at: node.span, &diagnostics)
        case .list(let items): for item in items { tell(item, &diagnostics) }
        case .map(let entries):
            for entry in entries {
                if isOpen(entry.key) { tell(entry.key, at: entry.keySpan, &diagnostics) }
                tell(entry.value, &diagnostics)
            }
        case .text, .number, .boolean, .nothing: break
        }
    }

    package static func tell(_ text: String, at span: Span, _ diagnostics: inout Diagnostics) {
        let proposal = text.dropFirst(word.count).drop { $0 == " " }
        diagnostics.error(
            .undecided, at: span, "this is still to be decided",
            hint: proposal.isEmpty
                ? "write what is meant in place of \(word)" : "take \(word) away when '\(proposal)' is right, else write what is")
    }
}
