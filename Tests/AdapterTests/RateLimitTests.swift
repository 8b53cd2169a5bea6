import Testing

@testable import Adapter

/// How often something may be done; time is what the test says it is.
@Suite struct RateLimitTests {
    private static let rates = RateLimit.Rates(perNetwork: 6, all: 20)
    private static let here = Network("192.0.2.1")

    @Test func aMinutesWorthAtOnceThenEvenly() {
        let limit = RateLimit()
        for _ in 0..<6 { #expect(limit.take(Self.here, Self.rates, at: 1_000) == nil) }
        #expect(limit.take(Self.here, Self.rates, at: 1_000) == 10)
        #expect(limit.take(Self.here, Self.rates, at: 2_000) == 9)
        #expect(limit.take(Self.here, Self.rates, at: 10_999) == 1)
        // Whoever was refused did not use anything up.
        #expect(limit.take(Self.here, Self.rates, at: 11_000) == nil)
        #expect(limit.take(Self.here, Self.rates, at: 11_000) == 10)
        // After a long time there is a minute's worth, and no more.
        for _ in 0..<6 { #expect(limit.take(Self.here, Self.rates, at: 10_000_000) == nil) }
        #expect(limit.take(Self.here, Self.rates, at: 10_000_000) == 10)
    }

    @Test func oneNetworkDoesNotHoldUpAnother() {
        let limit = RateLimit()
        for _ in 0..<7 { _ = limit.take(Self.here, Self.rates, at: 0) }
        #expect(limit.take(Network("192.0.2.2"), Self.rates, at: 0) == nil)
    }

    @Test func allTogetherHaveALimitToo() {
        let limit = RateLimit()
        for at in 0..<20 { #expect(limit.take(Network("192.0.2.\(at)"), Self.rates, at: 0) == nil) }
        #expect(limit.take(Network("192.0.2.99"), Self.rates, at: 0) == 3)
        #expect(limit.take(Network("192.0.2.99"), Self.rates, at: 3_000) == nil)
    }

    /// A rate that changes holds at once: the settings were read again.
    @Test func anotherRateHoldsAtOnce() {
        let limit = RateLimit()
        for _ in 0..<6 { _ = limit.take(Self.here, Self.rates, at: 0) }
        let less = RateLimit.Rates(perNetwork: 1, all: 1)
        #expect(limit.take(Self.here, less, at: 0) == 60)
        #expect(limit.take(Self.here, less, at: 60_000) == nil)
        #expect(limit.take(Self.here, less, at: 60_000) == 60)
    }

    @Test func aClockThatStandsStillGivesNothing() {
        let limit = RateLimit()
        for _ in 0..<6 { _ = limit.take(Self.here, Self.rates, at: 50_000) }
        #expect(limit.take(Self.here, Self.rates, at: 0) == 10)
        #expect(limit.take(Self.here, Self.rates, at: 59_999) == 1)
    }

    @Test func whatIsRememberedIsBounded() {
        let limit = RateLimit(mostNetworks: 10)
        let rates = RateLimit.Rates(perNetwork: 1, all: 1_000)
        for at in 0..<50 { #expect(limit.take(Network("192.0.2.\(at)"), rates, at: 0) == nil) }
        #expect(limit.networks == 10)
        // Those that are remembered are held to their rate, and forgotten when it says nothing more.
        #expect(limit.take(Network("192.0.2.3"), rates, at: 1) != nil)
        #expect(limit.take(Network("192.0.2.200"), rates, at: 60_000) == nil)
        #expect(limit.networks == 1)
    }

    @Test func aVisitorsOwnAddressesAreOne() {
        #expect(Network("2001:db8:1:2::1") == Network("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        #expect(Network("2001:db8:1:2::1") != Network("2001:db8:1:3::1"))
        #expect(Network("192.0.2.1") != Network("192.0.2.2"))
        #expect(Network("::ffff:192.0.2.1") == Network("192.0.2.1"))
        #expect(Network("fe80::1%eth0") == Network("fe80::2"))
        #expect(Network("") == Network("no address"))
    }
}
