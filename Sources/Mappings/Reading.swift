import Core

/// How a column's cells are read: said once, where the column is declared, so that its wart is nobody else's business.
struct Reading: Sendable {
    enum Notation: Sendable {
        /// Text with trailing blanks dropped, as `char(n)` pads it.
        case char
        case text
        case integer
        /// An exact decimal in euros, with its separators.
        case money(decimal: UInt8, thousands: UInt8?)
        case cents
        /// `yyyy-mm-dd`.
        case date
        /// `yyyymmdd`, 0 for none.
        case yyyymmdd
        /// `dd-mm-yyyy`.
        case dutch
        /// A time without zone, in Europe/Amsterdam.
        case local
        /// A time with its offset.
        case instant
        case boolean(true: [[UInt8]], false: [[UInt8]])
        case code(CodeList)
    }

    let notation: Notation
    /// Whether NULL (and what the notation itself takes for nothing) reads as absent; otherwise such a cell is an error of the row.
    let isOptional: Bool
    /// Texts that also stand for nothing, such as `99991231`.
    let absent: [[UInt8]]

    /// The word a mapping uses for it.
    var word: String {
        switch notation {
        case .char: "char"
        case .text: "text"
        case .integer: "integer"
        case .money: "money"
        case .cents: "cents"
        case .date: "date"
        case .yyyymmdd: "yyyymmdd"
        case .dutch: "dd-mm-yyyy"
        case .local: "local"
        case .instant: "instant"
        case .boolean: "boolean"
        case .code(let list): "a code of '\(list.name)'"
        }
    }

    /// How a message names it, absence included.
    var told: String {
        guard isOptional else { return word }
        return codes == nil ? "\(word)?" : "\(word), which may be absent"
    }

    /// What a cell becomes. A code is its own text; its outputs are asked for by name.
    var kind: ValueKind {
        switch notation {
        case .char, .text, .code: .text
        case .integer: .integer
        case .money, .cents: .money
        case .date, .yyyymmdd, .dutch: .date
        case .local, .instant: .instant
        case .boolean: .boolean
        }
    }

    /// The kinds of database column it can read without loss. Money never comes from binary floating point.
    var families: Set<ColumnFamily> {
        switch notation {
        case .char, .text: [.text, .integer, .decimal, .unknown]
        case .integer, .cents, .yyyymmdd: [.integer, .decimal, .text, .unknown]
        case .money(let decimal, let thousands):
            decimal == UInt8(ascii: ".") && thousands == nil ? [.decimal, .integer, .text, .unknown] : [.text, .unknown]
        case .date: [.date, .text, .unknown]
        case .dutch: [.text, .unknown]
        case .local: [.timestamp, .text, .unknown]
        case .instant: [.zonedTimestamp, .text, .unknown]
        case .boolean: [.boolean, .integer, .decimal, .text, .unknown]
        case .code: [.text, .integer, .decimal, .boolean, .unknown]
        }
    }

    var codes: CodeList? {
        if case .code(let list) = notation { list } else { nil }
    }
}
