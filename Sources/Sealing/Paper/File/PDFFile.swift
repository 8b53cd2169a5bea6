/// A PDF file as it is written: objects get a number, then their bytes; plain ones are gathered in object streams (ISO 32000-1, 7.5.7), and a
/// cross-reference stream (7.5.8) says where all of them are.
struct PDFFile: ~Copyable {
    private enum Place {
        case missing
        case at(Int)
        case packed(stream: Int, index: Int)
    }

    /// More would pack no better, and a reader unpacks a whole stream for one object.
    private static let objectsPerStream = 200

    private(set) var bytes: [UInt8]
    private var places: [Place] = [.missing]
    private var waiting: [(number: Int, start: Int)] = []
    private var waitingBytes = PDFBytes()
    private let deflater = Deflater()

    init() {
        bytes = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        bytes.reserveCapacity(1 << 17)
    }

    /// A number for an object that is written later.
    mutating func reserve() -> Int {
        places.append(.missing)
        return places.count - 1
    }

    /// An object inside an object stream: anything but a stream, and not the signature.
    mutating func add(_ object: PDFBytes, as number: Int) {
        waiting.append((number, waitingBytes.bytes.count))
        waitingBytes.write(object)
        waitingBytes.write("\n")
        if waiting.count == PDFFile.objectsPerStream { pack() }
    }

    mutating func add(_ object: PDFBytes) -> Int {
        let number = reserve()
        add(object, as: number)
        return number
    }

    /// An object that stands in the file as it is. Returns where its bytes begin.
    @discardableResult mutating func addOpenly(_ object: PDFBytes, as number: Int) -> Int {
        let start = begin(number)
        bytes.append(contentsOf: object.bytes)
        end()
        return start
    }

    /// A stream.
    ///
    /// - Parameters:
    ///   - entries: of its dictionary, without brackets, `/Length` and `/Filter`.
    ///   - form: what its bytes are now, and how they go into the file.
    mutating func addStream(_ entries: PDFBytes, _ content: [UInt8], _ form: StreamForm = .pack, as number: Int) {
        let written = form == .pack ? deflater.packed(content) : content
        var head = PDFBytes("<<")
        head.write(entries)
        if form != .asItIs { head.write("/Filter/FlateDecode") }
        head.write("/Length ")
        head.write(written.count)
        head.write(">>stream\n")
        _ = begin(number)
        bytes.append(contentsOf: head.bytes)
        bytes.append(contentsOf: written)
        // A line end of two bytes: after content that ends in the one, the other alone would be taken for a part of it.
        bytes.append(contentsOf: "\r\nendstream".utf8)
        end()
    }

    enum StreamForm {
        case pack
        case alreadyPacked
        /// Readable in the file itself, as metadata must be (ISO 19005-3, 6.6.2).
        case asItIs
    }

    private mutating func begin(_ number: Int) -> Int {
        places[number] = .at(bytes.count)
        var head = PDFBytes()
        head.write(number)
        head.write(" 0 obj\n")
        bytes.append(contentsOf: head.bytes)
        return bytes.count
    }

    private mutating func end() { bytes.append(contentsOf: "\nendobj\n".utf8) }

    private mutating func pack() {
        guard !waiting.isEmpty else { return }
        let stream = reserve()
        var index = PDFBytes()
        for (position, object) in waiting.enumerated() {
            index.write(object.number)
            index.write(" ")
            index.write(object.start)
            index.write(" ")
            places[object.number] = .packed(stream: stream, index: position)
        }
        var entries = PDFBytes("/Type/ObjStm/N ")
        entries.write(waiting.count)
        entries.write("/First ")
        entries.write(index.bytes.count)
        let content = index.bytes + waitingBytes.bytes
        waiting = []
        waitingBytes = PDFBytes()
        addStream(entries, content, as: stream)
    }

    /// Writes what waits, the cross-reference stream and the end.
    ///
    /// - Parameter trailer: `/Root`, `/Info` and `/ID`.
    mutating func finish(_ trailer: PDFBytes) {
        pack()
        let number = reserve()
        let start = bytes.count
        places[number] = .at(start)
        // Each row less the row above it (PNG's filter 2): neighbours are alike, and pack to a third.
        var table: [UInt8] = []
        table.reserveCapacity(places.count * 7)
        var above: [UInt8] = [0, 0, 0, 0, 0, 0]
        for place in places {
            let row: (UInt8, Int, Int) =
                switch place {
                case .missing: (0, 0, 255)
                case .at(let offset): (1, offset, 0)
                case .packed(let stream, let index): (2, stream, index)
                }
            let here =
                [row.0] + stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: row.1 >> $0) }
                + [UInt8(truncatingIfNeeded: row.2)]
            table.append(2)
            for (byte, old) in zip(here, above) { table.append(byte &- old) }
            above = here
        }
        var entries = PDFBytes("/Type/XRef/W[1 4 1]/DecodeParms<</Predictor 12/Columns 6>>/Size ")
        entries.write(places.count)
        entries.write(trailer)
        addStream(entries, table, as: number)
        var end = PDFBytes("startxref\n")
        end.write(start)
        end.write("\n%%EOF\n")
        bytes.append(contentsOf: end.bytes)
    }

    /// Fills in what could only be known at the end. The room must be there already.
    mutating func replace(at start: Int, with patch: [UInt8]) {
        bytes.replaceSubrange(start..<start + patch.count, with: patch)
    }

    consuming func finished() -> [UInt8] { bytes }
}
