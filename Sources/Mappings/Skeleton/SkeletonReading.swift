import Core
import Syntax

/// How a column of an inventory would be read.
struct SkeletonReading {
    /// What stands behind the column's name in the mapping.
    let text: String
    /// What the reading makes; nil while the reading is to be decided.
    let kind: ValueKind?
    /// What the statement says for the column, besides its name; `%` stands for the column.
    let cast: String?

    /// - Parameters:
    ///   - isPlain: a part of a key is read as its type says, whatever it looks like.
    ///   - isNeeded: what must surely be there is never absent.
    init(_ column: Inventory.Column, isPlain: Bool = false, isNeeded: Bool = false) {
        let mark = column.mayBeNull && !isPlain && !isNeeded ? "?" : ""
        guard !isPlain else {
            self.init(family: column, mark)
            return
        }
        switch column.likenesses.first?.kind {
        case .amount: self.init("money\(mark)", .money)
        case .commaAmount: self.init("{ money\(mark): { decimal: \",\", thousands: \".\" } }", .money)
        case .binaryAmount: self.init("\(Decision.word) cents\(mark)", .money, cast: "CAST(round(% * 100) AS bigint)")
        case .wholeAmount: self.init("\(Decision.word) cents\(mark)", .money)
        case .dayNumber: self.init("yyyymmdd\(column.likenesses[0].count > 0 && !isNeeded ? "?" : mark)", .date)
        case .dutchDay: self.init("dd-mm-yyyy\(mark)", .date)
        case .day: self.init("date\(mark)", .date)
        case .moment: self.init(column.family == .zonedTimestamp ? "instant\(mark)" : "local\(mark)", .instant)
        default: self.init(family: column, mark)
        }
    }

    private init(family column: Inventory.Column, _ mark: String) {
        switch column.family {
        case .integer: self.init("integer\(mark)", .integer)
        case .decimal:
            let isWhole = column.type.hasSuffix(",0)") || !column.type.contains(",") && column.type.contains("(")
            self.init(isWhole ? "integer\(mark)" : "char\(mark)", isWhole ? .integer : .text)
        case .date: self.init("date\(mark)", .date)
        case .timestamp: self.init("local\(mark)", .instant)
        case .zonedTimestamp: self.init("instant\(mark)", .instant)
        case .boolean: self.init("boolean\(mark)", .boolean)
        case .text: self.init("char\(mark)", .text)
        case .floating, .unknown: self.init("char\(mark)", .text, cast: "CAST(% AS text)")
        }
    }

    private init(_ text: String, _ kind: ValueKind, cast: String? = nil) {
        self.text = text
        self.kind = kind
        self.cast = cast
    }

    /// The column in a SELECT list, and the name it comes out under.
    static func select(_ column: Inventory.Column, alias: String, isPlain: Bool) -> String {
        let name = SkeletonNames.word(column.name)
        let full = "\(alias).\(SkeletonNames.sql(column.name))"
        if let cast = SkeletonReading(column, isPlain: isPlain).cast {
            return "\(cast.replacing("%", with: full)) AS \(SkeletonNames.sql(name))"
        }
        return name == column.name.lowercased() ? full : "\(full) AS \(SkeletonNames.sql(name))"
    }
}
