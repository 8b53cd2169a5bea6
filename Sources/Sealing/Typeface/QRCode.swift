internal import CQREncode

/// A QR code (ISO/IEC 18004), error correction M: still read with a seventh of it gone.
package struct QRCode: Sendable, Equatable {
    /// Modules a side, without the quiet zone: four modules of white on every side are the page's to keep.
    package let size: Int
    private let modules: [Bool]

    /// Nil when the text does not fit any code (over 2,331 bytes), is empty or holds a NUL.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 2331, !text.utf8.contains(0),
            let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
        else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard side > 0, let data = code.pointee.data else { return nil }
        size = side
        modules = (0..<side * side).map { data[$0] & 1 != 0 }
    }

    /// - Parameters: from the left and from the top, from 0.
    package func isDark(_ x: Int, _ y: Int) -> Bool { modules[y * size + x] }
}
