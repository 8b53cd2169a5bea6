import Core
import Logging
import Syntax

/// One JSON object on one line, in the making. Field values are cut at 1 KiB.
final class LogLine {
    private let output = Output(capacity: 512)
    private static let ceiling = 1_024

    init(level: Logger.Level) {
        output.append("{\"time\":\"" as StaticString)
        let milliseconds = Clock.milliseconds
        output.append(Instant(epoch: milliseconds / 1_000))
        output.append("\",\"level\":" as StaticString)
        output.json(level.rawValue)
    }

    func field(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        output.json(LogLine.cut(value))
    }

    /// At most the ceiling in bytes, cut between characters.
    private static func cut(_ value: String) -> String {
        guard value.utf8.count > ceiling else { return value }
        var end = value.utf8.index(value.startIndex, offsetBy: ceiling)
        while end.samePosition(in: value.unicodeScalars) == nil { value.utf8.formIndex(before: &end) }
        return String(value[..<end])
    }

    func field(_ name: StaticString, _ value: Int) {
        key(name)
        output.append(integer: value)
    }

    private func key(_ name: StaticString) {
        output.append(",\"" as StaticString)
        output.append(name)
        output.append("\":" as StaticString)
    }

    var text: String {
        output.append("}\n" as StaticString)
        return output.text
    }
}
