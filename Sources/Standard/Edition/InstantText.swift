import Core
import Syntax

/// Moments as RFC 3339 text, written in one stretch; neighbouring fields often hold the same moment, which is then not made again.
struct InstantText {
    /// Room for the moment whose text this is, then the text between quotes: 8 + 27 bytes.
    private let memory: UnsafeMutableRawPointer
    private static let length = 25

    init() {
        memory = .allocate(byteCount: 40, alignment: 8)
        memory.storeBytes(of: Int.min, as: Int.self)
    }

    func free() { memory.deallocate() }

    /// With the quotes of a JSON string.
    @inline(__always)
    func appendQuoted(_ instant: Instant, to output: Output) {
        make(instant)
        output.append(UnsafeBufferPointer(start: text, count: InstantText.length + 2))
    }

    @inline(__always)
    func append(_ instant: Instant, to output: Output) {
        make(instant)
        output.append(UnsafeBufferPointer(start: text + 1, count: InstantText.length))
    }

    private var text: UnsafePointer<UInt8> { UnsafePointer((memory + 8).assumingMemoryBound(to: UInt8.self)) }

    @inline(__always)
    private func make(_ instant: Instant) {
        if memory.load(as: Int.self) != instant.epoch { write(instant) }
    }

    private func write(_ instant: Instant) {
        memory.storeBytes(of: instant.epoch, as: Int.self)
        let civil = instant.civil
        let minutes = abs(Int(instant.offset)) / 60
        byte(0, UInt8(ascii: "\""))
        two(1, civil.year / 100)
        two(3, civil.year % 100)
        byte(5, UInt8(ascii: "-"))
        two(6, civil.month)
        byte(8, UInt8(ascii: "-"))
        two(9, civil.day)
        byte(11, UInt8(ascii: "T"))
        two(12, civil.hour)
        byte(14, UInt8(ascii: ":"))
        two(15, civil.minute)
        byte(17, UInt8(ascii: ":"))
        two(18, civil.second)
        byte(20, instant.offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        two(21, minutes / 60)
        byte(23, UInt8(ascii: ":"))
        two(24, minutes % 60)
        byte(26, UInt8(ascii: "\""))
    }

    @inline(__always)
    private func byte(_ at: Int, _ byte: UInt8) { memory.storeBytes(of: byte, toByteOffset: 8 + at, as: UInt8.self) }

    @inline(__always)
    private func two(_ at: Int, _ number: Int) {
        let number = UInt32(truncatingIfNeeded: number)
        byte(at, UInt8(truncatingIfNeeded: 0x30 + number / 10 % 10))
        byte(at + 1, UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }
}
