extension String {
    /// Filled with blanks behind it, for a column of a table on the terminal; as it is when it is wider.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
