import Core
import Logging
import Synchronization

/// What came of reading the files again, for log and status page. Files and our own words about them; no datum of a citizen.
struct ReloadReport: Sendable {
    enum Outcome: String, Sendable {
        /// The new set serves.
        case swapped
        /// The files are those that serve.
        case unchanged
        /// The files are wrong; what served goes on.
        case refused
    }

    /// Why the files were read.
    enum Cause: String, Sendable {
        case watch, signal
    }

    let outcome: Outcome
    let cause: Cause
    /// What serves now.
    let catalogue: Digest
    /// Everything that was said about the files, warnings too.
    var diagnostics = Diagnostics()
    /// Why it was refused when no place in a file is to blame, such as a secret that is not there.
    var because: String?
    /// Settings that were changed and hold only from the next start on.
    var restart: [String] = []
    /// When it ended, in milliseconds since 1970 UTC.
    let time = Clock.milliseconds
    /// How many milliseconds it took.
    var took = 0

    /// Mistakes that get a line of their own in the log; `check` and the status page show them all.
    private static let most = 20

    /// One line for the whole, and one for each mistake of a set that was refused.
    func log(to logger: Logger) {
        let mistakes = outcome == .refused ? diagnostics.sorted : []
        let first = mistakes.first { $0.severity == .error }
        Event.reloaded(
            Event.Reload(
                outcome: outcome.rawValue, cause: cause.rawValue, catalogue: catalogue.hex,
                errors: mistakes.count { $0.severity == .error }, code: first?.code.name, place: first?.span.place, because: because,
                restart: restart.isEmpty ? nil : restart.joined(separator: " "), milliseconds: took)
        ).log(to: logger)
        for mistake in mistakes.prefix(ReloadReport.most) {
            Event.diagnosed(
                code: mistake.code.name, isError: mistake.severity == .error, place: mistake.span.place, message: mistake.message,
                hint: mistake.hint
            ).log(to: logger)
        }
    }
}

/// What the reloads since the start came to.
final class ReloadHistory: Sendable {
    struct Told: Sendable {
        var swapped = 0
        var refused = 0
        var unchanged = 0
        /// The last that changed something or could not.
        var last: ReloadReport?
        /// The last that was refused, until the files on disk are again those that serve.
        var refusal: ReloadReport?
        /// What waits for the next start.
        var restart: [String] = []
    }

    private let told = Mutex(Told())

    var now: Told { told.withLock { $0 } }

    func add(_ report: ReloadReport) {
        told.withLock { told in
            switch report.outcome {
            case .swapped:
                told.swapped += 1
                told.refusal = nil
                told.restart = report.restart
            case .unchanged:
                told.unchanged += 1
                told.refusal = nil
            case .refused:
                told.refused += 1
                told.refusal = report
            }
            told.last = report
        }
    }
}
