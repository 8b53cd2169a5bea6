import Core
import Standard

/// What a reply sample shows of an answer, so that nothing that matters is left out in silence: event kinds, amounts, completeness.
struct Coverage {
    private var seen: Set<String> = []
    private var kinds: [Int: Span] = [:]
    /// Kinds left out with a reason.
    private var nothing: Set<Int> = []
    private var hasWhole = false
    private var hasDocument = false
    /// A word about completeness that only a case shows.
    private var hiddenIn: String?
    /// The same, where a request may choose to leave it out.
    private var hiddenByChoice: String?

    /// Notes a hole. What the answer says about itself counts only where it is said of an empty overview too: not inside a case.
    mutating func note(_ name: String, _ hole: Hole, in scope: ReplyScope) {
        switch hole.origin {
        case .isComplete, .remark:
            guard !scope.inCase else { return hiddenIn = hiddenIn ?? name }
            guard scope.field == nil else { return hiddenByChoice = hiddenByChoice ?? name }
            seen.formUnion(name == ReplyVocabulary.remark ? [ReplyVocabulary.complete, name] : [name])
        case .zaak, .totalSaldo: seen.insert(name)
        case .event(let slots):
            for kind in slots.indices where slots[kind] >= 0 { seen.insert("\(kind).\(name)") }
        default: break
        }
    }

    mutating func noteWhole() { hasWhole = true }

    /// Notes a place for the certified document or its address.
    mutating func noteDocument() { hasDocument = true }

    /// Whether the reply shows nothing of an overview but the certified document, which says everything.
    var isDocumentOnly: Bool {
        hasDocument && !hasWhole && kinds.isEmpty && seen.isSubset(of: [ReplyVocabulary.complete, ReplyVocabulary.remark])
    }

    /// Notes an element for kinds. Says which of them already had one.
    mutating func note(kinds found: [Int], at span: Span) -> [(kind: Int, first: Span)] {
        var twice: [(Int, Span)] = []
        for kind in found {
            if let first = kinds[kind] { twice.append((kind, first)) } else { kinds[kind] = span }
        }
        return twice
    }

    mutating func note(nothing found: [Int]) { nothing.formUnion(found) }

    /// Reports what is missing, and reasons given for nothing. The name of a list as a reason stands for everything in it.
    func check(
        _ vocabulary: ReplyVocabulary, drops: [ConnectorFile.Drop], at root: Span, _ diagnostics: inout Diagnostics
    ) {
        let reasons = Set(drops.map(\.word))
        let hasWhole = self.hasWhole || isDocumentOnly
        let standard = vocabulary.standard
        let remarks = [ReplyVocabulary.complete, ReplyVocabulary.remark]
        var needed = Set(remarks)
        let within = " (version \(vocabulary.version))"
        if !seen.contains(ReplyVocabulary.complete), !reasons.contains(ReplyVocabulary.complete) {
            diagnostics.error(
                .completenessDropped, at: root,
                hiddenIn.map { "this reply cannot say that an overview without cases is incomplete: {\($0)} stands inside a case" }
                    ?? hiddenByChoice.map { "a request could choose not to hear that this reply is incomplete: {\($0)} is a field" }
                    ?? "this reply cannot say that it is incomplete",
                hint: "show {volledig}, or a list a:each=\"meldingen\" with {melding}; or give a reason in 'drops'")
        }
        // Only a remark names what the balance counts and the version cannot show, also beside a whole document.
        let lacking = vocabulary.lacking.map { standard.kinds[$0].name }
        if !lacking.isEmpty, !seen.contains(ReplyVocabulary.remark), !reasons.contains(ReplyVocabulary.remark) {
            diagnostics.error(
                .remarkDropped, at: root,
                "this reply has nowhere to name \(Coverage.listed(lacking)), counted in the balance but not shown\(within)",
                hint: "show a list a:each=\"meldingen\" with {melding}; or give a reason: drops: [{ word: melding, because: … }]")
        }
        var missing: [String] = []
        let lists = drops.filter { vocabulary.isList($0.word) }
        needed.formUnion(lists.map(\.word))
        if lists.contains(where: { vocabulary.isCases($0.word) }) {
            // Who shows no case at all shows at least what is open.
            if !seen.contains(ReplyVocabulary.totalSaldo) {
                diagnostics.error(
                    .amountDropped, at: root, "this reply shows neither cases nor what is open in all of them",
                    hint: "show {\(ReplyVocabulary.totalSaldo)}")
            }
            return tellNeedless(drops, needed, remarks, &diagnostics)
        }
        for name in amounts(.zaak, vocabulary) {
            needed.insert(name)
            if !hasWhole, !seen.contains(name), !reasons.contains(name) { missing.append(name) }
        }
        if let first = missing.first {
            diagnostics.error(
                .amountDropped, at: root, "this reply never shows \(Coverage.listed(missing)), amounts of a case\(within)",
                hint: "show them, or give a reason: drops: [{ word: \(first), because: … }]")
        }
        missing = []
        for kind in lists.isEmpty ? vocabulary.kinds : [] {
            let name = standard.kinds[kind].name
            needed.insert(name)
            guard let place = kinds[kind] else {
                if !hasWhole, !reasons.contains(name) { missing.append(name) }
                continue
            }
            if nothing.contains(kind) { continue }
            for amount in amounts(.event(kind), vocabulary) {
                let long = "\(name).\(amount)"
                needed.formUnion([long, amount])
                if hasWhole || seen.contains("\(kind).\(amount)") || reasons.contains(long) || reasons.contains(amount) { continue }
                diagnostics.error(
                    .amountDropped, at: place, "the element for \(name) never shows '\(amount)'\(within)",
                    hint: "show it, or give a reason: drops: [{ word: \(long), because: … }]")
            }
        }
        if !missing.isEmpty {
            diagnostics.error(
                .kindDropped, at: root, "this reply does not say what becomes of \(Coverage.listed(missing))\(within)",
                hint: "name it in the list of events with a:kind, or leave it out with a:nothing and a reason")
        }
        tellNeedless(drops, needed, remarks, &diagnostics)
    }

    /// Reports reasons given for nothing.
    private func tellNeedless(_ drops: [ConnectorFile.Drop], _ needed: Set<String>, _ remarks: [String], _ diagnostics: inout Diagnostics) {
        for drop in drops where !needed.contains(drop.word) || (remarks.contains(drop.word) && seen.contains(drop.word)) {
            diagnostics.error(
                .needlessDrop, at: drop.span, "'\(drop.word)' is not something this reply leaves out",
                hint: Spelling.hint(for: drop.word, in: needed.sorted()))
        }
    }

    private static func listed(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }

    private func amounts(_ scope: Scope, _ vocabulary: ReplyVocabulary) -> [String] {
        vocabulary.standard.words(in: scope, version: vocabulary.version).filter {
            vocabulary.standard.word($0, in: scope, version: vocabulary.version)?.kind == .money
        }
    }
}
