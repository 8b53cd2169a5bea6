import Core

/// Whose debts a message asks, who acts for that person, and how sure the vendor is of who logged in.
struct Identity {
    let subject: BSN
    /// Nil when citizens ask about themselves.
    let acting: BSN?
    /// Nil when the message does not say.
    let assurance: Assurance?

    /// Judges the words of a request, and with them everything that was wrong with it.
    ///
    /// - Throws: all of it together.
    init(_ caught: inout Caught, _ quirks: Quirks, _ dialect: any Dialect) throws(Fault) {
        let bsn = Identity.person(.bsn, &caught, quirks, dialect)
        let represented = Identity.person(.represented, &caught, quirks, dialect)
        let representative = Identity.person(.representative, &caught, quirks, dialect)
        let assurance = Identity.assurance(&caught)
        if let bsn, let other = represented ?? representative, other == bsn {
            caught.problems.add(caught.label(represented == nil ? .representative : .represented), .samePerson)
        }
        for (word, value, label) in caught.repeats where !Identity.agrees(value, with: caught.values[word], word, quirks) {
            // That what it repeats is missing was told, or is what is wrong.
            if caught.values[word] != nil || caught.problems.isEmpty { caught.problems.add(label, .contradiction) }
        }
        guard caught.problems.isEmpty, let bsn else {
            if caught.problems.isEmpty { caught.problems.add(RequestWords.Fixed.bsn.name, .required) }
            throw caught.problems.fault
        }
        subject = represented ?? bsn
        acting = represented == nil ? representative : bsn
        self.assurance = assurance
    }

    /// The person a word names; a text that is no BSN is a problem.
    private static func person(_ word: RequestWords.Fixed, _ caught: inout Caught, _ quirks: Quirks, _ dialect: any Dialect) -> BSN? {
        guard let text = caught[word] else { return nil }
        if let bsn = quirks.bsn(text) { return bsn }
        caught.problems.add(ofBSN: dialect.problem(ofBSN: text, named: caught.label(word)))
        return nil
    }

    /// The level a message says; a spelling nobody knows is a problem, never taken for none.
    private static func assurance(_ caught: inout Caught) -> Assurance? {
        guard let text = caught[.assurance] else { return nil }
        if let level = Assurance(spelling: text) { return level }
        caught.problems.add(caught.label(.assurance), Assurance.isOfCompany(text) ? .company : .assurance)
        return nil
    }

    /// Whether a word that stands twice has one value; of a BSN, the number counts.
    private static func agrees(_ value: String, with first: String?, _ word: Int, _ quirks: Quirks) -> Bool {
        guard let first else { return false }
        if value == first { return true }
        guard let word = RequestWords.Fixed(rawValue: word), word.isPerson, let one = quirks.bsn(value) else {
            return false
        }
        return one == quirks.bsn(first)
    }
}
