/// A table as somebody who fills it must know it: what each column takes, and to which rows it must refer. Holds no cell.
package struct TableShape: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package let name: String
        package let family: ColumnFamily
        /// Characters of a text, digits of a number; nil when there is no bound.
        package let size: Int?
        /// Digits behind the point.
        package let scale: Int?
        /// Whether a text is of one width, padded with blanks.
        package let isPadded: Bool
        package let mayBeNull: Bool

        package init(name: String, family: ColumnFamily, size: Int?, scale: Int?, isPadded: Bool, mayBeNull: Bool) {
            self.name = name
            self.family = family
            self.size = size
            self.scale = scale
            self.isPadded = isPadded
            self.mayBeNull = mayBeNull
        }
    }

    /// Columns that hold the key of a row in another table (or this one).
    package struct Reference: Sendable, Equatable {
        package let columns: [String]
        package let table: String
        /// The columns there, in the same order.
        package let theirs: [String]

        package init(columns: [String], table: String, theirs: [String]) {
            self.columns = columns
            self.table = table
            self.theirs = theirs
        }
    }

    /// As the database spells it, without a schema.
    package let name: String
    package let columns: [Column]
    /// The columns of the primary key.
    package let key: [String]
    package let references: [Reference]

    package init(name: String, columns: [Column], key: [String], references: [Reference]) {
        self.name = name
        self.columns = columns
        self.key = key
        self.references = references
    }

    package func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}

/// One row to be written: a table, and per column the text of its cell; a column that is not named is NULL.
package struct WrittenRow: Sendable {
    package let table: String
    package var cells: [String: String]

    package init(table: String, cells: [String: String]) {
        self.table = table
        self.cells = cells
    }
}
