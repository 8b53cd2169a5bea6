extension String {
    /// Every occurrence of a text replaced.
    func replacing(_ text: String, with other: String) -> String {
        var result = ""
        var rest = self[...]
        while let range = rest.range(of: text) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    /// The first place of a text.
    func range(of text: String) -> Range<String.Index>? { self[...].range(of: text) }
}

extension Substring {
    func range(of text: String) -> Range<String.Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return nil
    }
}
