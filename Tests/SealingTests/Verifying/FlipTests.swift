import Core
import Sealing
import Testing

/// No byte can be changed without a trace, and no file makes the verifier fall.
@Suite struct FlipTests {
    /// Every thirty-seventh byte and all that shape the file; `BLAUWBRUG_FLIPS=all` takes every byte, in three ways.
    @Test(arguments: ["b-b.pdf", "b-t.pdf", "b-b-table.pdf", "data.jws"])
    func aFlippedByteIsNeverGenuine(file: String) {
        let sealed = Sealed.file(file)
        #expect(Sealed.verification(sealed).verdict == .genuine)
        var passed: [Int] = []
        for at in sealed.indices where Sealed.isTried(at, in: sealed) {
            for mask in Sealed.masks {
                var flipped = sealed
                flipped[at] ^= mask
                if Sealed.verification(flipped).verdict.holds { passed.append(at) }
            }
        }
        #expect(passed.isEmpty, "\(file): \(passed.count) bytes, the first at \(passed.prefix(20))")
    }

    @Test(arguments: ["b-b.pdf", "b-lt.pdf", "data.jws"])
    func aFileCutShortIsNeverGenuine(file: String) {
        let sealed = Sealed.file(file)
        for count in stride(from: 0, to: sealed.count - 1, by: 101) {
            #expect(!Sealed.verification(Array(sealed.prefix(count))).verdict.holds, "\(file) cut to \(count) bytes")
        }
        // A line end behind a text is nobody's.
        if file != "data.jws" { #expect(!Sealed.verification(sealed + [0x0A]).verdict.holds) }
        #expect(!Sealed.verification(sealed + Array("x".utf8)).verdict.holds)
    }

    /// The one place that is not sealed holds the seal and nothing that could be read in two ways.
    @Test(arguments: [("00000000", "0000000 "), ("00000000", "000000 >"), ("00000000", "0000000A"), ("0000000>", "0000 00>")])
    func theGapHoldsNothingButTheSeal(old: String, new: String) throws {
        let sealed = Sealed.file("b-b.pdf")
        let end = try #require(sealed.indices.last { sealed[..<$0].suffix(3).elementsEqual("00>".utf8) })
        var bytes = sealed
        let place = end - 1 - old.utf8.count + (old.hasSuffix(">") ? 1 : 0)
        #expect(bytes[place..<place + old.utf8.count].elementsEqual(old.utf8))
        bytes.replaceSubrange(place..<place + old.utf8.count, with: new.utf8)
        #expect(!Sealed.verification(bytes).verdict.holds)
    }

    /// Changes at random, many at a time: whatever they make of the file, an answer comes and it is not that it is genuine.
    @Test(arguments: ["b-b-table.pdf", "b-lt.pdf", "unsealed.pdf", "data.jws"])
    func hostileFilesAreAnswered(file: String) {
        let sealed = Sealed.file(file)
        var chance = Chance(seed: 20_261_122)
        for _ in 0..<(Sealed.isThorough ? 5_000 : 300) {
            var bytes = sealed
            for _ in 0..<chance.below(12) + 1 {
                let at = chance.below(bytes.count)
                switch chance.below(5) {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: chance.next())
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + chance.below(40)))
                case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + chance.below(200))], at: chance.below(bytes.count))
                case 3: bytes.replaceSubrange(at..<at, with: Sealed.words[chance.below(Sealed.words.count)].utf8)
                default: if bytes[at] &- 0x30 <= 9 { bytes[at] = 0x30 + UInt8(chance.below(10)) }
                }
                if bytes.isEmpty { break }
            }
            let holds = Sealed.verification(bytes).verdict.holds
            let place = bytes.indices.first { $0 >= sealed.count || bytes[$0] != sealed[$0] }
            #expect(bytes == sealed || file == "b-lt.pdf" || !holds, "at \(place ?? -1), \(bytes.count) bytes of \(sealed.count)")
            _ = Sealed.verification(bytes, signature: bytes)
        }
    }
}

/// Numbers that look random and come again in every run (SplitMix64).
private struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() % UInt64(bound)) }
}
