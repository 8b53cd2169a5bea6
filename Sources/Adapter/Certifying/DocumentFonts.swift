import Core
import Sealing

/// The fonts that documents are set in, read from a folder as Debian lays it out: Lato, and DejaVu Sans for what Lato does not have.
enum DocumentFonts {
    private static let regular = ["lato/Lato-Regular.ttf", "dejavu/DejaVuSans.ttf"]
    private static let bold = ["lato/Lato-Bold.ttf", "dejavu/DejaVuSans-Bold.ttf"]

    /// The first file that is not there or is no font; nil when all are there.
    static func missing(in folder: String) -> String? { (regular + bold).first { font($0, folder) == nil } }

    /// Nil when one of them is missing.
    static func read(in folder: String) -> FontSet? {
        let regular = regular.compactMap { font($0, folder) }
        let bold = bold.compactMap { font($0, folder) }
        guard regular.count == Self.regular.count, bold.count == Self.bold.count else { return nil }
        return FontSet(regular: regular, bold: bold)
    }

    private static func font(_ name: String, _ folder: String) -> Font? { File.read("\(folder)/\(name)").flatMap { Font($0) } }
}
