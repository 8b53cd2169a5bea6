import Core

/// A difference between two versions of a contract.
package struct ContractChange: Sendable, Equatable {
    /// Whether a client that was made for the earlier one may fail on the later.
    package let isBreaking: Bool
    /// Where: an address, or a field of a message.
    package let place: String
    /// The difference, as the end of a sentence about the place.
    package let what: String

    package init(isBreaking: Bool, place: String, what: String) {
        self.isBreaking = isBreaking
        self.place = place
        self.what = what
    }

    /// Every difference, in the order of the earlier contract, then what is new.
    package static func all(from old: ContractRecord, to new: ContractRecord) -> [ContractChange] {
        var found: [ContractChange] = []
        func note(_ isBreaking: Bool, _ place: String, _ what: String) {
            found.append(ContractChange(isBreaking: isBreaking, place: place, what: what))
        }
        for address in old.addresses {
            let name = "\(address.method) \(address.path)"
            guard let same = new.addresses.first(where: { $0.method == address.method && $0.path == address.path }) else {
                note(true, name, "the address is gone")
                continue
            }
            if same.action != address.action { note(true, name, "the SOAPAction is another") }
        }
        for address in new.addresses where !old.addresses.contains(where: { $0.method == address.method && $0.path == address.path }) {
            note(false, "\(address.method) \(address.path)", "a new address")
        }
        if old.faults != new.faults { note(true, "faults", "told as '\(new.faults)' instead of '\(old.faults)'") }
        if let usual = old.versions.first, let now = new.versions.first, usual != now {
            note(true, "version", "answers are version \(now) of the standard instead of \(usual)")
        }
        for version in old.versions where !new.versions.contains(version) { note(true, "version", "\(version) is no longer given") }
        let known = old.rows.map { (key: old.key($0), row: $0) }
        let later = new.rows.map { (key: new.key($0), row: $0) }
        let byKey = Dictionary(later.map { ($0.key, $0.row) }) { first, _ in first }
        let keys = Set(known.map(\.key))
        for (key, row) in known {
            guard let now = byKey[key] else {
                // What stood in a part that is gone is gone with it: that is one difference.
                if old.parent(row).map({ byKey[$0] != nil }) ?? true { note(true, row.place, "the field is gone") }
                continue
            }
            for (isBreaking, what) in row.changes(to: now) { note(isBreaking, row.place, what) }
        }
        for (key, row) in later where !keys.contains(key) && (new.parent(row).map { keys.contains($0) } ?? true) {
            note(row.side != .reply && row.isRequired, row.place, row.isRequired ? "a new field, always there" : "a new field")
        }
        // Elements of XML stand in an order.
        let commonBefore = known.map(\.key).filter { byKey[$0] != nil && $0.contains("{") }
        let commonAfter = later.map(\.key).filter { keys.contains($0) && $0.contains("{") }
        if let at = commonBefore.indices.first(where: { $0 < commonAfter.count && commonBefore[$0] != commonAfter[$0] }),
            let row = known.first(where: { $0.key == commonBefore[at] })?.row
        {
            note(true, row.place, "stands in another order")
        }
        return found
    }
}

extension ContractRow {
    /// Where it is, for a person.
    var place: String { "\(ask), \(side.rawValue): \(path)" }

    /// What is different in a later version, and whether that breaks a client: what we read may only take more, what we write may only
    /// promise more.
    fileprivate func changes(to now: ContractRow) -> [(isBreaking: Bool, what: String)] {
        let isReply = side == .reply
        var found: [(Bool, String)] = []
        if isRequired != now.isRequired {
            found.append((isReply == isRequired, now.isRequired ? "must now be there" : "may now be absent"))
        }
        if isRepeated != now.isRepeated {
            found.append(
                (isReply == now.isRepeated, now.isRepeated ? "may now stand there more than once" : "may stand there only once now"))
        }
        if content != now.content {
            // What was refused or not read is taken now.
            let isLoosened = !isReply && (content == "geweigerd" || now.content == "niet gelezen")
            found.append((!isLoosened, "is '\(now.content)' instead of '\(content)'"))
            return found
        }
        if unit != now.unit { found.append((true, "counts in '\(now.unit)' instead of '\(unit)'")) }
        // What must be there is not empty: that was told already.
        let (old, new) = isRequired == now.isRequired ? (forms, now.forms) : (forms.map(\.orEmpty), now.forms.map(\.orEmpty))
        let narrows = !old.allSatisfy { form in new.contains { $0.takes(form) } }
        let widens = !new.allSatisfy { form in old.contains { $0.takes(form) } }
        switch (narrows, widens) {
        case (false, false): break
        case (true, true): found.append((true, "is now: \(now.type); was: \(type)"))
        case (true, false): found.append((!isReply, "may be less: now \(now.type); was \(type)"))
        case (false, true): found.append((isReply, "may be more: now \(now.type); was \(type)"))
        }
        return found
    }
}

extension ContractValue.Form {
    fileprivate var orEmpty: Self {
        var form = self
        form.least = 0
        return form
    }

    /// Whether everything the other takes, this takes too.
    fileprivate func takes(_ other: Self) -> Bool {
        if self == other { return true }
        guard base == other.base else { return false }
        if let words {
            guard let theirs = other.words, ignoresCase || !other.ignoresCase else { return false }
            return theirs.allSatisfy { word in words.contains { $0 == word || (ignoresCase && $0.equalsIgnoringASCIICase(word)) } }
        }
        // A word is as long as it is, but whether it has a form cannot be said here.
        if pattern != nil, pattern != other.pattern { return false }
        let longest = other.words?.map(\.count).max() ?? other.most
        let shortest = other.words?.map(\.count).min() ?? other.least
        if let most { guard let longest, longest <= most else { return false } }
        if shortest < least { return false }
        if let minimum { guard let theirs = other.minimum, theirs >= minimum else { return false } }
        return true
    }
}
