package import Core
import Standard

extension Plan {
    /// How an event came about: its row is read once more and every expression walked, keeping what lies between.
    ///
    /// - Parameters:
    ///   - event: one that this plan made of these rows.
    ///   - rows: as they were given to `run`.
    package func making(of event: CaseEvent, _ rows: [Rows]) -> EventMaking {
        let place = event.provenance
        let walk = ExpressionWalk(self, rows[place.rowSet], set: place.rowSet, row: place.row)
        let rule = rules[place.rule]
        let kind = standard.kinds[event.kind]
        let fields = kind.fields.filter { $0.origin == .mapped }.compactMap { field -> EventMaking.Field? in
            let value = event.values[field.slot]
            let making: Making
            if let reference = rule.references.first(where: { $0.slot == field.slot }) {
                let alias = written.rules[reference.rule].alias?.text ?? ""
                making = Making(value: value, way: .reference(of: alias), span: reference.span)
            } else if let expression = expression(of: field.name, in: place.rule) {
                let own = walk.making(of: expression, operation(of: field.slot, rule))
                // A moment or a kenmerk whose expression found nothing is made by the program after all.
                making = own.value.isAbsent && !value.isAbsent ? byProgram(field, event, kind, walk) : own
            } else if value.isAbsent {
                return nil
            } else {
                making = byProgram(field, event, kind, walk)
            }
            return EventMaking.Field(name: field.name, slot: field.slot, making: making)
        }
        return EventMaking(span: rule.span, rowSet: rowSets[place.rowSet].name, row: place.row + 1, fields: fields)
    }

    /// How a case came by its name, for each row that gave it this one.
    package func makings(ofCase zaakkenmerk: String, _ rows: [Rows]) -> [Making] {
        guard let expression = written.cases?.zaakkenmerk else { return [] }
        return (0..<rows[cases.rowSet].count).compactMap { row in
            let walk = ExpressionWalk(self, rows[cases.rowSet], set: cases.rowSet, row: row)
            let making = walk.making(of: expression, cases.zaakkenmerk)
            return making.value == .text(zaakkenmerk) && !walk.isLeftOut ? making : nil
        }
    }

    /// What gives a field: the event's own words, else what holds everywhere.
    private func expression(of field: String, in rule: Int) -> Expression? {
        let own = written.rules[rule].fields.first { $0.name.text == field }
        return (own ?? written.everywhere.first { $0.name.text == field })?.expression
    }

    private func operation(of slot: Int, _ rule: Rule) -> Operation {
        rule.assignments.first { $0.slot == slot }?.operation ?? .constant(rule.blank[slot])
    }

    /// What the program gives when the mapping does not.
    private func byProgram(_ field: Field, _ event: CaseEvent, _ kind: EventKind, _ walk: ExpressionWalk) -> Making {
        let value = event.values[field.slot]
        if field.slot == kind.kenmerkSlot {
            return Making(value: value, way: .computedKenmerk(key: walk.key), span: nil)
        }
        let standIn = field.slot == kind.momentSlot ? kind.momentFallbacks.first { !event.values[$0].isAbsent } : nil
        let name = standIn.flatMap { slot in kind.fields.first { $0.slot == slot }?.name }
        return Making(value: value, way: name.map { .standIn(field: $0) } ?? .nothing, span: nil)
    }
}
