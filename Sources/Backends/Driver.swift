import Core
import Syntax

/// A kind of source and one place of that kind. A new kind is a file or folder here and one line in `Drivers.all`.
protocol Driver: Sendable, Equatable {
    /// The word behind `kind:` in a source file.
    static var kind: String { get }

    /// What its connection settings may say.
    static var connection: FormShape { get }

    /// Reads the connection settings; nil when they cannot be used.
    static func read(_ node: Node, at place: Place, _ diagnostics: inout Diagnostics) -> Self?

    /// Whether it talks over sockets that an event loop watches.
    static var usesLoops: Bool { get }

    /// How sources of this kind are asked about themselves.
    static var inspector: any Inspector { get }

    /// Opens the source. Connects to nothing yet: a source that is down must not keep the program from starting.
    func open(_ file: SourceFile, on loops: EventLoops) -> any Backend
}

extension Driver {
    /// Whether another driver is the same place, so that its connections can be kept.
    func isSame(as other: any Driver) -> Bool { (other as? Self) == self }
}

/// The kinds there are.
enum Drivers {
    static let all: [any Driver.Type] = [PostgreSQLDriver.self, SQLiteDriver.self]

    static var kinds: [String] { all.map { $0.kind } }

    static func named(_ kind: String) -> (any Driver.Type)? { all.first { $0.kind == kind } }
}

/// An open source: its connections, and those who wait for one.
///
/// The contract all kinds keep, and one suite of tests proves for each of them: one snapshot for all row sets of a job; cells in declared
/// order; nothing but reading; each job finishes exactly once and by its deadline; a full queue is `busy` at once; a source that comes back
/// works again without help.
protocol Backend: AnyObject, Sendable {
    /// Takes a job; it may be called on any thread and never blocks.
    func submit(_ job: Job)

    /// Ends a job early, on the server too. A job that is finished already is left alone.
    func cancel(_ job: Job)

    /// Closes every connection; jobs that still wait or run fail as unreachable.
    func close() async
}
