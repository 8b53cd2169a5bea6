import Core
import Standard
import Syntax

/// The event of a row set of a skeleton: the kind it probably is, its required fields filled in or marked, the expected ones as comments.
struct SkeletonEvent {
    private(set) var lines: [String] = []
    /// Columns the event names.
    private(set) var used: Set<String> = []
    /// Those that must surely be there.
    private(set) var needed: Set<String> = []
    private let table: Inventory.Table
    /// Columns that are read as their type says.
    private let plain: Set<String>

    init(
        _ table: Inventory.Table, rowSet: String, key: [Inventory.Column], plain: Set<String>, prefix: String, isCases: Bool,
        link: [Inventory.Column],
        isKnown: Bool, _ standard: Standard, _ shared: Set<String>
    ) {
        self.table = table
        self.plain = plain
        guard let kind = SkeletonEvent.kind(of: table, isCases: isCases, standard) else { return }
        lines = ["  - event: \(Decision.word) \(kind.name)", "    each: \(rowSet)"]
        if !isCases {
            let names = link.map { SkeletonNames.word($0.name) }
            let case_ = names.isEmpty ? Decision.word : names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
            put("case: \(case_)", names.isEmpty ? "the column that holds the key of the case's row" : "holds the key of the case's row")
        }
        // What the sign means decides whether somebody owes or has paid: rows of the other sign must become something too.
        if let sign = table.columns.first(where: { $0.looksLike(.sign) && !plain.contains($0.name) }) {
            used.insert(sign.name)
            put(
                "when: { \(SkeletonNames.word(sign.name)): \(Decision.word) C }",
                "debit or credit: which rows are these? The others need a rule of their own")
        }
        // Bookings of several kinds in one table: what is a payment and what is written off stands in a code.
        if !isCases {
            for code in table.columns where code.looksLike(.code) && !plain.contains(code.name) {
                let name = SkeletonNames.word(code.name)
                put("# when: { \(name): … }", "\(name) is a code: is each value this event? Else ask it, and write an event for each")
            }
        }
        for field in kind.fields where field.origin == .mapped && !shared.contains(field.name) {
            if field.slot == kind.kenmerkSlot {
                if let template = SkeletonRowSet.template(key) { put("\(field.name): { text: \"\(prefix)-\(template)\" }", nil) }
                continue
            }
            if field.slot == kind.momentSlot, !kind.momentFallbacks.isEmpty { continue }
            let isStandIn = kind.momentFallbacks.first == field.slot
            fill(field, isNeeded: field.need == .required || isStandIn, isAmount: field.slot == kind.amountSlot)
        }
    }

    /// The kind that a table's name or place makes likely.
    private static func kind(of table: Inventory.Table, isCases: Bool, _ standard: Standard) -> EventKind? {
        let name = table.name.lowercased()
        func says(_ words: String...) -> Bool { words.contains { name.contains($0) } }
        let effect: EventKind.Effect =
            if isCases { .raises } else if says("verzoek", "termijn", "herinner", "aanman", "rekening", "factu", "invoice") {
                .demands
            } else if says("correct", "mutatie") { .adjusts } else { .settles }
        return standard.kinds.first { $0.effect == effect } ?? standard.kinds.first
    }

    private mutating func put(_ text: String, _ comment: String?) {
        lines.append(comment.map { "    \(text)".padded(to: 50) + "# \($0)" } ?? "    \(text)")
    }

    private mutating func fill(_ field: Field, isNeeded: Bool, isAmount: Bool) {
        let about = SkeletonNames.comment(field.summary)
        if field.format == .oin, field.need != .optional { return put("\(field.name): { organisation: oin }", nil) }
        if let column = namesake(of: field) { return use(column, for: field, isNeeded: isNeeded || isAmount) }
        guard isNeeded || isAmount else {
            if field.need == .expected { lines.append("    # \(field.name):".padded(to: 50) + "# expected: \(about)") }
            return
        }
        switch field.kind {
        case .money: choose(field, free(table.amounts), about) { SkeletonNames.word($0.name) }
        case .instant, .date:
            choose(field, free(table.moments), about) { SkeletonEvent.moment($0, field) }
        case .boolean: put("\(field.name): \(Decision.word) true", about)
        default:
            let words = field.words.map { ", one of \($0.joined(separator: ", "))" } ?? ""
            put("\(field.name): \(Decision.word)", (field.format == .obligationType ? typeHint : about) + words)
        }
    }

    /// How a type of obligation is given: it usually follows from a code of the source.
    private var typeHint: String {
        let codes = table.columns.filter { $0.looksLike(.code) && !plain.contains($0.name) }
        let kinds = codes.filter { code in ["soort", "srt", "type"].contains { code.name.lowercased().contains($0) } }
        guard let code = kinds.first ?? codes.first else {
            return "such as { is: gem_leges }"
        }
        let name = SkeletonNames.word(code.name)
        return "such as { is: gem_leges }, or \(name).type: an output of a list \(name) under 'codes'"
    }

    /// Without the columns of keys.
    private func free(_ columns: [Inventory.Column]) -> [Inventory.Column] { columns.filter { !plain.contains($0.name) } }

    /// A column as a day or a moment, whichever the field wants.
    private static func moment(_ column: Inventory.Column, _ field: Field) -> String {
        let name = SkeletonNames.word(column.name)
        let makes = SkeletonReading(column).kind
        if makes == field.kind { return name }
        if makes == .instant { return "[\(name), date]" }
        return "[\(name), \(field.role == .due ? "end_of_day" : "midnight")]"
    }

    /// A column that is called as the field is, and can fill it.
    private func namesake(of field: Field) -> Inventory.Column? {
        guard field.refersTo.isEmpty, field.words == nil,
            let column = table.columns.first(where: { SkeletonNames.word($0.name) == field.name })
        else { return nil }
        guard let kind = SkeletonReading(column, isPlain: plain.contains(column.name)).kind, !column.looksLike(.wholeAmount),
            !column.isSometimesZero, !column.isSometimesNegative
        else { return nil }
        switch field.kind {
        case .date, .instant: return kind == .date || kind == .instant ? column : nil
        default: return kind == field.kind ? column : nil
        }
    }

    private mutating func use(_ column: Inventory.Column, for field: Field, isNeeded: Bool) {
        used.insert(column.name)
        if isNeeded { needed.insert(column.name) }
        let isMoment = field.kind == .date || field.kind == .instant
        put("\(field.name): \(isMoment ? SkeletonEvent.moment(column, field) : SkeletonNames.word(column.name))", nil)
    }

    /// The only column that can be meant, or a decision with the first of several.
    private mutating func choose(
        _ field: Field, _ candidates: [Inventory.Column], _ about: String, _ expression: (Inventory.Column) -> String
    ) {
        guard let first = candidates.first(where: { !$0.mayBeNull && !$0.isSometimesZero }) ?? candidates.first else {
            return put("\(field.name): \(Decision.word)", about)
        }
        used.insert(first.name)
        let written = expression(first)
        if candidates.count == 1, !first.mayBeNull, !first.isSometimesZero, !first.isSometimesNegative {
            needed.insert(first.name)
            return put("\(field.name): \(written)", nil)
        }
        let others = candidates.filter { $0.name != first.name }.map { SkeletonNames.word($0.name) }
        if !first.isSometimesZero { needed.insert(first.name) }
        let sign = first.isSometimesNegative ? "some are negative, which needs 'when' and negate; " : first.mayBeNull ? "may be NULL; " : ""
        put(
            "\(field.name): \(Decision.word) \(written)", sign + (others.isEmpty ? about : "or \(others.joined(separator: ", ")): \(about)")
        )
    }
}

extension Inventory.Column {
    /// Whether it is an amount that is below nought in some rows.
    fileprivate var isSometimesNegative: Bool {
        likenesses.contains { [.amount, .commaAmount, .binaryAmount, .wholeAmount].contains($0.kind) && $0.count > 0 }
    }

    /// Whether it is a day number that is 0 where there is no day.
    fileprivate var isSometimesZero: Bool { likenesses.contains { $0.kind == .dayNumber && $0.count > 0 } }
}
