import Core
import Glibc

/// Shows how far a run is: a bar that moves on a terminal, a line per tenth anywhere else, unless it is over in a moment.
struct Gauge {
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let begun = ContinuousClock.now
    private let first: Int
    private var shown = ContinuousClock.now
    private var tenth: Int

    /// - Parameter done: how many were done before this run began.
    init(total: Int, done: Int) {
        self.total = total
        first = done
        tenth = total == 0 ? 10 : done * 10 / total
    }

    mutating func show(_ done: Int) {
        guard total > 0 else { return }
        if isTerminal {
            guard done == total || shown + .milliseconds(100) < .now else { return }
            shown = .now
            let cells = done * 30 / total
            let bar = String(repeating: "█", count: cells) + String(repeating: "·", count: 30 - cells)
            Words.mutter("\r\(bar) \(done * 100 / total)% \(words(done))\(left(done))\u{1B}[K")
        } else if total >= 1_000, done * 10 / total > tenth {
            tenth = done * 10 / total
            Words.complain(words(done))
        }
    }

    /// Leaves the line as it is; what is told next begins on its own.
    func leave() { if isTerminal, total > 0 { Words.mutter("\r\u{1B}[K") } }

    private func words(_ done: Int) -> String { "\(done.grouped()) of \(total.grouped()) citizens" }

    /// How long it will still take at this pace.
    private func left(_ done: Int) -> String {
        let spent = Double((ContinuousClock.now - begun).components.seconds)
        guard done > first, spent >= 1, done < total else { return "" }
        let seconds = Int(spent * Double(total - done) / Double(done - first)) + 1
        return seconds < 60 ? ", \(seconds) s left" : ", \(seconds / 60) min \(seconds % 60) s left"
    }
}
