import Core
import Syntax

/// Values and failures as a test file writes them.
enum CaseText {
    /// A value without quotes, as a difference shows it.
    static func text(_ value: Value) -> String {
        switch value {
        case .absent: "nothing"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .money(let cents): cents.decimal
        case .text(let text): text
        case .date(let date): written { $0.append(date) }
        case .instant(let instant): written { $0.append(instant) }
        case .list: "a list"
        case .record: "a record"
        }
    }

    /// A value as a YAML scalar that reads back as the same text.
    static func scalar(_ value: Value) -> String {
        switch value {
        case .text(let text): scalar(text)
        case .instant: "\"\(text(value))\""
        default: text(value)
        }
    }

    /// A text as a YAML scalar: plain where that is beyond doubt, else between double quotes.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.utf8.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A } ?? false
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ($0.value >= 0x30 && $0.value <= 0x39) || " ._-/()".unicodeScalars.contains($0)
            }
            && text.last != " " && !["true", "false", "null"].contains(text)
        guard !isPlain else { return text }
        let output = Output(capacity: text.utf8.count + 8)
        output.json(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// What a failure says, without the line of the mapping: that moves with every edit, and a case should not.
    static func words(of failure: Failure) -> String {
        let parts = failure.detail.split(separator: ": ", maxSplits: 1)
        return parts.count == 2 && parts[0].contains(".yaml") ? String(parts[1]) : failure.detail
    }

    private static func written(_ write: (Output) -> Void) -> String {
        let output = Output(capacity: 64)
        write(output)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
