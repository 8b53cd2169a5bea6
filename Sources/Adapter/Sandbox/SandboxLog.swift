import Connectors
import Core
import Trust

extension Pipeline {
    /// Tells the supplier behind a sandbox what became of its question; of an installation that serves, nothing.
    func tell(_ proceeding: Proceeding, _ fault: Fault?) {
        guard let sandbox = catalogue.sandbox else { return }
        let subject = proceeding.permit?.subject ?? proceeding.asked?.inquiry.bsn
        Event.simulated(
            reference: proceeding.stamp.reference, vendor: proceeding.connector?.vendor, question: proceeding.question,
            citizen: subject.flatMap { sandbox.citizen($0)?.name }, situation: fault?.situation.rawValue,
            // The sentence names parts of the message as it was sent, and a number can stand anywhere.
            said: fault?.sentence.hidingLongNumbers
        ).log(to: logger)
    }
}
