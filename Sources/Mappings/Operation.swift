import Core
import Standard

/// How a value is made of a row: compiled, by index, nothing looked up by name.
enum Operation: Sendable {
    case constant(Value)
    case column(Int)
    /// What stands for the column's code, by the code's place.
    case output(column: Int, values: [Value])
    case template([Segment])
    indirect case steps(Operation, [Step.Body])
    case first([Operation])

    enum Segment: Sendable {
        case text(String)
        case column(Int)
        case output(column: Int, values: [Value])
    }

    /// The value of a row; throws when a step cannot change it.
    func value(of row: RowBuffer) throws(StepError) -> Value {
        switch self {
        case .constant(let value): return value
        case .column(let column): return row.values[column]
        case .output(let column, let values):
            let code = row.codes[column]
            return code < 0 ? .absent : values[Int(code)]
        case .template(let segments): return Operation.fill(segments, row)
        case .steps(let start, let bodies):
            var value = try start.value(of: row)
            // Steps change values; what is not there stays not there.
            if value.isAbsent { return value }
            for body in bodies { value = try body(value) }
            return value
        case .first(let choices):
            for choice in choices {
                let value = try choice.value(of: row)
                if !value.isAbsent { return value }
            }
            return .absent
        }
    }

    private static func fill(_ segments: [Segment], _ row: RowBuffer) -> Value {
        row.clearText()
        for segment in segments {
            let part: Value
            switch segment {
            case .text(let literal):
                row.append(literal)
                continue
            case .column(let column): part = row.values[column]
            case .output(let column, let values):
                let code = row.codes[column]
                part = code < 0 ? .absent : values[Int(code)]
            }
            switch part {
            case .text(let value): row.append(value)
            case .integer(let number): row.append(number)
            default: return .absent
            }
        }
        return .text(row.text)
    }
}
