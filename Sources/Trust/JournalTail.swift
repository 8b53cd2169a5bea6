import Core

/// Where a journal can go on after a start: its last whole line, and what stands behind it.
///
/// A killed process or a power cut leaves at most the last group of lines half written, and none of those was acknowledged. Anything else is
/// damage, and is not mended: somebody must look at it.
package struct JournalTail: Sendable {
    package enum Start: Sendable {
        /// The stretch is the next of this chain.
        case after(JournalChain)
        /// The stretch begins with a line, but what came before is not there.
        case line
        /// The stretch may begin within a line.
        case middle
    }

    package enum State: Sendable, Equatable {
        case intact
        /// What stands behind the last good line was never acknowledged.
        case torn
        /// A later line proves that what should stand there was on disk, or it is too much to be one group of lines.
        case damaged
    }

    /// Up to and with the last good line.
    package let chain: JournalChain
    /// Bytes of the stretch up to and with the last good line.
    package let good: Int
    package let state: State

    /// Nil when the stretch does not show where the chain is.
    ///
    /// - Parameters:
    ///   - id: the chain's.
    ///   - group: bytes that one write may hold at most.
    package init?(of bytes: [UInt8], from start: Start, id: String, group: Int) {
        var at = 0
        var chain: JournalChain
        func lineEnd() -> Int? { bytes[at...].firstIndex(of: 0x0A) }
        if case .after(let before) = start {
            chain = before
        } else {
            if case .middle = start {
                guard let end = lineEnd() else { return nil }
                at = end + 1
            }
            guard let end = lineEnd(), let first = JournalLine(Array(bytes[at..<end])) else { return nil }
            chain = JournalChain(id: id, after: first)
            at = end + 1
        }
        while let end = lineEnd(), chain.accept(bytes[at..<end]) { at = end + 1 }
        self.chain = chain
        good = at
        if at == bytes.count {
            state = .intact
        } else if bytes.count - at > group {
            state = .damaged
        } else {
            state = JournalTail.durable(in: bytes[at...]) >= chain.next ? .damaged : .torn
        }
    }

    /// The highest number that a line in broken bytes knows to be on disk; garbage may stand in front of a line.
    private static func durable(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.split(separator: 0x0A).reduce(0) { highest, part in
            guard let start = JournalLine.lastStart(in: part) else { return highest }
            return max(highest, JournalLine(Array(part[start...]))?.durable ?? 0)
        }
    }
}
