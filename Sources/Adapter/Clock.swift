import Core
import Glibc

/// The wall clock, read in one place.
enum Clock {
    /// Milliseconds since 1970 UTC.
    static var milliseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
    }

    /// Milliseconds of a clock that nobody sets.
    static var steady: Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
    }

    static var now: Instant { Instant(epoch: milliseconds / 1_000) }
}

/// The name of one exchange: a UUID of version 7 (RFC 9562), so that names sort by time and fit StUF's referentienummer (40 characters).
enum Reference {
    static func next(at milliseconds: Int) -> String {
        var random = SystemRandomNumberGenerator()
        let first = random.next()
        let second = random.next()
        let high = UInt64(milliseconds) << 16 | 0x7000 | (first & 0x0FFF)
        let low = second & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { text in
            var at = 0
            for place in 0..<32 {
                if place == 8 || place == 12 || place == 16 || place == 20 {
                    text[at] = UInt8(ascii: "-")
                    at += 1
                }
                let digit = UInt8(truncatingIfNeeded: (place < 16 ? high : low) >> UInt64(60 - place % 16 * 4) & 15)
                text[at] = digit < 10 ? 0x30 + digit : 0x57 + digit
                at += 1
            }
            return at
        }
    }
}
