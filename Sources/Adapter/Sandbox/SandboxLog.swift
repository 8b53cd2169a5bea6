import Connectors
import Core

extension Pipeline {
    /// Tells the supplier behind a sandbox what became of its question; of an installation that serves, nothing.
    func tell(_ proceeding: Proceeding, _ fault: Fault?) {
        guard let sandbox = catalogue.sandbox else { return }
        Event.simulated(
            reference: proceeding.stamp.reference, vendor: proceeding.connector?.vendor, question: proceeding.question,
            citizen: proceeding.asked.flatMap { sandbox.citizen($0.inquiry.bsn)?.name }, situation: fault?.situation.rawValue,
            // The sentence names parts of the message as it was sent, and a number can stand anywhere.
            said: fault?.sentence.hidingLongNumbers
        ).log(to: logger)
    }
}
