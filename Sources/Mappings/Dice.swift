/// Throws that are the same for the same seed on every machine (SplitMix64).
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, `sides`.
    mutating func below(_ sides: Int) -> Int { Int(next() % UInt64(max(1, sides))) }

    /// A whole number in a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.upperBound - range.lowerBound + 1) }

    mutating func pick<T>(_ options: [T]) -> T { options[below(options.count)] }

    /// Whether something with this chance, in percents, happens.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
