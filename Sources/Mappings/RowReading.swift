import Core

extension RowBuffer {
    /// Reads the cells of a row, each once; gives the first column that cannot be read, and why.
    mutating func read(_ rows: Rows, _ number: Int, _ columns: [RowSetPlan.Column]) -> (column: Int, problem: Cell)? {
        var bad: (column: Int, problem: Cell)?
        columns.withUnsafeBufferPointer { columns in
            rows.read(row: number) { column, cell in
                guard bad == nil else { return }
                let read = columns[column].reading.read(cell)
                switch read {
                case .value(let value):
                    values[column] = value
                    codes[column] = -1
                case .code(let code):
                    if let list = columns[column].reading.codes { values[column] = list.codeValues[code] }
                    codes[column] = Int32(code)
                case .missing, .unknownCode, .unreadable: bad = (column, read)
                }
            }
        }
        return bad
    }
}

extension Cell {
    /// What is wrong with a cell, without its content.
    func told(_ reading: Reading) -> String {
        switch self {
        case .missing: "is absent and was not declared as '\(reading.word)?'"
        case .unknownCode: "is a code the list does not know"
        case .unreadable: "cannot be read as \(reading.word)"
        case .value, .code: "is well"
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
