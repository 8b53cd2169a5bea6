import Core
import Glibc
import Trust

/// Opens a journal's folder at the point where its chain goes on: finds the last good line, sets a torn tail aside, refuses damage.
///
/// Only the end of the last segment is read, so that a start is quick however long the journal is; looking at all of it is the verifier's work.
struct JournalStart {
    let chain: JournalChain
    /// The segment that is written on: open, its number, its name and its length in bytes.
    let file: Int32
    let number: Int
    let name: String
    let length: Int
    /// What was set aside and is not yet told by a record.
    let torn: [(file: String, bytes: [UInt8])]

    /// Bytes of the end of a segment that are read first.
    private static let window = 4 * JournalFile.group

    init(_ folder: JournalFolder) throws(JournalError) {
        guard let (id, segments) = try folder.segments(), let last = segments.last else {
            let chain = JournalChain(id: JournalStart.newID())
            name = folder.segmentName(chain: chain.id, number: 1)
            file = try folder.createSegment(name)
            self.chain = chain
            number = 1
            length = 0
            torn = []
            return
        }
        let size = try folder.size(of: last.name)
        let (tail, offset) = try JournalStart.tail(of: segments, chain: id, in: folder)
        guard tail.state != .damaged else { throw .damaged(segment: last.name, after: tail.chain.next - 1) }
        let good = offset + tail.good
        let file = try folder.openSegment(last.name)
        do throws(JournalError) {
            if tail.state == .torn {
                let before = try folder.torn(beforeRecord: tail.chain.next).count
                let name = "\(last.name.dropLast(6))-\(tail.chain.next)-\(before + 1).torn"
                try folder.keep(try folder.read(last.name, from: good, count: size - good), as: name)
                guard ftruncate(file, off_t(good)) == 0 else { throw JournalError.system(call: "ftruncate", errno: errno) }
                guard fsync(file) == 0 else { throw JournalError.system(call: "fsync", errno: errno) }
            }
            // Also finds what a start that was cut short had set aside.
            var aside: [(file: String, bytes: [UInt8])] = []
            for name in try folder.torn(beforeRecord: tail.chain.next) {
                aside.append((name, try folder.read(name, from: 0, count: try folder.size(of: name))))
            }
            torn = aside
        } catch {
            Glibc.close(file)
            throw error
        }
        self.file = file
        chain = tail.chain
        number = last.number
        name = last.name
        length = good
    }

    /// Where the last segment's chain is, and the offset in the segment from which that was read.
    private static func tail(
        of segments: [JournalFolder.Segment], chain id: String, in folder: JournalFolder
    ) throws(JournalError) -> (tail: JournalTail, offset: Int) {
        let last = segments[segments.count - 1]
        let size = try folder.size(of: last.name)
        if size > window {
            let bytes = try folder.read(last.name, from: size - window, count: window)
            if let tail = JournalTail(of: bytes, from: .middle, id: id, group: JournalFile.group) { return (tail, size - window) }
        }
        let start: JournalTail.Start
        if last.number == 1 {
            start = .after(JournalChain(id: id))
        } else if let before = segments.dropLast().last, before.number == last.number - 1 {
            // A segment is only begun when the one before it is whole and durable.
            let (tail, _) = try tail(of: segments.dropLast(), chain: id, in: folder)
            guard tail.state == .intact else { throw .damaged(segment: before.name, after: tail.chain.next - 1) }
            start = .after(tail.chain)
        } else {
            start = .line
        }
        let bytes = try folder.read(last.name, from: 0, count: size)
        guard let tail = JournalTail(of: bytes, from: start, id: id, group: JournalFile.group) else {
            throw .damaged(segment: last.name, after: 0)
        }
        return (tail, 0)
    }

    /// 16 hexadecimal digits.
    private static func newID() -> String {
        let number = UInt64.random(in: .min ... .max)
        return Hex.text((0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
    }
}
