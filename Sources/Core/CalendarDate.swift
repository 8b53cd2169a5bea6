/// A day in the Gregorian calendar, without a time or a zone.
package struct CalendarDate: Sendable, Hashable, Comparable {
    package let year: Int16
    package let month: Int8
    package let day: Int8

    /// Nil when the day does not exist. Years run from 1946, where the rules of `Amsterdam` begin, to 9999:
    /// a debt of before the war is a misread column.
    package init?(year: Int, month: Int, day: Int) {
        guard (1946...9999).contains(year), (1...12).contains(month), day >= 1, day <= CalendarDate.days(in: month, of: year) else {
            return nil
        }
        self.year = Int16(year)
        self.month = Int8(month)
        self.day = Int8(day)
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1 January 1970.
    package var epochDay: Int {
        CalendarDate.epochDay(year: Int(year), month: Int(month), day: Int(day))
    }

    /// Days since 1 January 1970, by counting eras of 400 years that begin on 1 March.
    static func epochDay(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The civil date of a day count; the inverse of `epochDay`.
    static func civil(epochDay: Int) -> (year: Int, month: Int, day: Int) {
        let z = epochDay + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    @inlinable package static func < (a: CalendarDate, b: CalendarDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// `yyyy-mm-dd` (ISO 8601 calendar date, extended).
    package init?(iso text: UnsafeBufferPointer<UInt8>) {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = Digits.number(text, 0, 4), let month = Digits.number(text, 5, 2), let day = Digits.number(text, 8, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `yyyymmdd`, as many Dutch systems store a date in a number.
    package init?(compact text: UnsafeBufferPointer<UInt8>) {
        guard text.count == 8, let year = Digits.number(text, 0, 4), let month = Digits.number(text, 4, 2),
            let day = Digits.number(text, 6, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `dd-mm-yyyy`, as exports and screens in the Netherlands write a date.
    package init?(dutch text: UnsafeBufferPointer<UInt8>) {
        guard text.count == 10, text[2] == UInt8(ascii: "-"), text[5] == UInt8(ascii: "-"),
            let day = Digits.number(text, 0, 2), let month = Digits.number(text, 3, 2), let year = Digits.number(text, 6, 4)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// Decimal digits in a run of bytes.
enum Digits {
    /// The number written by `count` digits from `start`; nil when one of them is no digit.
    @inline(__always) static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for at in start..<start + count {
            let digit = text[at] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
