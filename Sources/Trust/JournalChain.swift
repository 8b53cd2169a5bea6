package import Core
package import Syntax

/// The chain of a journal: every line carries the hash of the line before it, so that none can be changed, removed or moved unseen.
///
/// A line is `{"v":1,"kind":"audit","seq":7,"durable":5,…,"prev":"…","hash":"…"}` and a line feed. `hash` is the SHA-256 of the 32 bytes of
/// `prev` followed by the line's bytes before `,"hash":`. `durable` is the last number that was known to be on disk when this line was
/// written; after a power cut it tells what may be torn (never acknowledged) from what was damaged. The first line's `prev` is made of the
/// chain's id, so that lines of one chain cannot begin another.
package struct JournalChain: Sendable, Equatable {
    /// Names the chain: one per journal folder, 16 hexadecimal digits.
    package let id: String
    /// The number of the next line; the first is 1.
    package private(set) var next: Int
    /// The hash of the last line.
    package private(set) var head: Digest

    /// An empty chain.
    package init(id: String) {
        self.id = id
        next = 1
        head = Digest(of: "blauwbrug journal 1 \(id)")
    }

    /// A chain that goes on after a line taken on trust: what came before it is not looked at.
    package init(id: String, after line: JournalLine) {
        self.id = id
        next = line.sequence + 1
        head = line.hash
    }

    /// The line of a record, which becomes the last of the chain.
    ///
    /// - Parameter durable: the last number known to be on disk.
    package mutating func append(_ entry: JournalEntry, durable: Int) -> [UInt8] {
        let out = Output(capacity: entry.members.count + 256)
        append(entry, durable: durable, to: out)
        return out.bytes
    }

    /// Writes the line of a record behind what `out` holds.
    package mutating func append(_ entry: JournalEntry, durable: Int, to out: Output) {
        // The line is written behind the 32 bytes that are hashed with it.
        let line = Output(capacity: entry.members.count + 256)
        line.append(head.bytes)
        line.append("{\"v\":1,\"kind\":\"" as StaticString)
        line.append(entry.kind.rawValue)
        line.append("\",\"seq\":" as StaticString)
        line.append(integer: next)
        line.append(",\"durable\":" as StaticString)
        line.append(integer: durable)
        line.append(byte: UInt8(ascii: ","))
        line.append(entry.members)
        line.append(",\"prev\":\"" as StaticString)
        line.append(head.hex)
        line.append(byte: UInt8(ascii: "\""))
        let hashed = line.bytes
        head = Digest(of: hashed)
        next += 1
        hashed.withUnsafeBufferPointer { out.append(UnsafeBufferPointer(rebasing: $0[32...])) }
        out.append(",\"hash\":\"" as StaticString)
        out.append(head.hex)
        out.append("\"}\n" as StaticString)
    }

    /// Takes a line as the next of the chain.
    ///
    /// - Parameter line: without its line feed.
    /// - Returns: false, and the chain unchanged, when it is not the next line.
    package mutating func accept(_ line: some Collection<UInt8>) -> Bool {
        guard let parsed = JournalLine(Array(line)), parsed.sequence == next, parsed.previous == head else { return false }
        next += 1
        head = parsed.hash
        return true
    }
}
