import Core
import Foundation
import Testing
import Trust

@Suite("The chain shows every change of a journal")
struct JournalChainTests {
    private static let id = "0123456789abcdef"

    private func verdict(_ lines: [[UInt8]], id: String = JournalChainTests.id, expecting anchor: JournalAnchor? = nil) -> JournalVerdict {
        var chain = JournalChain(id: id)
        return chain.verify(Array(lines.joined()), expecting: anchor)
    }

    @Test("hash is SHA-256 of the bytes of prev and of the line before ,\"hash\":")
    func definition() throws {
        let lines = try JournalSamples.lines(2)
        var previous = Digest(of: "blauwbrug journal 1 \(JournalChainTests.id)")
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            let at = try #require(text.range(of: ",\"hash\":\""))
            #expect(text.contains("\"prev\":\"\(previous.hex)\""))
            let hash = Digest(of: previous.bytes + Array(text[..<at.lowerBound].utf8))
            #expect(text[at.upperBound...] == "\(hash.hex)\"}\n")
            previous = hash
        }
    }

    @Test("untouched it is intact, as a whole and in stretches")
    func intact() throws {
        let lines = try JournalSamples.lines(50)
        #expect(verdict(lines) == .intact(lines: 50))
        #expect(verdict([]) == .intact(lines: 0))
        var chain = JournalChain(id: JournalChainTests.id)
        #expect(chain.verify(Array(lines[..<20].joined())) == .intact(lines: 20))
        #expect(chain.verify(Array(lines[20...].joined())) == .intact(lines: 30))
    }

    /// Lines before the changed one are taken as read, so that 50,000 changes cost as many lines and not as many journals.
    @Test("any byte of fifty records changed is found, at its record")
    func mutations() throws {
        let lines = try JournalSamples.lines(50)
        var before = JournalChain(id: JournalChainTests.id)
        var missed = 0
        var changes = 0
        for (index, line) in lines.enumerated() {
            let rest = index + 1 < lines.count ? lines[index + 1] : []
            for at in line.indices {
                var changed = line
                changed[at] ^= UInt8(1) << (at % 8)
                var chain = before
                let verdict = chain.verify(changed + rest)
                changes += 1
                // The last line without its line feed is a torn one.
                if verdict != .broken(at: index + 1),
                    !(rest.isEmpty && at == line.count - 1 && verdict == .torn(after: 49, bytes: line.count))
                {
                    missed += 1
                }
            }
            let accepted = before.accept(line.dropLast())
            #expect(accepted)
        }
        #expect(missed == 0)
        #expect(changes > 40_000)
    }

    @Test("a digit of a hash in the other case is a change too")
    func letterCase() throws {
        let line = try JournalSamples.lines(1)[0]
        let at = try #require(line.dropLast(3).lastIndex { (0x61...0x66).contains($0) })
        var changed = line
        changed[at] -= 0x20
        #expect(verdict([changed]) == .broken(at: 1))
    }

    @Test("a line removed, doubled, moved or put in between is found")
    func order() throws {
        let lines = try JournalSamples.lines(50)
        let other = try JournalSamples.lines(51)[50]
        for index in 0..<49 {
            var changed = lines
            changed.remove(at: index)
            #expect(verdict(changed) == .broken(at: index + 1))
            changed = lines
            changed.swapAt(index, index + 1)
            #expect(verdict(changed) == .broken(at: index + 1))
            changed = lines
            changed.insert(lines[index], at: index + 1)
            #expect(verdict(changed) == .broken(at: index + 2))
            changed = lines
            changed.insert(other, at: index)
            #expect(verdict(changed) == .broken(at: index + 1))
            changed = lines
            changed.insert([0x0A], at: index)
            #expect(verdict(changed) == .broken(at: index + 1))
            #expect(verdict(Array(lines[(index + 1)...])) == .broken(at: 1))
        }
    }

    @Test("a stretch cut out of the middle is found, wherever it begins and ends")
    func cut() throws {
        let all = Array(try JournalSamples.lines(4).joined())
        for start in stride(from: 0, to: all.count - 1, by: 31) {
            for end in stride(from: start + 1, to: all.count, by: 37) {
                var chain = JournalChain(id: JournalChainTests.id)
                let verdict = chain.verify(Array(all[..<start] + all[end...]))
                guard case .broken = verdict else {
                    Issue.record("\(start)..<\(end): \(verdict)")
                    return
                }
            }
        }
    }

    @Test("lines of one chain do not begin another")
    func otherChain() throws {
        #expect(verdict(try JournalSamples.lines(2), id: "fedcba9876543210") == .broken(at: 1))
    }

    @Test("a chain made anew over changed records is shown by an anchor kept elsewhere, and so is a cut at a line's end")
    func anchor() throws {
        let lines = try JournalSamples.lines(10)
        var chain = JournalChain(id: JournalChainTests.id)
        #expect(chain.verify(Array(lines[..<8].joined())) == .intact(lines: 8))
        let anchor = try #require(chain.anchor)
        #expect(anchor.sequence == 8)
        #expect(verdict(lines, expecting: anchor) == .intact(lines: 10))
        #expect(verdict(Array(lines[..<8]), expecting: anchor) == .intact(lines: 8))
        #expect(verdict(Array(lines[..<7]), expecting: anchor) == .truncated(after: 7))
        var forged = JournalChain(id: JournalChainTests.id)
        let others = try (0..<10).map { forged.append(JournalEntry(try JournalSamples.answered(number: $0 + 100)), durable: $0) }
        #expect(verdict(others) == .intact(lines: 10))
        #expect(verdict(others, expecting: anchor) == .broken(at: 8))
    }

    @Test("a torn end is told from a broken line, at every byte")
    func torn() throws {
        let lines = try JournalSamples.lines(3)
        for count in 1..<lines[2].count {
            #expect(verdict(Array(lines[..<2]) + [Array(lines[2][..<count])]) == .torn(after: 2, bytes: count))
        }
    }
}

@Suite("Where a journal goes on after a start")
struct JournalTailTests {
    private let id = "0123456789abcdef"

    private func tail(_ lines: [[UInt8]], from start: JournalTail.Start? = nil, group: Int = 10_000) -> JournalTail? {
        JournalTail(of: Array(lines.joined()), from: start ?? .after(JournalChain(id: id)), id: id, group: group)
    }

    @Test("behind the last good line, whether read from the start, from a line or from the middle of one")
    func intact() throws {
        let lines = try JournalSamples.lines(5)
        let whole = try #require(tail(lines))
        #expect(whole.state == .intact && whole.good == lines.joined().count && whole.chain.next == 6)
        #expect(tail(lines, from: .line)?.chain == whole.chain)
        #expect(tail([Array(lines[0].dropFirst(9))] + lines[1...], from: .middle)?.chain == whole.chain)
        #expect(tail(lines, from: .middle)?.chain == whole.chain)
        #expect(tail([lines[0]], from: .middle) == nil)
        #expect(tail([Array(lines[0].dropFirst(9))], from: .line) == nil)
        #expect(tail([])?.chain == JournalChain(id: id))
    }

    @Test("lines that were on disk before a later one was written are not torn but damaged")
    func damaged() throws {
        var lines = try JournalSamples.lines(5)
        lines[2][30] ^= 1
        #expect(tail(lines)?.state == .damaged)
        #expect(tail(Array(lines[..<3]))?.state == .torn)
        #expect(tail(Array(lines[..<3]))?.good == lines[0].count + lines[1].count)
    }

    @Test("a group that got to disk in the wrong order is torn, for none of its lines was acknowledged")
    func disorder() throws {
        var chain = JournalChain(id: id)
        var lines = try (0..<5).map { chain.append(JournalEntry(try JournalSamples.answered(number: $0)), durable: min($0, 2)) }
        lines[3] = [UInt8](repeating: 0, count: lines[3].count)
        let torn = try #require(tail(lines))
        #expect(torn.state == .torn && torn.chain.next == 4)
        lines[2] = [UInt8](repeating: 0, count: lines[2].count)
        #expect(tail(lines)?.state == .torn)
        lines[1] = [UInt8](repeating: 0, count: lines[1].count)
        #expect(tail(lines)?.state == .damaged)
    }

    @Test("more than one write can hold is not torn")
    func tooMuch() throws {
        let lines = try JournalSamples.lines(2)
        #expect(tail(lines + [[UInt8](repeating: 0, count: 100)], group: 100)?.state == .torn)
        #expect(tail(lines + [[UInt8](repeating: 0, count: 101)], group: 100)?.state == .damaged)
    }
}
