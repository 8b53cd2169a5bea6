extension String {
    /// Filled with blanks behind it, for a column of a table on the terminal; as it is when it is wider.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}

extension Int {
    /// `1,234,567`.
    ///
    /// - Parameter separator: what stands between thousands.
    func grouped(by separator: String = ",") -> String {
        var digits = String(magnitude)
        var parts: [String] = []
        while digits.count > 3 {
            parts.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + parts).joined(separator: separator)
    }
}
