import Core
import Syntax

/// How a total is made of the events of a case.
struct Formula: Sendable, Equatable {
    /// A part of what the events of a case do together, each a sum of amounts that is not negative by its own sign.
    enum Term: String, Sendable, CaseIterable {
        case raises
        case settles
        /// The corrections upwards.
        case adjustsUp = "adjusts_up"
        /// The corrections downwards, as a positive amount.
        case adjustsDown = "adjusts_down"
    }

    var add: [Term]
    var subtract: [Term]
    /// Whether the events of kinds that the version lacks count.
    var countsMissing: Bool

    /// Everything that changes what is owed, each once: the only formula a balance may have.
    var isBalance: Bool {
        Set(add) == [.raises, .adjustsUp] && Set(subtract) == [.settles, .adjustsDown] && add.count == 2 && subtract.count == 2
            && countsMissing
    }

    init?(_ node: Node, _ diagnostics: inout Diagnostics) {
        guard let form = Form(node, "a total", Formula.shape, &diagnostics) else { return nil }
        add = Formula.terms(form.texts("add", &diagnostics), &diagnostics)
        subtract = Formula.terms(form.texts("subtract", &diagnostics), &diagnostics)
        countsMissing = false
        if let missing = form["missing"] {
            countsMissing = missing.text == Formula.counted
            if missing.text != Formula.counted, missing.text != Formula.leftOut {
                diagnostics.error(.standardTotal, at: missing.span, "'missing' is 'counted' or 'left_out'")
            }
        }
        let terms = add + subtract
        if terms.isEmpty || Set(terms).count != terms.count {
            diagnostics.error(.standardTotal, at: node.span, "a total adds or subtracts one or more terms, each once")
        }
    }

    private static func terms(_ nodes: [Node]?, _ diagnostics: inout Diagnostics) -> [Term] {
        (nodes ?? []).compactMap { node in
            if let term = node.text.flatMap(Term.init(rawValue:)) { return term }
            diagnostics.error(
                .standardTotal, at: node.span, "'\(node.text ?? "")' is nothing a total can count",
                hint: Spelling.hint(for: node.text ?? "", in: Term.allCases.map(\.rawValue)))
            return nil
        }
    }
}
