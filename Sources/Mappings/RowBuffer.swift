import Core

/// The cells of one row, read once: values by column, and for a code its place in the list.
///
/// Plain memory that is written over for each row: columns are indices the checker made, so nothing is looked up or bounds-checked per
/// cell. Belongs to one run and never leaves it.
final class RowBuffer {
    let values: UnsafeMutablePointer<Value>
    /// -1 for a column that is no code, or has none here.
    let codes: UnsafeMutablePointer<Int32>
    private let width: Int
    /// A text being put together.
    private var scratch: UnsafeMutablePointer<UInt8>
    private var capacity = 256
    private var count = 0

    init(width: Int) {
        self.width = width
        values = .allocate(capacity: width)
        values.initialize(repeating: .absent, count: width)
        codes = .allocate(capacity: width)
        codes.initialize(repeating: -1, count: width)
        scratch = .allocate(capacity: capacity)
    }

    deinit {
        values.deinitialize(count: width)
        values.deallocate()
        codes.deallocate()
        scratch.deallocate()
    }

    // A text put together from parts.

    func clearText() { count = 0 }

    var text: String { String(decoding: UnsafeBufferPointer(start: scratch, count: count), as: UTF8.self) }

    func append(_ text: borrowing String) {
        let span = text.utf8.span
        span.withUnsafeBufferPointer { bytes in
            reserve(bytes.count)
            if let base = bytes.baseAddress { (scratch + count).update(from: base, count: bytes.count) }
            count += bytes.count
        }
    }

    /// A whole number in decimal digits.
    func append(_ number: Int) {
        reserve(20)
        if number < 0 {
            scratch[count] = UInt8(ascii: "-")
            count += 1
        }
        var rest = number.magnitude
        var digits = 1
        var bound = rest / 10
        while bound > 0 {
            digits += 1
            bound /= 10
        }
        var at = count + digits
        repeat {
            at -= 1
            scratch[at] = UInt8(0x30 + rest % 10)
            rest /= 10
        } while at > count
        count += digits
    }

    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: scratch, count: count)
        scratch.deallocate()
        scratch = larger
    }

    /// Reads the cells of a row, each once; gives the first column that cannot be read, and why.
    func read(_ rows: Rows, _ number: Int, _ rowSet: RowSetPlan) -> (column: Int, problem: CellProblem)? {
        var bad = -1
        var problem = CellProblem.none
        let readers = rowSet.readers
        rows.read(row: number) { column, cell in
            let found = readers[column].read(cell, into: values + column, codes + column)
            if found != .none, bad < 0 {
                bad = column
                problem = found
            }
        }
        return bad < 0 ? nil : (bad, problem)
    }
}
