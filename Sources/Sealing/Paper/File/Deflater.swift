internal import CZlib

/// Packs the streams of one document (`/FlateDecode`, RFC 1950), with one working memory for all of them.
struct Deflater: ~Copyable {
    /// Measured on overviews of 5 and 40 cases: level 6 takes a quarter more time for 1 to 2 % fewer bytes, level 1 two thirds of the time for
    /// 11 to 15 % more.
    static let level: Int32 = 5

    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Fails only without memory, and then so does everything.
        let code = deflateInit_(stream, Deflater.level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "no memory to pack a document")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func packed(_ bytes: [UInt8]) -> [UInt8] {
        deflateReset(stream)
        let bound = Int(deflateBound(stream, UInt(bytes.count)))
        var input = bytes
        return [UInt8](unsafeUninitializedCapacity: bound) { out, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = out.baseAddress
                stream.pointee.avail_out = UInt32(bound)
                let code = deflate(stream, Z_FINISH)
                precondition(code == Z_STREAM_END, "zlib needs more than it said")
                count = bound - Int(stream.pointee.avail_out)
            }
        }
    }
}
