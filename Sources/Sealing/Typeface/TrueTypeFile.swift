/// Tables as one font file (OpenType, Table directory), with its checksums.
enum TrueTypeFile {
    /// - Parameter tables: in the order of their names.
    static func bytes(_ tables: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var power = 1
        var exponent = 0
        while power * 2 <= tables.count {
            power *= 2
            exponent += 1
        }
        var file: [UInt8] = []
        file.reserveCapacity(tables.reduce(12 + 16 * tables.count) { $0 + $1.bytes.count + 3 })
        file.add32(0x0001_0000)
        for value in [tables.count, 16 * power, exponent, 16 * (tables.count - power)] { file.add16(value) }
        var place = 12 + 16 * tables.count
        var headPlace: Int?
        for table in tables {
            file += table.name.utf8
            file.add32(Int(sum(table.bytes)))
            file.add32(place)
            file.add32(table.bytes.count)
            if table.name == "head" { headPlace = place }
            place += (table.bytes.count + 3) & ~3
        }
        for table in tables {
            file += table.bytes
            while file.count % 4 != 0 { file.append(0) }
        }
        if let headPlace {
            var adjustment: [UInt8] = []
            adjustment.add32(Int(0xB1B0_AFBA &- sum(file)))
            file.replaceSubrange(headPlace + 8..<headPlace + 12, with: adjustment)
        }
        return file
    }

    private static func sum(_ bytes: [UInt8]) -> UInt32 {
        var total: UInt32 = 0
        var at = 0
        while at + 4 <= bytes.count {
            let high = UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16
            total &+= high | UInt32(bytes[at + 2]) << 8 | UInt32(bytes[at + 3])
            at += 4
        }
        var shift: UInt32 = 24
        while at < bytes.count {
            total &+= UInt32(bytes[at]) << shift
            shift -= 8
            at += 1
        }
        return total
    }
}
