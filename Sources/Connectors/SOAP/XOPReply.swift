import Core

/// A reply with its document beside it: an XOP package (W3C, 25 January 2005) as MTOM sends it, in MIME multipart/related (RFC 2387).
enum XOPReply {
    private static let root = "bericht@blauwbrug"
    private static let document = "document@blauwbrug"
    static let mediaType = "application/xop+xml"

    /// What stands in the element instead of the document's bytes.
    static let include = "<xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:\(document)\"/>"

    /// - Parameters:
    ///   - envelope: the SOAP message, with `include` where the document belongs.
    ///   - reference: ours, of this reply: the boundary holds it, and no document can know it.
    static func packaged(_ envelope: [UInt8], _ pdf: [UInt8], _ version: SOAPVersion, reference: String) -> Reply {
        let boundary = "blauwbrug-\(reference)"
        let type = version.mediaType
        var body: [UInt8] = []
        body.reserveCapacity(envelope.count + pdf.count + 1_024)
        body += Array(
            ("--\(boundary)\r\nContent-Type: \(mediaType); charset=UTF-8; type=\"\(type)\"\r\n"
                + "Content-Transfer-Encoding: binary\r\nContent-ID: <\(root)>\r\n\r\n").utf8)
        body += envelope
        body += Array(
            ("\r\n--\(boundary)\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n"
                + "Content-ID: <\(document)>\r\n\r\n").utf8)
        body += pdf
        body += Array("\r\n--\(boundary)--\r\n".utf8)
        let header =
            "multipart/related; boundary=\"\(boundary)\"; type=\"\(mediaType)\"; start=\"<\(root)>\"; start-info=\"\(type)\""
        return Reply(status: 200, headers: [Request.Header("Content-Type", header)], body: body)
    }
}
