import Synchronization

/// How often something may be done in a minute: from one network, and by all together. Two token buckets, with time passed in.
///
/// A minute's worth may come at once; after that it comes back evenly. Whoever is refused costs nothing.
final class RateLimit: Sendable {
    /// Per minute.
    struct Rates: Sendable, Equatable {
        let perNetwork: Int
        let all: Int
    }

    /// How much is left, in parts: a token is 60 000 parts, so that one millisecond gives back as many parts as the rate.
    private struct Bucket {
        var parts: Int
        var at: Int

        mutating func fill(_ rate: Int, at now: Int) {
            // A clock that stands still or goes back gives nothing.
            parts = min(rate * RateLimit.token, parts + max(0, min(now - at, RateLimit.token)) * rate)
            at = max(at, now)
        }

        /// Milliseconds until there is a token; nil when there is one.
        func wait(_ rate: Int) -> Int? { parts >= RateLimit.token ? nil : (RateLimit.token - parts + rate - 1) / rate }
    }

    private struct Buckets {
        var all: Bucket?
        var networks: [Network: Bucket] = [:]
    }

    private static let token = 60_000

    private let mostNetworks: Int
    private let buckets = Mutex(Buckets())

    /// - Parameter mostNetworks: how many are remembered; beyond it only the rate of all together holds.
    init(mostNetworks: Int = 10_000) { self.mostNetworks = mostNetworks }

    /// Nil when it may be done now, else the whole seconds after which it may be tried again, at least 1.
    ///
    /// - Parameter now: milliseconds of a clock that does not go back.
    func take(_ network: Network, _ rates: Rates, at now: Int) -> Int? {
        buckets.withLock { buckets in
            var all = buckets.all ?? Bucket(parts: rates.all * RateLimit.token, at: now)
            all.fill(rates.all, at: now)
            var own = buckets.networks[network] ?? Bucket(parts: rates.perNetwork * RateLimit.token, at: now)
            own.fill(rates.perNetwork, at: now)
            if let wait = [own.wait(rates.perNetwork), all.wait(rates.all)].compactMap({ $0 }).max() {
                buckets.all = all
                return max(1, (wait + 999) / 1_000)
            }
            all.parts -= RateLimit.token
            own.parts -= RateLimit.token
            buckets.all = all
            remember(own, of: network, rates, at: now, &buckets)
            return nil
        }
    }

    /// How many networks are remembered.
    var networks: Int { buckets.withLock { $0.networks.count } }

    private func remember(_ bucket: Bucket, of network: Network, _ rates: Rates, at now: Int, _ buckets: inout Buckets) {
        if buckets.networks[network] == nil, buckets.networks.count >= mostNetworks {
            // A bucket that is full again says nothing more.
            buckets.networks = buckets.networks.filter { now - $0.value.at < RateLimit.token }
            guard buckets.networks.count < mostNetworks else { return }
        }
        buckets.networks[network] = bucket
    }
}
