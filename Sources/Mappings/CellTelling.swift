import Core

extension CellProblem {
    /// What is wrong with a cell, without its content.
    func told(_ reading: Reading) -> String {
        switch self {
        case .missing: "is absent and was not declared as '\(reading.word)?'"
        case .unknownCode: "is a code the list does not know"
        case .unreadable: "cannot be read as \(reading.word)"
        case .none: "is well"
        }
    }
}

extension Value {
    /// A part of a row's key as text, the same on every delivery.
    var asKey: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .money(let cents): String(cents.amount)
        case .boolean(let value): value ? "1" : "0"
        case .date(let date): String(Int(date.year) * 10_000 + Int(date.month) * 100 + Int(date.day))
        case .instant(let instant): String(instant.epoch)
        case .absent, .list, .record: ""
        }
    }
}
