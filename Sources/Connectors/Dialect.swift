import Core
import Standard
import Syntax

/// A protocol that vendors speak: what every speaker of it does, whoever it is. What one vendor does is its samples.
///
/// To add one: a type in its own folder, and a line in `Dialects.all`. The conformance tests then ask it for a reply to every fault
/// there is.
protocol Dialect: Sendable {
    /// As `connector.yaml` names it.
    static var name: String { get }
    /// What it is, in a sentence.
    static var summary: String { get }
    /// How its samples are written.
    static var sampleSyntax: SampleSyntax { get }
    /// The forms in which it tells faults, the usual one first.
    static var faultStyles: [String] { get }

    /// For one connector, with its switches.
    init(_ file: ConnectorFile)

    /// Whether a request is one that this form of asking reads, as far as its outermost element says. Asked only when several share an address.
    func recognises(_ request: Request, as ask: Ask, limits: Limits) -> Bool

    /// Whether two forms of asking can share an address, because their messages can be told apart.
    static func areDistinct(_ one: Ask, _ other: Ask) -> Bool

    /// Reads a request: everything the protocol asks of it, then its sample.
    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught

    /// What a vendor hears when a text is no BSN.
    func problem(ofBSN text: String, named label: String) -> Fault.Problem

    /// The headers of an answer, in the version of the protocol that the request spoke.
    func answerHeaders(_ spoken: Int) -> [Request.Header]

    /// What the protocol writes before and after an answer.
    func frame(_ asked: Asked, stamp: Stamp) -> (before: String, after: String)

    /// The reply that says that there is nothing, when that is no answer to this vendor.
    func nothingFound(_ asked: Asked, stamp: Stamp) -> Reply?

    /// The PDF as the reply itself; nil where the protocol has no such thing.
    func reply(with document: ReplyDocument) -> Reply?

    /// The reply that names where a document will be that is still being made; nil where the vendor's own sample says so.
    func reply(awaiting document: ReplyDocument) -> Reply?

    /// Whether a document travels beside the message.
    var packages: Bool { get }

    /// Where a fault stands in the order in which the protocol wants them told, the first wins; nil when there is no such order.
    func precedence(of fault: Fault) -> Int?

    /// A reply for a fault. Never fails, and never says more than the fault does.
    /// - Parameter spoken: the version of the protocol; nil when the request was not understood.
    func reply(to fault: Fault, spoken: Int?, request: Request?, stamp: Stamp) -> Reply
}

extension Dialect {
    func problem(ofBSN text: String, named label: String) -> Fault.Problem {
        Fault.Problem(name: label, code: Problems.Code.pattern.rawValue, reason: Problems.Code.pattern.reason)
    }
    func nothingFound(_ asked: Asked, stamp: Stamp) -> Reply? { nil }
    func precedence(of fault: Fault) -> Int? { nil }
    func reply(with document: ReplyDocument) -> Reply? { nil }
    func reply(awaiting document: ReplyDocument) -> Reply? { nil }
    var packages: Bool { false }
}

/// How a dialect's sample messages are written.
enum SampleSyntax: Sendable {
    case xml, json
}

/// Every dialect there is. Adding one is adding a line.
enum Dialects {
    static let all: [any Dialect.Type] = [JSONDialect.self, SOAPDialect.self]

    /// A dialect by its name.
    static func named(_ name: String) -> (any Dialect.Type)? { all.first { $0.name == name } }
}
