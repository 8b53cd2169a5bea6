import Synchronization

/// How many connections are open, in total and per remote address, and whether one more may be.
final class Admission: Sendable {
    enum Verdict: Sendable, Equatable {
        /// With the number of the connection since start.
        case admitted(UInt64)
        case full
        case fullForAddress
    }

    private struct Counts {
        var total = 0
        var perAddress: [String: Int] = [:]
        var last: UInt64 = 0
    }

    private let most: Int
    private let mostPerAddress: Int
    private let counts = Mutex(Counts())

    init(most: Int, perAddress: Int) {
        self.most = most
        mostPerAddress = perAddress
    }

    /// Whoever is admitted must `leave` once.
    func enter(_ address: String) -> Verdict {
        counts.withLock { counts in
            if counts.total >= most { return .full }
            let here = counts.perAddress[address, default: 0]
            if here >= mostPerAddress { return .fullForAddress }
            counts.perAddress[address] = here + 1
            counts.total += 1
            counts.last += 1
            return .admitted(counts.last)
        }
    }

    func leave(_ address: String) {
        counts.withLock { counts in
            counts.total -= 1
            let left = counts.perAddress[address, default: 1] - 1
            counts.perAddress[address] = left == 0 ? nil : left
        }
    }

    var open: Int { counts.withLock { $0.total } }
}
