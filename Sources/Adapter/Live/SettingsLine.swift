import Core
import Syntax

/// Puts the connection of a new source into the settings, and leaves the rest of the file to the letter as it was.
enum SettingsLine {
    /// The file with the source under `tenants: <tenant>: sources:`; nil when that is not there, or has the source already.
    static func adding(_ source: String, _ connection: String, tenant: String, to file: SourceText) -> String? {
        var ignored = Diagnostics()
        guard let sources = YAMLReader.read(file, into: &ignored)?["tenants"]?[tenant]?["sources"], let entries = sources.entries,
            sources[source] == nil
        else { return nil }
        var lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = sources.span.line - 1
        let offset = sources.span.column - 1
        guard lines.indices.contains(line), lines[line].count >= offset else { return nil }
        let at = lines[line].index(lines[line].startIndex, offsetBy: offset)
        if lines[line][at...].hasPrefix("{") {
            lines[line].insert(contentsOf: " \(source): \(connection)\(entries.isEmpty ? " " : ",")", at: lines[line].index(after: at))
        } else if let first = entries.first {
            lines.insert(String(repeating: " ", count: first.keySpan.column - 1) + "\(source): \(connection)", at: first.keySpan.line - 1)
        } else {
            return nil
        }
        let text = lines.joined(separator: "\n")
        var before = Diagnostics()
        var after = Diagnostics()
        _ = SettingsFile.compile(file, into: &before)
        _ = SettingsFile.compile(SourceText(name: file.name, text: text), into: &after)
        return after.errorCount > before.errorCount ? nil : text
    }
}
