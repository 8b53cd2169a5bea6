import Core
import Mappings
import Standard
import Syntax

/// How cells are read and values changed, as parts of the page of words.
enum ChangeWords {
    static var readings: Page.Section {
        let rows = ReadingWord.all.map { word in
            Page.Row(
                id: "reading.\(word.name)",
                cells: [
                    "`\(word.name)`", word.summary, word.kind?.rawValue ?? "", word.absent.isEmpty ? "NULL" : "NULL, \(word.absent)",
                    word.families.map(\.rawValue).joined(separator: ", "), options(word.options),
                    word.examples.map { example in
                        "`\(example.reading)` of \(example.cell.map { "`\"\($0)\"`" } ?? "NULL") \(outcome(example.value))"
                    }.joined(separator: "; "),
                ])
        }
        return Page.Section(
            id: "readings", title: "Readings of columns",
            blocks: [
                .paragraph(
                    "How the cells of a column are read, said once under `columns`. A `?` behind the word: such a cell may be absent; "
                        + "without it an absent cell makes the source fail. Amounts are exact; binary floating point is never read."),
                .table(
                    Page.Table(
                        caption: "Readings",
                        head: ["reading", "what it reads", "becomes", "absent with `?`", "columns", "takes", "examples"],
                        rows: rows)),
            ])
    }

    static var steps: Page.Section {
        let rows = Steps.all.map { step in
            let kinds = ValueKind.allCases.filter(step.takes.contains)
            let types = kinds.map { "\($0.rawValue) → \(step.makes($0).rawValue)" }.joined(separator: ", ")
            return Page.Row(
                id: "step.\(step.name)",
                cells: [
                    "`\(step.name)`", step.summary, types, step.units, "\(step.refuses); a value of another kind (told by `check`)",
                    step.arguments.map { options($0) } ?? "nothing",
                    step.examples.map { example(of: $0, step.name) }.joined(separator: "; "),
                ])
        }
        return Page.Section(
            id: "steps", title: "Steps",
            blocks: [
                .paragraph(
                    "Named changes of a value: `[bedrag, negate]` in a mapping, `a:step=\"yyyymmdd\"` in a vendor's sample. What is absent stays "
                        + "absent. A value that a step refuses makes the source fail. Every example here is run by the tests."),
                .table(
                    Page.Table(
                        caption: "Steps", head: ["step", "what it does", "types", "units", "refuses", "takes", "examples"], rows: rows)),
            ])
    }

    private static func options(_ form: FormShape) -> String {
        form.keys.map { key in
            "`\(key.name)`\(key.isRequired ? " (needed)" : ""): \(key.summary), \(key.shape.told(\.summary))"
        }.joined(separator: "; ")
    }

    private static func example(of example: Step.Example, _ name: String) -> String {
        let step = example.arguments.isEmpty ? name : "{ \(name): \(example.arguments) }"
        return "`\(text(of: example.from))` by `\(step)` \(outcome(example.to))"
    }

    private static func outcome(_ value: Value?) -> String {
        value.map { $0.isAbsent ? "is absent" : "gives `\(text(of: $0))`" } ?? "is refused"
    }

    /// A value of an example: of no citizen, so that it may be shown.
    private static func text(of value: Value) -> String {
        let output = Output(capacity: 64)
        switch value {
        case .absent: return ""
        case .boolean(let flag): return flag ? "true" : "false"
        case .integer(let number): return String(number)
        case .money(let cents): return cents.decimal
        case .text(let text): return "\"\(text)\""
        case .date(let date): output.append(date)
        case .instant(let instant): output.append(instant)
        case .list: return "a list"
        case .record: return "a record"
        }
        return output.text
    }
}
