package import Core

/// A line of a journal that is whole: its own hash is right, whatever came before it.
package struct JournalLine: Sendable {
    package let kind: JournalRecord.Kind
    package let sequence: Int
    /// The last number that was on disk when it was written.
    package let durable: Int
    package let previous: Digest
    package let hash: Digest

    private static let start = Array("{\"v\":1,\"kind\":\"".utf8)
    private static let sequenceKey = Array("\",\"seq\":".utf8)
    private static let durableKey = Array(",\"durable\":".utf8)
    private static let previousKey = Array(",\"prev\":\"".utf8)
    private static let hashKey = Array("\",\"hash\":\"".utf8)
    private static let end = Array("\"}".utf8)

    /// Nil when the line is not one, or its hash is not that of its bytes.
    ///
    /// - Parameter line: without its line feed.
    package init?(_ line: [UInt8]) {
        let tail = JournalLine.previousKey.count + 64 + JournalLine.hashKey.count + 64 + JournalLine.end.count
        guard line.count > tail, line.starts(with: JournalLine.start) else { return nil }
        var at = JournalLine.start.count
        guard let quote = line[at...].firstIndex(of: UInt8(ascii: "\"")), quote - at <= 16,
            let kind = JournalRecord.Kind(rawValue: String(decoding: line[at..<quote], as: UTF8.self))
        else { return nil }
        at = quote
        guard let sequence = JournalLine.number(line, &at, JournalLine.sequenceKey),
            let durable = JournalLine.number(line, &at, JournalLine.durableKey), durable < sequence
        else { return nil }
        at = line.count - tail
        guard JournalLine.skip(line, &at, JournalLine.previousKey), let previous = JournalLine.digest(line, &at),
            JournalLine.skip(line, &at, JournalLine.hashKey), let hash = JournalLine.digest(line, &at),
            JournalLine.skip(line, &at, JournalLine.end)
        else { return nil }
        let hashed = line.count - tail + JournalLine.previousKey.count + 65
        guard Digest(of: previous.bytes + line[..<hashed]) == hash else { return nil }
        self.kind = kind
        self.sequence = sequence
        self.durable = durable
        self.previous = previous
        self.hash = hash
    }

    /// Where a line begins last in some bytes; its first member cannot stand within a line, where every quote is escaped.
    static func lastStart(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.reversed().first { bytes[$0] == UInt8(ascii: "{") && bytes[$0...].starts(with: start) }
    }

    private static func skip(_ line: [UInt8], _ at: inout Int, _ expected: [UInt8]) -> Bool {
        guard line[at...].starts(with: expected) else { return false }
        at += expected.count
        return true
    }

    private static func number(_ line: [UInt8], _ at: inout Int, _ key: [UInt8]) -> Int? {
        guard skip(line, &at, key) else { return nil }
        let digits = line[at...].prefix(19).prefix { (0x30...0x39).contains($0) }
        at = digits.endIndex
        return digits.count > 18 ? nil : Int(String(decoding: digits, as: UTF8.self))
    }

    /// Upper-case digits are a change too.
    private static func digest(_ line: [UInt8], _ at: inout Int) -> Digest? {
        let digits = line[at..<at + 64]
        at += 64
        return digits.allSatisfy(\.isLowerHex) ? Digest(hex: String(decoding: digits, as: UTF8.self)) : nil
    }
}
