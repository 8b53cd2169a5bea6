/// A sheet of A4 and where text may stand on it, in points from the top left corner.
enum Frame {
    static let width = 595.28
    static let height = 841.89
    /// 20 mm.
    static let left = 56.69
    static let right = width - 56.69
    /// Below the bar of the first page, and of others.
    static let firstTop = 36.0
    static let top = 48.0
    /// Above the footer's top.
    static let footerGap = 20.0
    /// Where the footer's last line stands.
    static let footerBaseline = height - 30
    static let textWidth = right - left
    /// Lines longer than this are hard to follow.
    static let readingWidth = 460.0
}
