import Core

/// A column's type in the words of a database: `numeric(10,2)`, `char(9)`.
struct DeclaredType {
    let size: Int?
    let scale: Int?
    let isPadded: Bool

    init(_ text: String) {
        let word = text.lowercased()
        var numbers: [Int] = []
        if let open = word.firstIndex(of: "("), let close = word[open...].firstIndex(of: ")") {
            numbers = word[word.index(after: open)..<close].split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
        }
        size = numbers.first
        scale = numbers.count > 1 ? numbers[1] : word.hasPrefix("num") || word.hasPrefix("dec") ? numbers.isEmpty ? nil : 0 : nil
        isPadded = word.hasPrefix("char") && !word.contains("varying") && word.contains("(")
    }
}
