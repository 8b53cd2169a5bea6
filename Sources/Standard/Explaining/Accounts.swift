package import Core

extension Standard {
    /// How the totals and arrears of an answer come about, counted anew and apart from `rendition`, which is made for speed.
    ///
    /// - Parameter rendition: of this answer; gives the order and the moment.
    package func accounts(of answer: Answer, rendered rendition: Rendition) -> [DocumentAccount] {
        guard let edition = edition(rendition.version) else { return [] }
        return zip(answer.documents, rendition.documents).map { document, rendered in
            let cases = rendered.cases.compactMap { zaak -> CaseAccount? in
                guard case .text(let name) = zaak.values[edition.caseKenmerkSlot] else { return nil }
                return document.cases.first { $0.zaakkenmerk == name }.map {
                    account(of: $0, document.organisation, edition, rendition.moment)
                }
            }
            return DocumentAccount(organisation: document.organisation, cases: cases)
        }
    }

    /// The payment notices of a rendered case, oldest first: what was paid on each, what is open and what is overdue.
    package func notices(of zaak: RenderedCase, version: String, at now: Instant) -> [CaseAccount.Notice] {
        guard let edition = edition(version) else { return [] }
        var book = NoticeBook(zaak.events, edition)
        _ = book.close(saldo: zaak.saldo, at: now)
        return book.notices
    }

    /// The kinds of which a note of the completeness statement says that they are counted and not shown in this version.
    package func settledKinds(_ notes: [String], version: String) -> [EventKind] {
        guard let edition = edition(version) else { return [] }
        return kinds.filter { notes.contains(edition.kinds[$0.index].note) }
    }

    private func account(of zaak: FinancialCase, _ organisation: OIN, _ edition: Edition, _ now: Instant) -> CaseAccount {
        let composition = Composition(edition, subject: .absent, at: now)
        let events = edition.ordered(
            zaak.events.map { event in
                var event = event
                event.values.withUnsafeMutableBufferPointer {
                    composition.complete($0, edition.kinds[event.kind], .text(organisation.digits), .text(zaak.zaakkenmerk))
                }
                return event
            })
        let counted = events.indices.compactMap { at -> CaseAccount.Counted? in
            let table = edition.kinds[events[at].kind]
            guard let amount = events[at].amount(table), let term = CaseAccount.Term(table.effect, amount) else { return nil }
            return CaseAccount.Counted(
                event: at, term: term, amount: Cents(term == .adjustsDown ? -amount : amount), isListed: table.fate == .listed)
        }
        let definition = definitions.first { $0.version == edition.version }
        func sentences(_ name: String) -> Sentences { definition?.zaak.fields.first { $0.name == name }?.sentences ?? Sentences() }
        let totals = edition.totals.map { total in
            let formula = total.formula
            func terms(_ terms: [Formula.Term]) -> [CaseAccount.Term] { terms.compactMap { CaseAccount.Term(rawValue: $0.rawValue) } }
            let empty = CaseAccount.Total(
                name: total.name, value: .zero, isBalance: total.isBalance, add: terms(formula.add), subtract: terms(formula.subtract),
                countsMissing: formula.countsMissing, sentences: sentences(total.name))
            return empty.valued(empty.parts(of: counted).reduce(0) { $1.isAdded ? $0 + $1.part.amount.amount : $0 - $1.part.amount.amount })
        }
        let saldo = totals.first(where: \.isBalance)?.value ?? .zero
        var book = NoticeBook(events, edition)
        let excess = book.close(saldo: saldo, at: now)
        return CaseAccount(
            zaakkenmerk: zaak.zaakkenmerk, events: events, counted: counted, totals: totals, notices: book.notices, saldo: saldo,
            arrears: book.arrears, excess: excess)
    }
}

extension CaseAccount.Term {
    /// What an amount does; nil when it changes no total.
    fileprivate init?(_ effect: EventKind.Effect, _ amount: Int) {
        switch effect {
        case .raises: self = .raises
        case .settles: self = .settles
        case .adjusts: self = amount >= 0 ? .adjustsUp : .adjustsDown
        case .demands, .withdraws, .none: return nil
        }
    }
}

extension CaseAccount.Total {
    fileprivate func valued(_ cents: Int) -> CaseAccount.Total {
        CaseAccount.Total(
            name: name, value: Cents(cents), isBalance: isBalance, add: add, subtract: subtract, countsMissing: countsMissing,
            sentences: sentences)
    }
}
