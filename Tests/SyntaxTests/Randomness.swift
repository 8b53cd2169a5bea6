import Glibc

/// Random numbers that are the same in every run (SplitMix64), so that a failure can be found again by its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// How much longer than usual the random tests run: the environment variable BLAUWBRUG_FUZZ, 1 by default.
let fuzzFactor = getenv("BLAUWBRUG_FUZZ").flatMap { Int(String(cString: $0)) } ?? 1

/// CPU time of this thread in microseconds: other tests and processes do not count.
func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// The least CPU time of a few runs.
func leastTime(of runs: Int = 3, _ body: () -> Void) -> Double {
    (0..<runs).map { _ in
        let start = threadTime()
        body()
        return threadTime() - start
    }.min()!
}

/// Texts made of pieces that have broken writers and readers before.
enum NastyText {
    private static let pieces = [
        "a", "Z", "0", " ", "é", "€", "ß", "𝄞", "😀", "\u{10FFFF}", "\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "\u{FEFF}", "\u{7F}", "\u{85}",
        "\u{2028}", "e\u{301}", "\u{202E}", "<", ">", "&", "\"", "'", "]]>", "<!--", "-->", "<![CDATA[", "&amp;", "&#38;", "&lt;", "\\",
        "\\u0000",
        "\\", "/", "{", "}", "[", "]", ",", ":", "\t", "\n", "\r", "\r\n", "\u{1}", "\u{B}", "\u{1B}", "\u{1F}", "abcdefgh",
        "ABCDEFGHIJKLMNOP",
        "\u{EFFF}", "\u{F000}", "\u{D7FF}", "\u{E000}",
    ]

    static func random(_ generator: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...24, using: &generator) {
            if Int.random(in: 0..<4, using: &generator) > 0 {
                text += pieces.randomElement(using: &generator)!
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &generator)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
