import Core

/// Reads a file of comma separated values (RFC 4180; `;` too, as Dutch spreadsheets write it): lines of values with their places.
enum SeparatedValues {
    /// Empty lines are skipped. Nil after reporting what is wrong.
    static func read(_ file: SourceText, _ diagnostics: inout Diagnostics) -> [[Name]]? {
        guard String(validating: file.bytes, as: UTF8.self) != nil else {
            diagnostics.error(.badCodeList, at: Span(source: file, line: 1, column: 1), "the file is not UTF-8")
            return nil
        }
        let header = file.line(1)
        let separator: Character = header.contains(";") ? ";" : ","
        var records: [[Name]] = []
        for number in 1...file.lineCount {
            let line = Array(file.line(number))
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            guard let record = record(line, file, number, separator, &diagnostics) else { return nil }
            records.append(record)
        }
        guard !records.isEmpty else {
            diagnostics.error(.badCodeList, at: Span(source: file, line: 1, column: 1), "the file is empty")
            return nil
        }
        return records
    }

    private static func record(
        _ line: [Character], _ file: SourceText, _ number: Int, _ separator: Character, _ diagnostics: inout Diagnostics
    ) -> [Name]? {
        var values: [Name] = []
        var at = 0
        while true {
            let start = at
            var text = ""
            if at < line.count, line[at] == "\"" {
                at += 1
                while true {
                    guard at < line.count else {
                        diagnostics.error(
                            .badCodeList, at: Span(source: file, line: number, column: start + 1), "the quote is not closed on this line")
                        return nil
                    }
                    if line[at] == "\"" {
                        guard at + 1 < line.count, line[at + 1] == "\"" else { break }
                        at += 1
                    }
                    text.append(line[at])
                    at += 1
                }
                at += 1
                guard at == line.count || line[at] == separator else {
                    diagnostics.error(
                        .badCodeList, at: Span(source: file, line: number, column: at + 1), "after a closed quote must stand '\(separator)'"
                    )
                    return nil
                }
            } else {
                while at < line.count, line[at] != separator {
                    text.append(line[at])
                    at += 1
                }
                text = text.trimmingBlanks
            }
            values.append(Name(text: text, span: Span(source: file, line: number, column: start + 1, length: at - start)))
            if at == line.count { return values }
            at += 1
        }
    }
}

extension String {
    /// Without the blanks at both ends.
    var trimmingBlanks: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
        guard let start = utf8.firstIndex(where: { !isBlank($0) }), let end = utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: utf8[start...end], as: UTF8.self)
    }
}
