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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: high >> shift)) }
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: low >> shift)) }
        let hex = Hex.text(bytes)
        var text = ""
        text.reserveCapacity(36)
        for (at, digit) in hex.enumerated() {
            if at == 8 || at == 12 || at == 16 || at == 20 { text.append("-") }
            text.append(digit)
        }
        return text
    }
}
