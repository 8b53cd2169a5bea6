private import CZlib

/// Undoes the filters of a stream (ISO 32000-1, 7.4): none or `FlateDecode`, with the predictors of PNG that cross-reference streams use.
enum PDFInflate {
    /// Larger than any stream of ours, in bytes.
    private static let ceiling = 32 << 20

    static func content(
        _ raw: ArraySlice<UInt8>, filter: PDFItem?, parameters: PDFItem?, budget: PDFBudget
    ) throws(PDFMistake) -> [UInt8] {
        let filters = filter?.list ?? filter.map { [$0] } ?? []
        if filters.isEmpty || filters == [.null] {
            try budget.spend(raw.count)
            return Array(raw)
        }
        guard filters == [.name("FlateDecode")] else { throw .malformed }
        let plain = try inflated(raw, budget: budget)
        guard let how = (parameters?.list?.first ?? parameters)?.map, let predictor = how["Predictor"]?.integer, predictor > 1 else {
            return plain
        }
        guard predictor >= 10, (how["Colors"]?.integer ?? 1) == 1, (how["BitsPerComponent"]?.integer ?? 8) == 8 else { throw .malformed }
        let columns = how["Columns"]?.integer ?? 1
        guard (1...64).contains(columns), let rows = PNGFilter.undone(plain, width: columns, step: 1) else { throw .malformed }
        return rows
    }

    private static func inflated(_ raw: ArraySlice<UInt8>, budget: PDFBudget) throws(PDFMistake) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw .malformed }
        defer { inflateEnd(&stream) }
        var out: [UInt8] = []
        var block = [UInt8](repeating: 0, count: min(max(raw.count * 6, 4_096), 1 << 18))
        var outcome: Int32 = Z_OK
        var input = Array(raw)
        let consumed: Bool = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while outcome == Z_OK, out.count <= ceiling {
                let produced: Int = block.withUnsafeMutableBufferPointer { block in
                    stream.next_out = block.baseAddress
                    stream.avail_out = UInt32(block.count)
                    outcome = inflate(&stream, Z_NO_FLUSH)
                    return block.count - Int(stream.avail_out)
                }
                out += block[0..<produced]
                // Nothing more comes of what there is.
                if produced == 0, outcome == Z_OK { return false }
            }
            return outcome == Z_STREAM_END
        }
        try budget.spend(out.count + raw.count)
        guard consumed else { throw out.count > ceiling ? .tooComplex : .malformed }
        return out
    }
}
