/// What a database says of itself: its tables with their columns and keys, and what samples of their cells look like. Holds no cell.
package struct Inventory: Sendable, Equatable {
    package struct Table: Sendable, Equatable {
        /// Nil when the kind of source has no schemas, or it is the only one everybody means.
        package let schema: String?
        package let name: String
        package let isView: Bool
        package let comment: String?
        /// Roughly how many rows; nil when the database does not know.
        package let rows: Int?
        /// In the table's own order.
        package let columns: [Column]
        /// The columns of the primary key.
        package let key: [String]
        package let foreignKeys: [ForeignKey]

        package init(
            schema: String?, name: String, isView: Bool, comment: String?, rows: Int?, columns: [Column], key: [String],
            foreignKeys: [ForeignKey]
        ) {
            self.schema = schema
            self.name = name
            self.isView = isView
            self.comment = comment
            self.rows = rows
            self.columns = columns
            self.key = key
            self.foreignKeys = foreignKeys
        }

        /// With its schema, as an author reads it.
        package var title: String { (schema.map { "\($0)." } ?? "") + name }

        package func column(named name: String) -> Column? { columns.first { $0.name == name } }
    }

    package struct Column: Sendable, Equatable {
        package let name: String
        /// In the database's own words.
        package let type: String
        package let family: ColumnFamily
        package let mayBeNull: Bool
        package let comment: String?
        /// What its cells look like, the surest first; empty when nothing is to be said.
        package let likenesses: [Likeness]

        package init(name: String, type: String, family: ColumnFamily, mayBeNull: Bool, comment: String?, likenesses: [Likeness]) {
            self.name = name
            self.type = type
            self.family = family
            self.mayBeNull = mayBeNull
            self.comment = comment
            self.likenesses = likenesses
        }

        package func looksLike(_ wanted: Likeness.Kind) -> Bool { likenesses.contains { $0.kind == wanted } }
    }

    package struct ForeignKey: Sendable, Equatable {
        package let columns: [String]
        package let schema: String?
        package let table: String
        /// The columns there, in the same order.
        package let theirs: [String]

        package init(columns: [String], schema: String?, table: String, theirs: [String]) {
            self.columns = columns
            self.schema = schema
            self.table = table
            self.theirs = theirs
        }
    }

    package let tables: [Table]

    package init(tables: [Table]) { self.tables = tables }
}

/// A verdict about a column's cells: what they look like. A guess for an author to look at; it says no cell.
package struct Likeness: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Nine digits (or eight, when leading zeros were lost) that pass the 11-proef.
        case bsn
        /// Euros as an exact decimal.
        case amount
        /// Amounts as text with a decimal comma.
        case commaAmount
        /// Amounts as binary floating point, which is never read.
        case binaryAmount
        /// Whole numbers under a name like that of an amount: cents, or euros.
        case wholeAmount
        /// Days as `yyyymmdd`.
        case dayNumber
        /// Days as text `yyyy-mm-dd`.
        case day
        /// Days as text `dd-mm-yyyy`.
        case dutchDay
        /// Moments as text `yyyy-mm-dd hh:mm:ss`.
        case moment
        /// Debit or credit.
        case sign
        /// Yes or no.
        case yesNo
        /// A few short values that come back.
        case code
        /// Texts with blanks behind them.
        case padded
    }

    package let kind: Kind
    /// Of a sample: for a code how many values there are, for a day number how many cells are 0, for an amount how many are negative.
    package let count: Int

    package init(_ kind: Kind, count: Int = 0) {
        self.kind = kind
        self.count = count
    }

    /// For a list beside the column's name.
    package var words: String {
        switch kind {
        case .bsn: "BSN"
        case .amount: "amount\(signs)"
        case .commaAmount: "amount with a decimal comma\(signs)"
        case .binaryAmount: "amount in binary floating point\(signs)"
        case .wholeAmount: "amount in whole numbers: cents?\(signs)"
        case .dayNumber: count > 0 ? "day as yyyymmdd, 0 for none" : "day as yyyymmdd"
        case .day: "day"
        case .dutchDay: "day as dd-mm-yyyy"
        case .moment: "moment"
        case .sign: "debit or credit"
        case .yesNo: "yes or no"
        case .code: "code, \(count) value\(count == 1 ? "" : "s")"
        case .padded: "padded"
        }
    }

    private var signs: String { count > 0 ? ", some negative" : "" }
}
