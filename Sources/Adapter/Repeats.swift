import Core
import Synchronization
import Trust

/// Which references of vendors have been answered about whom, for vendors that send a question again until they have an answer (Open
/// Formulieren does so with a registration). Asked again, a question is answered afresh: an answer only reads. A certified document is issued
/// once, so it is given again, by `Deposits`. The same reference about somebody else is a mistake of the vendor, and it must hear so.
///
/// In memory, the last ten thousand: after a restart a reference is new again. Nothing is lost by that but the warning, and the journal holds
/// both questions. No BSN stands here, only pseudonyms.
final class Repeats: Sendable {
    /// A reference held for a question that is being answered.
    struct Claim {
        let isRepeat: Bool
        fileprivate let key: Key
        fileprivate let subject: Pseudonym
    }

    fileprivate struct Key: Hashable {
        let caller: String
        let vendor: String
        let tenant: String
        /// As the journal keeps it.
        let reference: String
    }

    private struct Entry {
        let subject: Pseudonym
        let isAnswered: Bool
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// In order of arrival; the oldest makes place.
        var order: [Key] = []
        var next = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 10_000) { self.capacity = capacity }

    /// Holds the reference of a question; nil when it has none.
    ///
    /// - Throws: `conflict` when it is that of a question about somebody else.
    func claim(
        _ inquiry: Inquiry, vendor: String, tenant: String, by caller: Caller, under pseudonyms: PseudonymKey
    ) throws(Fault) -> Claim? {
        guard let reference = inquiry.reference else { return nil }
        let key = Key(caller: caller.name, vendor: vendor, tenant: tenant, reference: pseudonyms.keeping(reference: reference))
        let subject = pseudonyms.pseudonym(of: inquiry.bsn)
        let known = state.withLock { state in
            let known = state.entries[key]
            if known == nil { enter(key, Entry(subject: subject, isAnswered: false), &state) }
            return known
        }
        guard known.map({ $0.subject == subject }) ?? true else { throw Fault(.conflict) }
        return Claim(isRepeat: known?.isAnswered ?? false, key: key, subject: subject)
    }

    /// What came of a question. A reference that got no answer is free again.
    func settle(_ claim: Claim, isAnswered: Bool) {
        state.withLock { state in
            if isAnswered {
                enter(claim.key, Entry(subject: claim.subject, isAnswered: true), &state)
            } else if state.entries[claim.key]?.isAnswered == false {
                state.entries[claim.key] = nil
            }
        }
    }

    private func enter(_ key: Key, _ entry: Entry, _ state: inout State) {
        guard state.entries.updateValue(entry, forKey: key) == nil else { return }
        if state.order.count < capacity {
            state.order.append(key)
        } else {
            if state.order[state.next] != key { state.entries[state.order[state.next]] = nil }
            state.order[state.next] = key
            state.next = (state.next + 1) % capacity
        }
    }
}
