extension BinaryInteger {
    /// `1,234,567`.
    ///
    /// - Parameter separator: what stands between thousands.
    package func grouped(by separator: String = ",") -> String {
        var digits = String(magnitude)
        var parts: [String] = []
        while digits.utf8.count > 3 {
            parts.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + parts).joined(separator: separator)
    }
}
