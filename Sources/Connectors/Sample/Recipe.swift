import Core
import Standard

/// A reply sample as a flat list of operations: filling it is running down the list.
struct Recipe: Sendable {
    /// What can be repeated.
    enum List: Sendable, Equatable {
        /// One per organisation.
        case documents
        /// Of the document around it, or of all documents.
        case cases
        case events
        case arrears
        /// What the answer says about its own completeness.
        case remarks
    }

    /// How a value is written.
    enum Escape: Sendable {
        case xml
        /// As part of a JSON string that is already open.
        case jsonPart
        /// As a JSON value of its own type.
        case json
    }

    enum Op: Sendable {
        /// Bytes that never change, a range of `bytes`.
        case copy(Int, Int)
        /// A hole. Absent, it is an error when needed, else nothing.
        case value(hole: Int, Escape, isNeeded: Bool)
        /// Goes on at `skip` when all of a test's parts are absent.
        case optional(test: Int, skip: Int)
        /// Runs the operations up to `end` once per item.
        case each(List, end: Int)
        /// Runs the operations of the event's kind, then goes on at `end`.
        case kinds(table: Int, end: Int)
        /// JSON: a map or list begins; what follows is separated at this depth.
        case open(depth: Int)
        /// JSON: a comma unless nothing was written at this depth yet.
        case separator(depth: Int)
        /// The whole rendition of the document at hand.
        case whole(escaped: Bool)
        /// Goes on at `skip` when the request chose its fields and this is none of them.
        case field(Int, skip: Int)
        /// Goes on at `skip` unless the overview was asked in this form.
        case form(Form, skip: Int)
        /// The certified document in base64, or what stands for it where it travels beside the message.
        case pdf
        /// The address of the certified document.
        case link(Escape)
    }

    /// In what an overview can be asked.
    enum Form: Sendable, Equatable {
        case xml, json
        /// The certified document itself, or its address.
        case pdf, link
    }

    /// What an optional part depends on.
    enum Test: Sendable {
        case hole(Int)
        case list(List)
    }

    var ops: [Op] = []
    var bytes: [UInt8] = []
    var holes: [Hole] = []
    var tests: [[Test]] = []
    /// Per table, by the index of a kind: the range of operations for it; empty for a kind that is left out.
    var tables: [[Range<Int>]] = []
    /// The paths of the parts that a request can choose from (`gebeurtenissen.bedrag`), in the order of the sample.
    var fields: [String] = []
    var depth = 0
    /// The form in which the standard must write the documents; nil when the sample asks for none.
    var jsonForm = false
    var xmlForm: String?
    /// Whether the sample has a place for the certified document, and for its address.
    var pdfForm = false
    var linkForm = false
    /// Whether it shows nothing of an overview but the certified document.
    var isDocumentOnly = false
}

/// A place in a reply where a value goes.
struct Hole: Sendable {
    enum Origin: Sendable {
        /// Our reference of the reply.
        case reference
        /// The moment of the reply.
        case moment
        /// Whether every source answered.
        case isComplete
        /// The version of the standard that is answered in.
        case version
        /// The number of the certified document, and until when its address works; absent where there is none.
        case documentNumber, documentValidUntil
        /// A word of the request, by its number.
        case request(Int)
        case document(Int)
        case zaak(Int)
        /// A field of the first event of a kind in the case at hand.
        case firstEvent(kind: Int, slot: Int)
        /// How many cases there are, what is open and what is overdue: of the document at hand, or of all.
        case caseCount, totalSaldo, totalDue
        /// By the index of a kind: the slot, or -1 where the kind has no such word.
        case event([Int])
        case remark
        case arrearKenmerk
        case arrearOpen
    }

    /// As written between the braces.
    let name: String
    let origin: Origin
    let steps: [Step.Body]
}
