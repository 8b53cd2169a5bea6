import Core

/// The document numbers that the metadata of a file name (XMP, ISO 16684-1): every text in it that can be one.
enum PDFNumbers {
    static func all(in file: inout PDFReading) throws(PDFMistake) -> Set<DocumentNumber> {
        guard let metadata = try file.stream(try file.catalog()["Metadata"]), metadata.count <= 1 << 18 else { return [] }
        var found: Set<DocumentNumber> = []
        var start = 0
        // Runs of capitals, digits and dashes of exactly the length of a number.
        for at in 0...metadata.count {
            if at < metadata.count, isPart(metadata[at]) { continue }
            if at - start == 19, let number = DocumentNumber(String(decoding: metadata[start..<at], as: UTF8.self)) { found.insert(number) }
            start = at + 1
        }
        return found
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
    }
}
