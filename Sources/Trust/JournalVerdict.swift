package import Core

/// What a look at a journal finds.
package enum JournalVerdict: Sendable, Equatable {
    /// Every line is the next of the chain.
    case intact(lines: Int)
    /// Every whole line is, but the last line has no end: what a killed process or a power cut leaves.
    case torn(after: Int, bytes: Int)
    /// The line that should have this number is not it: changed, removed, moved or put in between.
    case broken(at: Int)
    /// The chain ends before a line that is known to have been written.
    case truncated(after: Int)
}

/// A line that is known to have been written: exported earlier, kept elsewhere.
package struct JournalAnchor: Sendable, Equatable {
    package let sequence: Int
    package let hash: Digest

    package init(sequence: Int, hash: Digest) {
        self.sequence = sequence
        self.hash = hash
    }
}

extension JournalChain {
    /// The last line as an anchor; nil when there is none.
    package var anchor: JournalAnchor? { next == 1 ? nil : JournalAnchor(sequence: next - 1, hash: head) }

    /// Takes all lines of a stretch of the journal as the next of this chain.
    ///
    /// Lines cut off at the end leave nothing to find inside the journal: only an anchor that is kept elsewhere shows that.
    /// - Parameters:
    ///   - bytes: whole lines; a segment, or the whole journal.
    ///   - anchor: a line that must be among them or before them.
    package mutating func verify(_ bytes: [UInt8], expecting anchor: JournalAnchor? = nil) -> JournalVerdict {
        var start = bytes.startIndex
        var lines = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            guard accept(bytes[start..<end]) else { return .broken(at: next) }
            if let anchor, anchor.sequence == next - 1, anchor.hash != head { return .broken(at: anchor.sequence) }
            start = end + 1
            lines += 1
        }
        if start < bytes.endIndex { return .torn(after: next - 1, bytes: bytes.endIndex - start) }
        if let anchor, anchor.sequence >= next { return .truncated(after: next - 1) }
        return .intact(lines: lines)
    }
}
