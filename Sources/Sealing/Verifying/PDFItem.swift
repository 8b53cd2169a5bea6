/// A value as the syntax of PDF writes it (ISO 32000-1, 7.3).
enum PDFItem: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// With a fraction; what it is worth never matters here.
    case real
    case name(String)
    /// The bytes it stands for, and where it stands in the file, its brackets included; nil inside an object stream.
    case string([UInt8], at: Range<Int>?)
    case list([PDFItem])
    case map([String: PDFItem])
    /// To an object by its number. Of generation 0, as everything in our documents is; others are refused.
    case reference(Int)

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: String? { if case .name(let value) = self { value } else { nil } }
    var list: [PDFItem]? { if case .list(let value) = self { value } else { nil } }
    var map: [String: PDFItem]? { if case .map(let value) = self { value } else { nil } }
    var reference: Int? { if case .reference(let number) = self { number } else { nil } }
    var string: [UInt8]? { if case .string(let bytes, _) = self { bytes } else { nil } }
}

/// Equal in what they say, wherever they stand.
extension PDFItem: Equatable {
    static func == (a: PDFItem, b: PDFItem) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.boolean(let x), .boolean(let y)): x == y
        case (.integer(let x), .integer(let y)): x == y
        case (.name(let x), .name(let y)): x == y
        case (.string(let x, _), .string(let y, _)): x == y
        case (.list(let x), .list(let y)): x == y
        case (.map(let x), .map(let y)): x == y
        case (.reference(let x), .reference(let y)): x == y
        // Two fractions are never taken for equal: what they are worth was not read.
        default: false
        }
    }
}

/// Why a PDF cannot be read.
enum PDFMistake: Error, Equatable {
    case malformed
    /// Deeper, longer or larger than any document of ours.
    case tooComplex
    case encrypted
}

/// How much reading one file may cause, in bytes looked at or inflated: a file can point at the same bytes again and again.
final class PDFBudget {
    private var left: Int

    init(_ bytes: Int) { left = bytes }

    func spend(_ bytes: Int) throws(PDFMistake) {
        left -= bytes
        if left < 0 { throw .tooComplex }
    }
}
