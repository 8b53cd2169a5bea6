package import Core

/// What one vendor's connector makes of a message, told to whoever made the message: what was recognised, what is passed over, what is wrong
/// and how to mend it, and what the service would say. Holds no value of a citizen: texts are told by their length and shape, lines are quoted
/// with `•••` for what stands in them.
///
/// The outcome is `Connector.asked`'s own; the rest is found by a second walk over the message, which the service never makes.
package struct Verdict: Sendable {
    /// In the file, counted from 1, in characters.
    package struct Place: Sendable, Equatable {
        package let line: Int
        package let column: Int
        package let length: Int
    }

    /// Something about the message as a whole: `envelope`, `SOAP 1.1`.
    package struct Fact: Sendable {
        package let name: String
        package let text: String
        package let place: Place?
    }

    /// A hole of the sample that the message fills.
    package struct Word: Sendable {
        /// As the sample names it: `bsn`.
        package let name: String
        /// As the message names it: `inp.bsn`.
        package let part: String
        /// Its shape: `9 digits, passes the 11-proef`.
        package let text: String
        package let place: Place?
    }

    /// A part of the message that nobody reads, and why.
    package struct Ignored: Sendable {
        package let part: String
        package let why: String
        package let place: Place?
    }

    /// Something that is not as this vendor's sample has it.
    package struct Flaw: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case address, header, action, syntax, encoding, doctype, size, envelope, version, message, namespace, spelling, misplaced,
                unknown
            case missing, empty, constant, duplicate, shape, bsn, length, unsupported, order, other
            case contentType = "content type"
        }

        package let kind: Kind
        package let message: String
        /// Nil for what stands outside the file, such as a header given on the command line.
        package let place: Place?
        /// The sender's own line with values as `•••`, and where the place then stands in it.
        package internal(set) var excerpt: Excerpt?
        package let fix: String?
        /// How it should be written: lines of XML or JSON.
        package let snippet: [String]
        /// False for what is accepted all the same, and yet is not as the sample has it.
        package internal(set) var isWrong: Bool
        /// Nothing but what the service itself says of it: the second walk did not find it.
        package internal(set) var isBare = false
    }

    package struct Excerpt: Sendable {
        package let text: String
        /// Counted from 1, in characters of the text.
        package let column: Int
        package let length: Int
    }

    /// What the service would answer when it refuses.
    package struct Refusal: Sendable {
        package let fault: Fault
        package let status: Int
        /// As the reply carries it: a StUF code, a SOAP fault code, or the code of a problem.
        package let code: String?
        package let title: String
    }

    package let vendor: String
    /// The file.
    package let name: String
    package internal(set) var facts: [Fact] = []
    package internal(set) var words: [Word] = []
    package internal(set) var ignored: [Ignored] = []
    package internal(set) var flaws: [Flaw] = []
    /// Nil when the message is accepted.
    package internal(set) var refusal: Refusal?
    /// How much the message is like this vendor's, from 0: for who does not know whose it is.
    package internal(set) var resemblance = 0

    /// How many places the second walk called wrong in a message that is accepted: always 0, unless the two walks disagree.
    package internal(set) var overruled = 0

    package var isAccepted: Bool { refusal == nil }
    /// What must be mended.
    package var wrong: [Flaw] { flaws.filter(\.isWrong) }
    /// What is accepted, and yet is not as the sample has it.
    package var notes: [Flaw] { flaws.filter { !$0.isWrong } }

    init(vendor: String, name: String) {
        self.vendor = vendor
        self.name = name
    }
}
