import Core
import Standard

/// Walks what was written beside what was compiled of it, over one row: the same values as the run, with everything in between.
final class ExpressionWalk {
    private let plan: Plan
    private let rowSet: RowSetPlan
    private let rows: Rows
    private let row: Int
    private let buffer: RowBuffer

    init(_ plan: Plan, _ rows: Rows, set: Int, row: Int) {
        self.plan = plan
        rowSet = plan.rowSets[set]
        self.rows = rows
        self.row = row
        buffer = RowBuffer(width: rows.width)
        // A row that made an event was read before.
        _ = buffer.read(rows, row, rowSet)
    }

    /// The columns of the row's key.
    var key: [String] { rowSet.key.map { rowSet.columns[$0].name } }

    var isLeftOut: Bool { rowSet.leaving.next(from: 0, for: buffer) >= 0 }

    func making(of expression: Expression, _ operation: Operation) -> Making {
        switch (expression.content, operation) {
        case (.column, .column(let column)):
            let cell = cell(column)
            return Making(value: cell.value, way: .cell(cell), span: expression.span)
        case (.column(let name), .output(let column, let values)): return output(column, name, values, expression.span)
        case (.template(let parts), .template(let segments)):
            let made = zip(parts, segments).map { part($0, $1, expression.span) }
            return Making(value: value(operation), way: .template(made), span: expression.span)
        case (.first(let choices), .first(let operations)):
            let made = zip(choices, operations).map { making(of: $0, $1) }
            let taken = made.firstIndex { !$0.value.isAbsent }
            return Making(
                value: taken.map { made[$0].value } ?? .absent,
                way: .first(taken.map { Array(made[...$0]) } ?? made, taken: taken), span: expression.span)
        case (.steps(let start, let steps), _) where steps.isEmpty: return making(of: start, operation)
        case (.steps(let start, let steps), .steps(let from, let bodies)):
            var made = making(of: start, from)
            for (step, body) in zip(steps, bodies) where !made.value.isAbsent {
                guard let value = try? body(made.value) else { break }
                made = Making(value: value, way: .step(step.name.text, of: made), span: expression.span)
            }
            return made
        case (.organisation(let name), _): return Making(value: value(operation), way: .organisation(name.text), span: expression.span)
        default: return Making(value: value(operation), way: .constant, span: expression.span)
        }
    }

    private func value(_ operation: Operation) -> Value { (try? operation.value(of: buffer)) ?? .absent }

    private func cell(_ column: Int) -> Making.Cell {
        let declared = rowSet.columns[column]
        return Making.Cell(
            rowSet: rowSet.name, row: row + 1, column: declared.name, written: rows.text(row: row, column: column),
            reading: declared.reading.word, value: buffer.values[column], span: declared.span)
    }

    private func output(_ column: Int, _ name: Expression.ColumnName, _ values: [Value], _ span: Span) -> Making {
        let code = buffer.codes[column]
        let list = rowSet.columns[column].reading.codes
        let output = name.output?.text ?? ""
        let line = code < 0 ? nil : list?.outputs.first { $0.name == output }?.spans[Int(code)]
        return Making(
            value: code < 0 ? .absent : values[Int(code)], way: .output(cell(column), name: output, list: list?.name ?? "", line: line),
            span: span)
    }

    private func part(_ part: Expression.TemplatePart, _ segment: Operation.Segment, _ span: Span) -> Making.Part {
        switch (part, segment) {
        case (.text(let text), _): return .text(text)
        case (.column(let name), .output(let column, let values)): return .value(output(column, name, values, name.column.span))
        case (.column(let name), .column(let column)):
            let cell = cell(column)
            return .value(Making(value: cell.value, way: .cell(cell), span: name.column.span))
        case (.column, .text(let text)): return .text(text)
        }
    }
}
