import Core
import Testing

@Suite("Rows hold the cells of a source as it wrote them")
struct RowsTests {
    @Test("cells come back by row and column; NULL and empty are two things")
    func cells() {
        var builder = RowsBuilder(width: 3)
        builder.reserve(rows: 2, bytes: 10)
        builder.append("één")
        builder.appendNull()
        builder.append("")
        builder.append(nil)
        [UInt8(0x41), 0x42].withUnsafeBufferPointer { builder.append($0) }
        builder.append("z")
        #expect(builder.size == 8)
        let rows = builder.finish()
        #expect(rows.width == 3)
        #expect(rows.count == 2)
        #expect((0..<2).map { row in (0..<3).map { rows.text(row: row, column: $0) } } == [["één", nil, ""], [nil, "AB", "z"]])
        var seen: [String] = []
        rows.read(row: 1) { column, cell in
            seen.append("\(column)=\(cell.map { String(decoding: $0, as: UTF8.self) } ?? "NULL")")
        }
        #expect(seen == ["0=NULL", "1=AB", "2=z"])
    }

    @Test("no rows are rows too")
    func none() {
        let rows = RowsBuilder(width: 2).finish()
        #expect(rows.count == 0)
        #expect(rows.width == 2)
    }
}
