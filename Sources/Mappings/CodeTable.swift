import Core
import Syntax

/// Makes code lists of what was written: a map in a mapping, or a file of comma separated values.
enum CodeTable {
    /// A code and what stands behind each of its outputs.
    private struct Line {
        let code: Name
        let values: [(output: Name, value: Value, span: Span)]
    }

    /// `soort: { OZB: { type: gem_ozb, omschrijving: … }, … }`. Nil after reporting what is wrong.
    static func inline(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> CodeList? {
        guard !Decision.isOpen(within: entry.value), let rows = entry.value.needEntries("a code list", &diagnostics) else { return nil }
        let before = diagnostics.errorCount
        let lines = rows.compactMap { row -> Line? in
            guard let outputs = row.value.needEntries("the outputs of code '\(row.key)'", &diagnostics) else { return nil }
            let values = outputs.compactMap { output -> (Name, Value, Span)? in
                let name = Name(text: output.key, span: output.keySpan)
                switch output.value.content {
                case .text(let text): return (name, text.isEmpty ? .absent : .text(text), output.value.span)
                case .boolean(let value): return (name, .boolean(value), output.value.span)
                case .nothing: return (name, .absent, output.keySpan)
                default:
                    diagnostics.error(.wrongShape, at: output.value.span, "an output must be a text, this is \(output.value.shape)")
                    return nil
                }
            }
            return Line(code: Name(text: row.key, span: row.keySpan), values: values)
        }
        guard diagnostics.errorCount == before else { return nil }
        return list(named: entry.key, at: entry.keySpan, lines, &diagnostics)
    }

    /// A file with a header `code,output,…`, separated by `,` or `;`. Nil after reporting what is wrong.
    static func file(_ file: SourceText, named name: String, _ diagnostics: inout Diagnostics) -> CodeList? {
        guard let records = SeparatedValues.read(file, &diagnostics), let header = records.first else { return nil }
        let start = Span(source: file, line: 1, column: 1)
        guard header.count > 1, header[0].text == "code" else {
            diagnostics.error(
                .badCodeList, at: header.first?.span ?? start, "the first line must be 'code' and the names of the outputs",
                hint: "code,type,omschrijving")
            return nil
        }
        let before = diagnostics.errorCount
        for cell in records.dropFirst().joined() where Decision.isOpen(cell.text) { Decision.tell(cell.text, at: cell.span, &diagnostics) }
        guard diagnostics.errorCount == before else { return nil }
        let lines = records.dropFirst().compactMap { record -> Line? in
            guard record.count == header.count else {
                diagnostics.error(
                    .badCodeList, at: record[0].span, "the line has \(record.count) values, the first line has \(header.count) names")
                return nil
            }
            let values = zip(header, record).dropFirst().map { output, cell -> (Name, Value, Span) in
                let value: Value =
                    switch cell.text {
                    case "": .absent
                    case "true": .boolean(true)
                    case "false": .boolean(false)
                    default: .text(cell.text)
                    }
                return (output, value, cell.span)
            }
            return Line(code: record[0], values: Array(values))
        }
        guard diagnostics.errorCount == before else { return nil }
        return list(named: name, at: start, lines, &diagnostics)
    }

    /// Checks that every code names the same outputs, of one type each, and no code stands twice.
    private static func list(named name: String, at span: Span, _ lines: [Line], _ diagnostics: inout Diagnostics) -> CodeList? {
        guard let first = lines.first else {
            diagnostics.error(.badCodeList, at: span, "the code list '\(name)' has no codes")
            return nil
        }
        let before = diagnostics.errorCount
        let names = first.values.map(\.output.text)
        if names.isEmpty {
            diagnostics.error(
                .badCodeList, at: first.code.span, "code '\(first.code.text)' has no outputs", hint: "{ type: gem_rioolheffing }")
        }
        if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
            diagnostics.error(.badCodeList, at: first.values[twice].output.span, "the output '\(names[twice])' stands twice")
        }
        var places: [String: Span] = [:]
        for line in lines {
            let code = line.code.text
            if code.last == " " {
                diagnostics.error(
                    .badCodeList, at: line.code.span, "a code cannot end in a blank", hint: "cells lose their padding before the look-up")
            }
            if let earlier = places.updateValue(line.code.span, forKey: code) {
                diagnostics.error(
                    .badCodeList, at: line.code.span, "code '\(code)' stands here for the second time",
                    others: [Diagnostic.Other(earlier, "the first is here")])
            }
            for value in line.values where !names.contains(value.output.text) {
                diagnostics.error(
                    .badCodeList, at: value.output.span, "code '\(first.code.text)' has no output '\(value.output.text)'",
                    others: [Diagnostic.Other(first.code.span, "every code names the outputs of the first")],
                    hint: Spelling.hint(for: value.output.text, in: names))
            }
            let own = line.values.map(\.output.text)
            for missing in names
            where !own.contains(missing) && Spelling.nearest(to: missing, in: own.filter { !names.contains($0) }) == nil {
                diagnostics.error(
                    .badCodeList, at: line.code.span, "code '\(code)' has no output '\(missing)'",
                    hint: "write '\(missing):' with nothing behind it when there is none")
            }
        }
        guard diagnostics.errorCount == before else { return nil }
        let outputs = names.compactMap { output($0, lines, &diagnostics) }
        guard outputs.count == names.count else { return nil }
        return CodeList(name: name, span: span, codes: lines.map(\.code.text), outputs: outputs)
    }

    private static func output(_ name: String, _ lines: [Line], _ diagnostics: inout Diagnostics) -> CodeList.Output? {
        let found = lines.compactMap { line in line.values.first { $0.output.text == name } }
        guard let leader = found.first(where: { !$0.value.isAbsent }), let kind = leader.value.kind else {
            diagnostics.error(.badCodeList, at: found.first?.output.span ?? lines[0].code.span, "no code has anything for output '\(name)'")
            return nil
        }
        if let odd = found.first(where: { $0.value.kind ?? kind != kind }) {
            diagnostics.error(
                .badCodeList, at: odd.span, "output '\(name)' is a text for some codes and true or false for others",
                others: [Diagnostic.Other(leader.span, "here it is \(kind.rawValue)")])
            return nil
        }
        return CodeList.Output(name: name, kind: kind, values: found.map(\.value), spans: found.map(\.span))
    }
}
