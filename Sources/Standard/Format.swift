import Core

/// A form that a text of the standard must have, with the pattern that says so in a schema.
package enum Format: String, Sendable, CaseIterable {
    /// Twenty digits.
    case oin
    /// Nine digits that pass the 11-proef.
    case bsn
    /// ISO 13616, check digits verified.
    case iban
    /// One to 200 characters, no control characters.
    case kenmerk
    /// `^[a-z]{1,5}_[a-z0-9]+(_[a-z0-9]+)*$`, the second part at most 50 characters.
    case obligationType = "obligation_type"
    /// An absolute http or https URL without spaces.
    case url
}

extension Format {
    /// What it is, in a few words.
    package var summary: String {
        switch self {
        case .oin: "An organisatie-identificatienummer: twenty digits"
        case .bsn: "A burgerservicenummer: nine digits that pass the 11-proef"
        case .iban: "A bank account (ISO 13616), its check digits verified"
        case .kenmerk: "One to 200 characters, none of them a control character"
        case .obligationType: "A type of obligation: a prefix of at most five letters, then words of small letters and digits"
        case .url: "An absolute http or https address without blanks"
        }
    }

    /// The pattern a schema writes (ECMA-262 with the `u` flag). What it cannot say (check digits, the length of a part) only `accepts`
    /// checks.
    package var pattern: String {
        switch self {
        case .oin: "^[0-9]{20}$"
        case .bsn: "^[0-9]{9}$"
        case .iban: "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"
        case .kenmerk: "^[^\\p{Cc}]{1,200}$"
        case .obligationType: "^[a-z]{1,5}_[a-z0-9]+(_[a-z0-9]+)*$"
        case .url: "^https?://[^\\s]+$"
        }
    }

    /// Whether a text has this form.
    package func accepts(_ text: String) -> Bool {
        let bytes = text.utf8.span
        return bytes.withUnsafeBufferPointer { accepts($0) }
    }

    private func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .oin: text.count == 20 && Format.areDigits(text)
        case .bsn: BSN(String(decoding: text, as: UTF8.self)) != nil
        case .iban: Format.isIBAN(text)
        case .kenmerk: Format.isKenmerk(text)
        case .obligationType: Format.isObligationType(text)
        case .url: Format.isURL(text)
        }
    }

    private static func areDigits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where byte &- 0x30 > 9 { return false }
        return true
    }

    /// Country, two check digits and up to 30 characters; the whole, turned and with letters as numbers, is 1 modulo 97 (ISO 7064).
    private static func isIBAN(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (15...34).contains(text.count) else { return false }
        var rest = 0
        for at in 0..<text.count {
            // The first four characters count last.
            let place = at + 4 < text.count ? at + 4 : at + 4 - text.count
            let byte = text[place]
            if byte &- 0x30 <= 9 {
                if place < 2 { return false }
                rest = (rest * 10 + Int(byte &- 0x30)) % 97
            } else if byte &- 0x41 < 26 {
                if place == 2 || place == 3 { return false }
                rest = (rest * 100 + Int(byte &- 0x41) + 10) % 97
            } else {
                return false
            }
        }
        return rest == 1
    }

    private static func isKenmerk(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 0, text.count <= 800 else { return false }
        if text.count <= 200, isPlain(text) { return true }
        var characters = 0
        var last: UInt8 = 0
        for byte in text {
            if byte < 0x20 || byte == 0x7F || (last == 0xC2 && byte < 0xA0) { return false }
            if byte & 0xC0 != 0x80 { characters &+= 1 }
            last = byte
        }
        return characters <= 200
    }

    /// Whether all of it is printable ASCII, eight bytes at a time: true of nearly every kenmerk.
    @inline(__always)
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(text)
        var hit: UInt64 = 0
        var at = 0
        while at &+ 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            // Above 0x7F, below 0x20, or 0x7F itself (which one more makes 0x80).
            hit |= word | (word &- 0x2020_2020_2020_2020) | (word &+ 0x0101_0101_0101_0101)
            at &+= 8
        }
        while at < raw.count {
            let byte = UInt64(raw[at])
            hit |= byte | (byte &- 0x20) | (byte &+ 1)
            at &+= 1
        }
        return hit & 0x8080_8080_8080_8080 == 0
    }

    private static func isObligationType(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        while at < text.count, text[at] &- 0x61 < 26 { at += 1 }
        guard (1...5).contains(at), at < text.count, text[at] == 0x5F else { return false }
        let second = at + 1
        guard second < text.count, text.count - second <= 50 else { return false }
        var last: UInt8 = 0x5F
        for place in second..<text.count {
            let byte = text[place]
            if byte == 0x5F {
                if last == 0x5F { return false }
            } else if byte &- 0x61 >= 26, byte &- 0x30 > 9 {
                return false
            }
            last = byte
        }
        return last != 0x5F
    }

    private static func isURL(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        for byte in "http".utf8 {
            guard at < text.count, text[at] == byte else { return false }
            at += 1
        }
        if at < text.count, text[at] == UInt8(ascii: "s") { at += 1 }
        for byte in "://".utf8 {
            guard at < text.count, text[at] == byte else { return false }
            at += 1
        }
        guard at < text.count else { return false }
        for byte in text where byte <= 0x20 || byte == 0x7F { return false }
        return true
    }
}
