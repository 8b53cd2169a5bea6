extension ContinuousClock.Instant {
    /// Whole milliseconds from one moment to this one, rounded up; zero or less when it has passed.
    func milliseconds(after moment: ContinuousClock.Instant) -> Int {
        let (seconds, attoseconds) = (self - moment).components
        return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
