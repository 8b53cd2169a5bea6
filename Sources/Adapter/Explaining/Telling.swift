import Core
import Mappings

/// The words in which `explain` tells values and what they were made of.
enum Telling {
    /// A value as the wire carries it: money in whole cents, moments with their offset.
    static func wire(_ value: Value) -> String {
        switch value {
        case .absent: return "absent"
        case .boolean(let flag): return flag ? "true" : "false"
        case .integer(let number): return String(number)
        case .money(let cents): return String(cents.amount)
        case .text(let text): return text
        case .date(let date): return "\(date.year)-\(two(Int(date.month)))-\(two(Int(date.day)))"
        case .instant(let instant): return moment(instant)
        case .list(let items): return "[\(items.map(wire).joined(separator: ", "))]"
        case .record: return "…"
        }
    }

    /// `2025-02-28T00:00:00+01:00`.
    static func moment(_ instant: Instant) -> String {
        let civil = instant.civil
        let day = "\(civil.year)-\(two(civil.month))-\(two(civil.day))"
        let offset = Int(instant.offset) / 3_600
        return "\(day)T\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))+\(two(offset)):00"
    }

    static func day(_ instant: Instant) -> String { String(moment(instant).prefix(10)) }

    static func place(_ span: Span) -> String { "\(span.source.name):\(span.line)" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    // What a value was made of. The value itself stands before it, so the last of a chain does not repeat it.

    /// `rows vorderingen #2, column bedrag '312.45' → money`.
    static func origin(_ making: Making, rowSet: String? = nil) -> String {
        switch making.way {
        case .cell(let cell): return "\(rows(cell, rowSet))\(self.cell(cell))"
        case .output(let cell, let name, let list, let line):
            let place = line.map { " (\(Telling.place($0)))" } ?? ", which has none"
            return "\(rows(cell, rowSet))column \(cell.column) \(written(cell)) → code, its '\(name)' in list \(list)\(place)"
        case .constant: return "a constant"
        case .organisation(let part): return "the organisation's \(part)"
        case .template(let parts): return template(parts, rowSet)
        case .step(let name, let of): return "\(origin(of, rowSet: rowSet)) \(between(of))→ \(name)"
        case .first(let choices, let taken):
            // All choices are of one row, which is said once.
            let said = taken == nil ? rowSet : choices.lazy.compactMap { source(of: $0) }.first
            let absent = choices.indices.filter { $0 != taken }.map { missing(choices[$0], said) }
            guard let taken else { return "none of: \(absent.joined(separator: "; "))" }
            let last = origin(choices[taken], rowSet: rowSet)
            return absent.isEmpty ? "\(last) (the first choice)" : "\(last) (choice \(taken + 1): \(absent.joined(separator: "; ")))"
        case .reference(let name): return "the gebeurtenis_kenmerk of '\(name)'"
        case .standIn(let field): return "not given; \(field) stands in for it"
        case .computedKenmerk(let key):
            return
                "computed with the municipality's key from organisation, kind, source, row key (\(key.joined(separator: ", "))), moment and "
                + "amount"
        case .nothing: return "nothing"
        }
    }

    /// A choice that gave nothing.
    private static func missing(_ making: Making, _ rowSet: String?) -> String {
        let told = origin(making, rowSet: rowSet)
        // A template says which part of it is absent.
        if case .template = making.way { return told }
        return "\(told), which is absent"
    }

    /// The row set a value comes from; nil when no row decides it.
    private static func source(of making: Making) -> String? {
        switch making.way {
        case .cell(let cell), .output(let cell, _, _, _): return cell.rowSet
        case .step(_, let of): return source(of: of)
        case .first(let choices, _): return choices.lazy.compactMap { source(of: $0) }.first
        case .template(let parts):
            return parts.lazy.compactMap { part in if case .value(let making) = part { source(of: making) } else { nil } }.first
        default: return nil
        }
    }

    private static func rows(_ cell: Making.Cell, _ rowSet: String?) -> String {
        cell.rowSet == rowSet ? "" : "rows \(cell.rowSet) #\(cell.row), "
    }

    static func cell(_ cell: Making.Cell) -> String { "column \(cell.column) \(written(cell)) → \(cell.reading)" }

    static func written(_ cell: Making.Cell) -> String { cell.written.map { "'\($0)'" } ?? "NULL" }

    /// The value before a step.
    private static func between(_ making: Making) -> String {
        switch making.way {
        case .constant, .organisation: ""
        default: "\(wire(making.value)) "
        }
    }

    private static func template(_ parts: [Making.Part], _ rowSet: String?) -> String {
        var text = ""
        var holes: [String] = []
        var said = rowSet
        var first = ""
        for part in parts {
            guard case .value(let making) = part else {
                if case .text(let literal) = part { text += literal }
                continue
            }
            switch making.way {
            case .cell(let cell), .output(let cell, _, _, _):
                if cell.rowSet != said { first = rows(cell, said) }
                said = cell.rowSet
                if case .output(_, let name, _, _) = making.way { text += "{\(cell.column).\(name)}" } else { text += "{\(cell.column)}" }
            default: break
            }
            holes.append(origin(making, rowSet: said) + (making.value.isAbsent ? ", which is absent" : ""))
        }
        return "\(first)text \"\(text)\": \(holes.joined(separator: "; "))"
    }
}
