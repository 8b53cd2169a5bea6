import Core

/// The cells of one row, read once: values by column, and for a code its place in the list.
///
/// Plain memory that is written over for each row: columns are indices the checker made, so nothing is looked up or bounds-checked per cell.
/// Belongs to one run and never leaves it.
final class RowBuffer {
    let values: UnsafeMutablePointer<Value>
    /// -1 for a column that is no code, or has none here.
    let codes: UnsafeMutablePointer<Int32>
    private let width: Int

    init(width: Int) {
        self.width = width
        values = .allocate(capacity: width)
        values.initialize(repeating: .absent, count: width)
        codes = .allocate(capacity: width)
        codes.initialize(repeating: -1, count: width)
    }

    deinit {
        values.deinitialize(count: width)
        values.deallocate()
        codes.deallocate()
    }

    /// Reads the cells of a row, each once; gives the first column that cannot be read, and why.
    func read(_ rows: Rows, _ number: Int, _ columns: [RowSetPlan.Column]) -> (column: Int, problem: Cell)? {
        var bad: (column: Int, problem: Cell)?
        rows.read(row: number) { column, cell in
            guard bad == nil else { return }
            let read = columns[column].reader.read(cell)
            switch read {
            case .value(let value):
                values[column] = value
                codes[column] = -1
            case .code(let code, let value):
                values[column] = value
                codes[column] = code
            case .missing, .unknownCode, .unreadable: bad = (column, read)
            }
        }
        return bad
    }
}
