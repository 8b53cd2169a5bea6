package import Core

/// What became of the rows of one row set.
package struct RowSetAccount: Sendable {
    /// A row that a rule of the mapping left out.
    package struct LeftOut: Sendable {
        /// From 1.
        package let row: Int
        package let because: String
        /// Where the rule stands.
        package let span: Span
        /// The cells its conditions looked at.
        package let cells: [Making.Cell]
    }

    package let name: String
    package let count: Int
    package let leftOut: [LeftOut]
    /// Whether its rows only prove or name something and make no events.
    package let isForReconciliation: Bool
}

extension Plan {
    /// What became of all rows, in the order of the file: for rows that `run` accepted.
    package func accounts(of rows: [Rows]) -> [RowSetAccount] {
        rowSets.indices.map { set in
            let rowSet = rowSets[set]
            let cells = rows[set]
            let buffer = RowBuffer(width: cells.width)
            var left: [RowSetAccount.LeftOut] = []
            for row in 0..<cells.count {
                guard buffer.read(cells, row, rowSet) == nil else { continue }
                let place = rowSet.leaving.next(from: 0, for: buffer)
                guard place >= 0 else { continue }
                let rule = rowSet.leaveOuts[place].rule
                var columns: [Int] = []
                for test in rule.tests where !columns.contains(test.column) { columns.append(test.column) }
                left.append(
                    RowSetAccount.LeftOut(
                        row: row + 1, because: rule.because, span: rule.span,
                        cells: columns.map { column in
                            let declared = rowSet.columns[column]
                            return Making.Cell(
                                rowSet: rowSet.name, row: row + 1, column: declared.name, written: cells.text(row: row, column: column),
                                reading: declared.reading.word, value: buffer.values[column], span: declared.span)
                        }))
            }
            return RowSetAccount(
                name: rowSet.name, count: cells.count, leftOut: left,
                isForReconciliation: !rowSet.mustBecome && reconciles.contains { $0.rowSet == set })
        }
    }

    /// The mapping file's name.
    package var fileName: String { file }
}
