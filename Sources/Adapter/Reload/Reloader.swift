import Backends
import Core
import Glibc
import Logging
import Synchronization

/// Reads the files again when they change or when it is told to, and swaps the new set in whole. On a thread of its own that is less urgent than
/// those that serve; a set that is wrong changes nothing.
final class Reloader: @unchecked Sendable {
    /// How often files that are being written are looked at until they rest, and how often at most: ten seconds.
    private static let settling: (pause: UInt32, looks: Int) = (100_000, 100)

    private let root: Root
    private let serving: Serving
    private let gateway: Gateway
    private let logger: Logger
    private let history: ReloadHistory
    /// What holds until the next start, whatever is reloaded.
    private let started: Settings
    /// Whether changes are looked for, and how often when nothing wakes us, in milliseconds.
    private let watches: Bool
    private let bell = FolderBell()
    private let isTold = Atomic(false)
    private let isEnded = Atomic(false)

    // What follows belongs to the thread.
    private var watch: FileWatch
    /// What stood there when the set that serves was compiled.
    private var servedSight: FileWatch.Sight
    /// What stood there when it was last tried.
    private var lastSight: FileWatch.Sight
    /// Settings that were tried and refused: what they name may be what is still to come.
    private var refused: Settings?

    init(
        _ serving: Serving, gateway: Gateway, root: Root, logger: Logger, history: ReloadHistory, watch: FileWatch,
        sight: FileWatch.Sight, watches: Bool
    ) {
        self.serving = serving
        self.gateway = gateway
        self.root = root
        self.logger = logger
        self.history = history
        self.watch = watch
        self.watches = watches
        servedSight = sight
        lastSight = sight
        started = serving.now.settings
    }

    /// Starts the thread, which lives until `end`.
    func begin() {
        Thread.start("reload") { [self] in run() }
    }

    /// Has the files read now, whether they seem changed or not, and every mapping compared with its database.
    func reload() {
        isTold.store(true, ordering: .releasing)
        bell.ring()
    }

    /// From now on nothing is swapped any more.
    func end() {
        isEnded.store(true, ordering: .releasing)
        bell.ring()
    }

    // MARK: On the thread

    private func run() {
        // Linux takes the calling thread for nought here, not the process.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
        if watches { bell.listen(to: watch.folders) }
        while true {
            bell.wait(milliseconds: watches ? Int32(serving.now.settings.reload.every) : -1)
            if isEnded.load(ordering: .acquiring) { return }
            if isTold.exchange(false, ordering: .acquiring) {
                turn(.signal, look())
            } else if watches {
                let sight = look()
                if sight != lastSight { turn(.watch, settled(sight)) }
                usleep(Reloader.settling.pause)
            }
        }
    }

    private func look() -> FileWatch.Sight {
        let sight = watch.look(besides: [serving.now.settings] + (refused.map { [$0] } ?? []))
        if watches { bell.listen(to: watch.folders) }
        return sight
    }

    /// Looks until nothing changes any more: who copies a set writes many files, and half of it is no set.
    private func settled(_ first: FileWatch.Sight) -> FileWatch.Sight {
        var sight = first
        for _ in 0..<Reloader.settling.looks where !isEnded.load(ordering: .acquiring) {
            usleep(Reloader.settling.pause)
            let next = look()
            if next == sight { return next }
            sight = next
        }
        return sight
    }

    private func turn(_ cause: ReloadReport.Cause, _ sight: FileWatch.Sight) {
        let began = ContinuousClock.now
        lastSight = sight
        var report = sight == servedSight ? same(cause) : attempt(cause)
        report.took = Int((ContinuousClock.now - began) / .milliseconds(1))
        history.add(report)
        report.log(to: logger)
        let pipeline = serving.now.pipeline
        if report.outcome != .refused, report.outcome == .swapped || cause == .signal {
            Task.detached(priority: .utility) { await pipeline.examine(all: true) }
        }
    }

    private func same(_ cause: ReloadReport.Cause) -> ReloadReport {
        refused = nil
        return ReloadReport(outcome: .unchanged, cause: cause, catalogue: serving.now.pipeline.catalogue.hash)
    }

    private func attempt(_ cause: ReloadReport.Cause) -> ReloadReport {
        let earlier = serving.now
        var diagnostics = Diagnostics()
        var because: String?
        // What serves goes on serving, and what simulates simulating.
        let use = earlier.pipeline.catalogue.sandbox.map { Catalogue.Use.simulating($0.terms) } ?? .serving
        if let catalogue = Catalogue.compile(root, for: use, into: &diagnostics) {
            do throws(StartFailure) {
                // What the new settings name is looked at before it is read, so that a change after that shows as one.
                refused = catalogue.settings
                lastSight.merge(watch.look(at: refused.map { [$0] } ?? [])) { before, _ in before }
                let next = try swap(to: catalogue, after: earlier)
                refused = nil
                servedSight = lastSight
                return ReloadReport(
                    outcome: .swapped, cause: cause, catalogue: catalogue.hash, diagnostics: diagnostics,
                    restart: next.settings.waits(since: started))
            } catch {
                because = error.text
            }
        }
        return ReloadReport(
            outcome: .refused, cause: cause, catalogue: earlier.pipeline.catalogue.hash, diagnostics: diagnostics, because: because)
    }

    /// All or nothing: what can fail comes before what changes anything.
    private func swap(to catalogue: Catalogue, after earlier: Generation) throws(StartFailure) -> Generation {
        let preparation = try Preparation(catalogue, root: root)
        do throws(GatewayFailure) {
            try gateway.reload(preparation.listeners)
        } catch {
            throw StartFailure(environment: "The certificates cannot be used: \(error).")
        }
        let next = preparation.generation(after: earlier, journal: earlier.pipeline.journal, logger: logger)
        serving.swap(to: next)
        return next
    }
}
