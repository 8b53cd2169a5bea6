import Core
import Glibc
import Mappings
import Synchronization
import Trust

/// One run of `reconcile` over one mapping: lists the citizens, asks about each, compares every case with the control.
struct WholeRun {
    /// Whether somebody asked the run to stop.
    final class Stop: Sendable {
        private let asked = Atomic<Bool>(false)
        var isAsked: Bool { asked.load(ordering: .relaxed) }
        func ask() { asked.store(true, ordering: .relaxed) }
    }

    /// Why a run has no findings.
    enum Ended: Error {
        /// It was asked to stop; what it knows is written down.
        case stopped(asked: Int, citizens: Int)
        /// The source does not answer; what is known is written down.
        case failed(Failure, asked: Int)
    }

    /// Citizens between two moments at which the run may write down how far it is.
    private static let stretch = 2_048
    /// Questions in a row that a source did not answer, after which it is taken for gone.
    private static let patience = 50

    let desk: BatchDesk
    let whole: Whole
    /// Questions at the same time.
    let width: Int
    /// Where the state stands while the run is not finished.
    let path: String
    let stop: Stop
    private(set) var rows = 0
    private var silence = 0
    private var lastFailure: Failure?

    init(_ desk: BatchDesk, _ whole: Whole, width: Int, path: String, stop: Stop) {
        self.desk = desk
        self.whole = whole
        self.width = width
        self.path = path
        self.stop = stop
    }

    mutating func findings(resuming: Bool) async throws(Ended) -> Findings {
        let pseudonyms = desk.desk.pseudonyms
        let (subjects, control) = try await list(asked: 0)
        var tally = Tally(control: control) { String(pseudonyms.mark(of: Array("case:\($0)".utf8)).text.prefix(35)) }
        var next = 0
        if resuming { (tally, next) = resumed(tally, subjects) }
        var gauge = Gauge(total: subjects.count, done: next)
        var saved = ContinuousClock.now
        while next < subjects.count {
            let end = min(next + WholeRun.stretch, subjects.count)
            let reached = await ask(subjects, Array(next..<end), closely: false) { number, place, answer in
                tally.count(answer, of: place)
                gauge.show(next + number)
            }
            next += reached
            if next < end || saved + .seconds(15) < .now {
                save(tally, subjects, next)
                saved = .now
            }
            if let failure = lastFailure, silence >= WholeRun.patience { throw left(gauge, .failed(failure, asked: next)) }
            if stop.isAsked { throw left(gauge, .stopped(asked: next, citizens: subjects.count)) }
        }
        gauge.leave()
        return try await lookAgain(tally, subjects)
    }

    /// Asks those whose answers did not agree once more, against a fresh control.
    private mutating func lookAgain(_ tally: Tally, _ subjects: [BSN]) async throws(Ended) -> Findings {
        var second = SecondLook(width: whole.totals.count)
        let isNeeded = !tally.again.isEmpty || tally.control.indices.contains { !tally.agrees[$0] }
        guard isNeeded else { return finished(second.findings(tally, now: nil, citizens: subjects.count)) }
        save(tally, subjects, subjects.count)
        if !tally.again.isEmpty { Words.complain("A second look at \(tally.again.count.grouped()) of them.") }
        silence = 0
        let (_, control) = try await list(asked: subjects.count)
        let reached = await ask(subjects, tally.again, closely: true) { _, _, answer in second.count(answer) }
        if stop.isAsked, reached < tally.again.count { throw .stopped(asked: subjects.count, citizens: subjects.count) }
        if let failure = lastFailure, reached < tally.again.count { throw .failed(failure, asked: subjects.count) }
        return finished(second.findings(tally, now: control, citizens: subjects.count))
    }

    private func list(asked: Int) async throws(Ended) -> (subjects: [BSN], control: [Whole.Case]) {
        switch await desk.list(whole) {
        case .failed(let failure): throw .failed(failure, asked: asked)
        case .rows(let sets):
            let (subjects, unusable) = whole.citizens(sets[0])
            if unusable > 0, asked == 0 {
                Words.complain("\(unusable.grouped()) rows of the citizens hold no valid BSN; nobody can ask about them.")
            }
            do throws(Failure) { return (subjects, try whole.control(sets[1])) } catch { throw .failed(error, asked: asked) }
        }
    }

    /// Asks about some citizens, several at a time; gives how many of them were asked, in their order, when it was not stopped.
    private mutating func ask(
        _ subjects: [BSN], _ places: [Int], closely: Bool, _ take: (_ number: Int, _ place: Int, CitizenAnswer) -> Void
    ) async -> Int {
        await withTaskGroup(of: (Int, CitizenAnswer).self) { group in
            var next = 0
            var done = 0
            while true {
                while next - done < width, next < places.count, !stop.isAsked, silence < WholeRun.patience {
                    let place = places[next]
                    next += 1
                    group.addTask { [desk, whole] in (place, await WholeRun.answer(desk, whole, subjects[place], closely: closely)) }
                }
                guard let (place, answer) = await group.next() else { return next }
                done += 1
                rows += answer.rows
                if case .failed(let failure) = answer.result, failure.kind.isOfSource {
                    silence += 1
                    lastFailure = failure
                } else {
                    silence = 0
                }
                take(done, place, answer)
            }
        }
    }

    private static func answer(_ desk: BatchDesk, _ whole: Whole, _ subject: BSN, closely: Bool) async -> CitizenAnswer {
        switch await desk.ask(about: subject) {
        case .failed(let failure): return CitizenAnswer(result: .failed(failure), rows: 0)
        case .rows(let sets):
            let rows = sets.reduce(0) { $0 + $1.count }
            do throws(Failure) {
                var cases: [CitizenAnswer.Case] = []
                for item in try desk.plan.cases(of: sets, key: desk.served.key) {
                    guard let sums = whole.sums(of: item.events) else {
                        throw Failure(.data, "a sum over the events of a case is too large")
                    }
                    var events: [(kenmerk: Int, sums: [Cents])] = []
                    if closely {
                        events = item.events.map { (desk.plan.kenmerk(of: $0).hashValue, whole.sums(of: [$0]) ?? sums) }
                    }
                    cases.append(CitizenAnswer.Case(zaakkenmerk: item.zaakkenmerk, sums: sums, events: events))
                }
                return CitizenAnswer(result: .cases(cases), rows: rows)
            } catch {
                return CitizenAnswer(result: .failed(error), rows: rows)
            }
        }
    }

    // The state.

    private func resumed(_ tally: Tally, _ subjects: [BSN]) -> (Tally, next: Int) {
        guard let bytes = File.read(path), let state = WholeState(bytes) else {
            Words.complain("There is no interrupted run to go on with; this one begins at the beginning.")
            return (tally, 0)
        }
        guard state.mapping == desk.plan.hash.hex else {
            Words.complain("The mapping has changed since the run was interrupted; this one begins at the beginning.")
            return (tally, 0)
        }
        guard let found = state.resumed(tally, citizens: subjects, key: desk.desk.pseudonyms) else {
            Words.complain("Other citizens are listed than when the run was interrupted; this one begins at the beginning.")
            return (tally, 0)
        }
        Words.complain("Going on after \(state.asked.grouped()) citizens.")
        return (found, state.asked)
    }

    private func save(_ tally: Tally, _ subjects: [BSN], _ asked: Int) {
        let state = WholeState(desk.plan, tally, citizens: subjects, asked: asked, key: desk.desk.pseudonyms)
        // Written aside and renamed: what is there is always whole.
        guard File.write(state.bytes, to: path + ".new", mode: 0o600), rename(path + ".new", path) == 0 else {
            return Words.complain("The state cannot be written to \(path); an interrupted run will have to begin anew.")
        }
    }

    private func finished(_ findings: Findings) -> Findings {
        unlink(path)
        return findings
    }

    private func left(_ gauge: Gauge, _ ended: Ended) -> Ended {
        gauge.leave()
        return ended
    }
}

extension Failure.Class {
    /// Whether the source did not answer, rather than the mapping refusing what it said.
    fileprivate var isOfSource: Bool {
        switch self {
        case .unreachable, .timeout, .busy, .refused, .drift: true
        case .tooLarge, .data: false
        }
    }
}
