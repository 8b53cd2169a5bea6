/// Ready bytes and the order in which they and the values are written: a version's document in JSON or XML, compiled.
struct WriteTable: Sendable {
    /// A stretch of `bytes`.
    struct Piece: Sendable, BitwiseCopyable {
        let start: Int32
        let count: Int32
        static let empty = Piece(start: 0, count: 0)
    }

    struct Op: Sendable, BitwiseCopyable {
        enum Act: Sendable, BitwiseCopyable {
            /// A field: its value by slot; nothing at all when it is absent.
            case value
            /// Bytes that are always the same.
            case constant
            /// Another object begins.
            case open
            /// Another object ends.
            case close
            case cases, events, arrears
        }

        let act: Act
        let slot: Int32
        /// In JSON with a comma in front, which the first field of an object leaves out.
        let before: Piece
        let after: Piece
    }

    /// One object: what stands around it, and which of `ops` write its fields.
    struct Block: Sendable, BitwiseCopyable {
        var open = Piece.empty
        var close = Piece.empty
        var first = 0
        var end = 0
    }

    var bytes: [UInt8] = []
    var ops: [Op] = []
    var document = Block()
    var zaak = Block()
    /// By kind; empty for a kind the version lacks.
    var events: [Block] = []
    var arrear = Block()

    /// Keeps bytes for writing.
    mutating func piece(_ text: String) -> Piece {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return Piece(start: Int32(start), count: Int32(bytes.count - start))
    }

    /// Keeps the fields of an object.
    mutating func block(_ new: [Op]) -> Block {
        let first = ops.count
        ops += new
        return Block(first: first, end: ops.count)
    }
}

/// A write table as the writers walk it: addresses, nothing to retain.
struct WritePointers {
    let bytes: UnsafeBufferPointer<UInt8>
    let ops: UnsafeBufferPointer<WriteTable.Op>
    let events: UnsafeBufferPointer<WriteTable.Block>
    let document: WriteTable.Block
    let zaak: WriteTable.Block
    let arrear: WriteTable.Block

    @inline(__always)
    func piece(_ piece: WriteTable.Piece, skipping skip: Int = 0) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(piece.start) + skip..<Int(piece.start) + Int(piece.count)])
    }
}

extension WriteTable {
    func withPointers(_ body: (WritePointers) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            ops.withUnsafeBufferPointer { ops in
                events.withUnsafeBufferPointer { events in
                    body(WritePointers(bytes: bytes, ops: ops, events: events, document: document, zaak: zaak, arrear: arrear))
                }
            }
        }
    }
}
