internal import CZlib

/// The zlib format (RFC 1950) of a whole that is in memory, of a known size.
enum Zlib {
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            // Fails only without memory or room: there is as much as it may ever need.
            guard compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_BEST_COMPRESSION) == Z_OK else { return }
            count = Int(length)
        }
    }

    /// Nil when it does not unpack to exactly so many bytes: never more are made.
    static func unpacked(_ bytes: [UInt8], count: Int) -> [UInt8]? {
        var length = uLong(count)
        var read = uLong(bytes.count)
        var isWhole = false
        let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, made in
            isWhole = uncompress2(buffer.baseAddress, &length, bytes, &read) == Z_OK
            made = isWhole ? Int(length) : 0
        }
        return isWhole && result.count == count && Int(read) == bytes.count ? result : nil
    }

    /// The check of a PNG chunk (ISO/IEC 15948, 5.5).
    static func check(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, uInt($0.count))) }
    }
}
