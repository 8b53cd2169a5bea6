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

    /// Reads a request: everything the protocol asks of it, then its sample.
    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught

    /// The headers of an answer.
    var answerHeaders: [Request.Header] { get }

    /// A reply for a fault. Never fails, and never says more than the fault does.
    func reply(to fault: Fault, request: Request?, stamp: Stamp) -> Reply
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
