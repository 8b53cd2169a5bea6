/// The rows of one row set, as the source wrote their cells: text, column by column, in the order the plan declared.
///
/// Text conventions, the same for every driver: integers and decimals as digits, dates `yyyy-mm-dd`, times `yyyy-mm-dd hh:mm:ss[.f][+hh[:mm]]`,
/// booleans `t`/`f` or `1`/`0`.
package struct Rows: Sendable {
    /// Columns per row.
    package let width: Int
    /// The number of rows.
    package let count: Int
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let cells: [Cell]

    @usableFromInline
    struct Cell: Sendable {
        @usableFromInline let start: UInt32
        /// -1 for NULL.
        @usableFromInline let length: Int32
    }

    init(width: Int, count: Int, bytes: [UInt8], cells: [Cell]) {
        self.width = width
        self.count = count
        self.bytes = bytes
        self.cells = cells
    }

    /// Gives the bytes of each cell of a row in turn; nil stands for NULL. Inlined into the room that reads, because it is called for every row
    /// of every answer.
    @inlinable @inline(__always)
    package func read(row: Int, _ body: (_ column: Int, _ cell: UnsafeBufferPointer<UInt8>?) -> Void) {
        precondition(row >= 0 && row < count)
        bytes.withUnsafeBufferPointer { bytes in
            cells.withUnsafeBufferPointer { cells in
                for column in 0..<width {
                    let cell = cells[row &* width &+ column]
                    guard cell.length >= 0 else {
                        body(column, nil)
                        continue
                    }
                    body(column, UnsafeBufferPointer(start: bytes.baseAddress.map { $0 + Int(cell.start) }, count: Int(cell.length)))
                }
            }
        }
    }

    /// One cell as text; nil for NULL. For tests and tools; plans use `read`.
    package func text(row: Int, column: Int) -> String? {
        let cell = cells[row * width + column]
        guard cell.length >= 0 else { return nil }
        return String(decoding: bytes[Int(cell.start)..<Int(cell.start) + Int(cell.length)], as: UTF8.self)
    }
}

extension Rows: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<\(count) rows>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Gathers rows cell by cell, in row order.
package struct RowsBuilder {
    private let width: Int
    private var bytes: [UInt8] = []
    private var cells: [Rows.Cell] = []

    package init(width: Int) { self.width = width }

    /// Makes room for what is known to come.
    package mutating func reserve(rows: Int, bytes count: Int) {
        cells.reserveCapacity(rows * width)
        bytes.reserveCapacity(count)
    }

    /// The bytes gathered so far, for a driver that enforces a ceiling.
    package var size: Int { bytes.count }

    package mutating func appendNull() { cells.append(Rows.Cell(start: 0, length: -1)) }

    package mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
        cells.append(Rows.Cell(start: UInt32(bytes.count), length: Int32(cell.count)))
        bytes.append(contentsOf: cell)
    }

    package mutating func append(_ text: String?) {
        guard var text else { return appendNull() }
        text.withUTF8 { append($0) }
    }

    /// The rows; the cells must make whole rows.
    package func finish() -> Rows {
        precondition(width > 0 && cells.count % width == 0, "a row is not whole")
        return Rows(width: width, count: cells.count / width, bytes: bytes, cells: cells)
    }
}
