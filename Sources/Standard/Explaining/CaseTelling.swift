package import Core

/// What happened in one case, in sentences for a citizen. They stand in the files of the standard; here they are filled.
package struct CaseTelling: Sendable {
    private let standard: Standard
    private let version: String
    private let words: PlainWords
    private let events: [CaseEvent]

    /// - Parameter events: of the case, for what refers to another.
    package init(_ standard: Standard, version: String, _ words: PlainWords, events: [CaseEvent]) {
        self.standard = standard
        self.version = version
        self.words = words
        self.events = events
    }

    private var language: Language { words.language }

    /// What happened; where the standard's file has no sentence for it, its day, its kind and its amount.
    package func sentence(about event: CaseEvent) -> String {
        let kind = standard.kinds[event.kind]
        var amount: Int?
        if let slot = kind.amountSlot, case .money(let cents) = event.values[slot] { amount = cents.amount }
        let sentences = language == .dutch ? kind.sentences : kind.englishSentences
        if let told = sentences.sentence(for: amount)?.text({ value($0, of: event) }) { return told }
        let day = words.words(event.values[kind.momentSlot])
        let start = day.map { language == .dutch ? "Op \($0): " : "On \($0): " } ?? ""
        let name = language == .dutch ? kind.inWords : kind.inEnglish ?? kind.inWords
        let minus = language == .dutch ? "min " : "minus "
        return "\(start)\(name)\(amount.map { ", \($0 < 0 ? minus : "")\(words.money(Cents($0)))" } ?? "")."
    }

    /// What is still open, or was paid too much.
    package func balance(_ cents: Cents) -> String? {
        let field = definition?.zaak.fields.first { $0.role == .balance }
        guard let field else { return nil }
        let sentences = language == .dutch ? field.sentences : field.englishSentences
        return sentences.sentence(for: cents.amount)?.text { $0 == field.name ? words.money(cents) : nil }
    }

    /// How late an overdue notice is, and what of it is open.
    package func sentence(aboutArrear notice: CaseAccount.Notice) -> String {
        let field = definition?.zaak.fields.first { $0.content == .list(.arrears) }
        let sentences = (language == .dutch ? field?.sentences : field?.englishSentences) ?? Sentences()
        let told = sentences.sentence(for: notice.arrear.amount)?.text { hole in
            switch hole {
            case "open": words.money(notice.arrear)
            case "since": notice.overdueSince.map { words.day($0) }
            default: value(hole, of: events[notice.event])
            }
        }
        let open = words.money(notice.arrear)
        return told ?? (language == .dutch ? "U bent te laat met betalen: \(open)." : "You are late with paying \(open).")
    }

    private var definition: VersionDefinition? { standard.definitions.first { $0.version == version } }

    /// A field of an event, or of the event that a field of it refers to: `reference.bedrag`.
    private func value(_ field: String, of event: CaseEvent) -> String? {
        let names = field.split(separator: ".").map(String.init)
        guard let slot = names.first.flatMap({ standard.kinds[event.kind].field(named: $0)?.slot }) else { return nil }
        guard names.count == 2 else { return words.words(event.values[slot]) }
        let other = events.first { $0.values[standard.kinds[$0.kind].kenmerkSlot] == event.values[slot] }
        return other.flatMap { value(names[1], of: $0) }
    }
}

extension CaseAccount.Notice {
    /// The day after the last day to pay.
    package var overdueSince: CalendarDate? {
        due.flatMap { Instant(epoch: $0.epoch + 86_400).localDate }
    }
}
