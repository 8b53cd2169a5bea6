import Core

/// A code table: each code with its named outputs, looked up by the bytes of a cell.
final class CodeList: Sendable {
    /// One named output: a value per code.
    struct Output: Sendable {
        let name: String
        let kind: ValueKind
        /// By the place of the code.
        let values: [Value]
        /// Where each value is written.
        let spans: [Span]

        /// Whether some code has nothing for it.
        var canBeAbsent: Bool { values.contains { $0.isAbsent } }
    }

    let name: String
    let span: Span
    let codes: [String]
    /// The codes as values, shared by every row that has them.
    let codeValues: [Value]
    let outputs: [Output]
    private let table: ByteTable

    init(name: String, span: Span, codes: [String], outputs: [Output]) {
        self.name = name
        self.span = span
        self.codes = codes
        codeValues = codes.map { .text($0) }
        self.outputs = outputs
        table = ByteTable(codes.map { Array($0.utf8) })
    }

    func index(of cell: UnsafeBufferPointer<UInt8>) -> Int? { table.index(of: cell) }
}
