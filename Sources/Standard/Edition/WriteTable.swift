/// Ready bytes and the order in which they and the values are written: a version's document in JSON or XML, compiled.
struct WriteTable: Sendable {
    /// A stretch of `bytes`.
    struct Piece: Sendable {
        let start: Int32
        let count: Int32
    }

    struct Op: Sendable {
        enum Act: Sendable {
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

    /// One object: what stands around it, and its fields.
    struct Block: Sendable {
        var open = Piece(start: 0, count: 0)
        var close = Piece(start: 0, count: 0)
        var ops: [Op] = []
    }

    var bytes: [UInt8] = []
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
}
