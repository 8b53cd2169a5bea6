/// What the program must find in a version's file to work with it, whatever the wire calls it.
package enum Role: String, Sendable, CaseIterable {
    /// Names an event, or a case.
    case kenmerk
    /// When an event was registered.
    case moment
    /// The amount of an event.
    case amount
    /// The last moment to pay a notice.
    case due
    /// Ties a payment to a notice.
    case paymentReference = "payment_reference"
    /// The notice that is taken back.
    case withdrawn
    /// Whether an obligation is the one its case is about; a version may lack it.
    case primary
    /// What an obligation is for, in words for the citizen.
    case description
    /// What is still open of a case.
    case balance
    /// The number of the decision that imposed an obligation.
    case decision
    /// How a notice is to be paid; which words of it ask nothing of the citizen stands beside it.
    case paymentMethod = "payment_method"
    /// The account to pay a notice to.
    case account
    /// In whose name that account is.
    case accountHolder = "account_holder"
    /// Whom to pay.
    case payee
}
