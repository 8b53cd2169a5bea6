package import Core

/// A whole PDF/A-3a and PDF/UA-1 file with a place for the seal: only the signature is still zeros. Never sent.
package struct UnsealedDocument: Sendable {
    package let bytes: [UInt8]
    /// Where `/Contents` begins and ends, the angle brackets included; what is outside it is what is sealed (`/ByteRange`, already filled in).
    package let gap: Range<Int>
    package let pages: Int

    package init(bytes: [UInt8], gap: Range<Int>, pages: Int) {
        self.bytes = bytes
        self.gap = gap
        self.pages = pages
    }
}

/// What stands about the seal in the file itself (the signature dictionary, ISO 32000-1, 12.8).
package struct SealPlace: Sendable {
    /// Who seals, as the certificate says.
    package let name: String
    package let moment: Instant
    /// Whether it is a certification signature: no change at all is allowed afterwards (DocMDP, P=1). False is an approval signature, which
    /// leaves room for validation material (B-LT).
    package let certifies: Bool
    /// Bytes reserved for the CMS.
    package let room: Int

    package init(name: String, moment: Instant, certifies: Bool, room: Int) {
        self.name = name
        self.moment = moment
        self.certifies = certifies
        self.room = room
    }
}
