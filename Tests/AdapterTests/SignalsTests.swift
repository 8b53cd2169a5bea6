import Glibc
import Testing

@testable import Adapter

/// The end that comes whatever hangs. Each in a process of its own.
@Suite struct SignalsTests {
    @Test func whatHangsIsEnded() async {
        let began = ContinuousClock.now
        await #expect(processExitsWith: .exitCode(3)) {
            Signals.end(within: 1)
            while true { sleep(60) }
        }
        // From one second on; how far beyond is the machine's speed in starting a process.
        #expect(ContinuousClock.now - began >= .seconds(1))
    }

    /// The service manager that asks twice does not get less time for what is in flight.
    @Test func aSecondSignalDoesNotHastenIt() async {
        await #expect(processExitsWith: .exitCode(7)) {
            _ = Signals.watch()
            Signals.end(within: 3)
            for _ in 0..<50 {
                kill(getpid(), SIGTERM)
                usleep(20_000)
            }
            exit(7)
        }
    }
}
