/// What is kept of a reply for who asks the same again: the vendor's message, and the document, in one run of bytes.
struct KeptReply {
    let message: [UInt8]
    let document: [UInt8]

    init(message: [UInt8], document: [UInt8]) {
        self.message = message
        self.document = document
    }

    /// Nil for what `bytes` did not write.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let length = bytes[..<8].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 0, length <= bytes.count - 8 else { return nil }
        message = Array(bytes[8..<(8 + length)])
        document = Array(bytes[(8 + length)...])
    }

    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: message.count >> (56 - 8 * $0)) } + message + document }
}
