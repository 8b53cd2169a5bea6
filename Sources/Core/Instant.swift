/// A moment, to the second, together with the offset from UTC under which it is shown: always Europe/Amsterdam.
package struct Instant: Sendable, Hashable, Comparable {
    /// Seconds since 1 January 1970 00:00 UTC.
    package let epoch: Int
    /// Seconds east of UTC at this moment in Europe/Amsterdam: 3600 in winter, 7200 in summer.
    package let offset: Int32

    package init(epoch: Int) {
        self.epoch = epoch
        offset = Amsterdam.offset(atEpoch: epoch)
    }

    /// A wall-clock time in Europe/Amsterdam. In the hour that is skipped and in the hour that comes twice the winter offset holds, as PostgreSQL does.
    package init(local date: CalendarDate, secondOfDay: Int) {
        let local = date.epochDay * 86_400 + secondOfDay
        if let known = Amsterdam.offset(inMonth: Int(date.month), of: Int(date.year)) {
            epoch = local - known
            offset = Int32(known)
            return
        }
        epoch = local - Amsterdam.offset(atLocal: local)
        offset = Amsterdam.offset(atEpoch: epoch)
    }

    @inlinable package static func < (a: Instant, b: Instant) -> Bool { a.epoch < b.epoch }
    @inlinable package static func == (a: Instant, b: Instant) -> Bool { a.epoch == b.epoch }
    package func hash(into hasher: inout Hasher) { hasher.combine(epoch) }

    /// The day it is in Amsterdam at this moment.
    package var localDate: CalendarDate? {
        let civil = CalendarDate.civil(epochDay: (epoch + Int(offset)).flooredDivision(by: 86_400))
        return CalendarDate(year: civil.year, month: civil.month, day: civil.day)
    }

    /// Reads `yyyy-mm-dd hh:mm:ss[.fraction]` with `T` or a space in the middle; fractions of a second are dropped.
    ///
    /// - Parameter zoned: whether an offset (`Z`, `+01`, `+01:00`) must follow (a moment) or must not (a local time in Europe/Amsterdam).
    package init?(iso text: UnsafeBufferPointer<UInt8>, zoned: Bool) {
        guard text.count >= 16, text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
            let date = CalendarDate(iso: UnsafeBufferPointer(rebasing: text[0..<10])),
            let hour = Digits.number(text, 11, 2), text[13] == UInt8(ascii: ":"), let minute = Digits.number(text, 14, 2),
            hour < 24, minute < 60
        else { return nil }
        var at = 16
        var second = 0
        if at < text.count, text[at] == UInt8(ascii: ":") {
            guard text.count >= 19, let seconds = Digits.number(text, 17, 2), seconds < 60 else { return nil }
            second = seconds
            at = 19
            if at < text.count, text[at] == UInt8(ascii: ".") {
                at += 1
                let first = at
                while at < text.count, text[at] &- 0x30 <= 9 { at += 1 }
                if at == first { return nil }
            }
        }
        let ofDay = hour * 3600 + minute * 60 + second
        if !zoned {
            guard at == text.count else { return nil }
            self.init(local: date, secondOfDay: ofDay)
            return
        }
        guard let zone = Instant.zone(text, at) else { return nil }
        self.init(epoch: date.epochDay * 86_400 + ofDay - zone)
    }

    /// The offset in seconds that is written from `at` to the end.
    private static func zone(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        let left = text.count - at
        guard left > 0 else { return nil }
        if text[at] == UInt8(ascii: "Z") { return left == 1 ? 0 : nil }
        guard text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") else { return nil }
        guard left == 3 || (left == 6 && text[at + 3] == UInt8(ascii: ":")), let hours = Digits.number(text, at + 1, 2) else { return nil }
        var minutes = 0
        if left == 6 {
            guard let written = Digits.number(text, at + 4, 2) else { return nil }
            minutes = written
        }
        guard hours <= 18, minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (text[at] == UInt8(ascii: "-") ? -1 : 1)
    }

    /// The calendar fields under which this moment is shown.
    package var civil: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        let local = epoch + Int(offset)
        let day = local.flooredDivision(by: 86_400)
        let ofDay = local - day * 86_400
        let date = CalendarDate.civil(epochDay: day)
        return (date.year, date.month, date.day, ofDay / 3600, ofDay / 60 % 60, ofDay % 60)
    }
}

extension Int {
    /// Division that rounds towards minus infinity, so that days before 1970 count right.
    func flooredDivision(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
