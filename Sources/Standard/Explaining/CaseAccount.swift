package import Core

/// How the totals and arrears of one case came about: which events counted, with which sign, what was asked, paid and is overdue.
package struct CaseAccount: Sendable {
    /// What an event did to the totals.
    package struct Counted: Sendable {
        /// Index in `events`.
        package let event: Int
        package let term: Term
        /// Not negative by its own sign: a correction downwards counts as a positive amount of `adjustsDown`.
        package let amount: Cents
        /// Whether the version can show the event; otherwise it counts in the balance alone.
        package let isListed: Bool
    }

    /// What totals are made of.
    package enum Term: String, Sendable, CaseIterable {
        case raises, settles
        case adjustsUp = "adjusts_up"
        case adjustsDown = "adjusts_down"
    }

    package struct Total: Sendable {
        package let name: String
        package let value: Cents
        package let isBalance: Bool
        package let add: [Term]
        package let subtract: [Term]
        /// Whether events that the version cannot show count.
        package let countsMissing: Bool
        package let sentences: Sentences

        /// The events that this total counts, with their sign in it.
        package func parts(of counted: [Counted]) -> [(part: Counted, isAdded: Bool)] {
            counted.compactMap { part in
                guard part.isListed || countsMissing else { return nil }
                return add.contains(part.term) ? (part, true) : subtract.contains(part.term) ? (part, false) : nil
            }
        }
    }

    /// A payment notice through time.
    package struct Notice: Sendable {
        /// Why something that was paid was counted on this notice.
        package enum Reason: Sendable, Equatable {
            /// It bears the notice's reference.
            case reference
            /// It bears the notice's reference and came before the notice.
            case beforehand
            /// The oldest open notice takes what bears no reference, or is left of it.
            case oldest
        }

        package struct Payment: Sendable {
            /// Index of the payment in `events`.
            package let event: Int
            package let amount: Cents
            package let reason: Reason
        }

        /// Index in `events`.
        package let event: Int
        package let amount: Cents
        /// The last moment to pay; nil when not known.
        package let due: Instant?
        package internal(set) var payments: [Payment]
        /// The event that withdrew it, also when that comes later than now.
        package internal(set) var withdrawnBy: Int?
        /// The newer notice with the same reference.
        package internal(set) var replacedBy: Int?
        /// What was left after the payments.
        package internal(set) var open: Cents
        /// Overdue and counted as an arrear, after what the balance lacks was taken off; zero when it is none.
        package internal(set) var arrear: Cents = .zero

        /// Whether it still asks for something.
        package var stands: Bool { withdrawnBy == nil && replacedBy == nil }
    }

    package let zaakkenmerk: String
    /// In the standard's order, with what the program fills in; also those that the version cannot show.
    package let events: [CaseEvent]
    package let counted: [Counted]
    package let totals: [Total]
    /// Oldest first.
    package let notices: [Notice]
    package let saldo: Cents
    /// In the order of the events, as the answer names them.
    package let arrears: [Arrear]
    /// What of the overdue notices is not an arrear because the balance is lower, in cents.
    package let excess: Cents
}

/// How one document came about.
package struct DocumentAccount: Sendable {
    package let organisation: OIN
    /// In the standard's order.
    package let cases: [CaseAccount]
}
