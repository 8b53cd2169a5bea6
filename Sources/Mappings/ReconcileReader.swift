import Core
import Syntax

/// Reads `reconcile` and `whole`: how a mapping proves, to the cent, that it lost nothing.
enum ReconcileReader {
    /// One rule of `reconcile`.
    static func rule(_ node: Node, _ diagnostics: inout Diagnostics) -> WrittenReconcile? {
        guard let form = Form(node, "a reconciliation", MappingReader.reconcileShape, &diagnostics) else { return nil }
        let sum = name("sum", form, &diagnostics)
        let differs = form.word("differs", of: Reconcile.Policy.self, &diagnostics)
        guard let equals = form.need("equals", &diagnostics),
            let other = Form(equals, "'equals'", MappingReader.equalsShape, &diagnostics)
        else { return nil }
        return WrittenReconcile(
            sum: sum, rows: name("rows", other, &diagnostics), column: name("column", other, &diagnostics),
            zaakkenmerk: other["zaakkenmerk"].flatMap { Expression($0, &diagnostics) }, differs: differs ?? .refuse, span: node.span)
    }

    /// What is asked over the whole table.
    static func whole(_ node: Node, codes: inout CodeShelf, _ diagnostics: inout Diagnostics) -> WrittenWhole? {
        guard let form = Form(node, "'whole'", MappingReader.wholeShape, &diagnostics) else { return nil }
        let citizens = form.need("citizens", &diagnostics).flatMap { query($0, &diagnostics) }
        guard let entry = form.entry("control") else {
            _ = form.need("control", &diagnostics)
            return nil
        }
        guard let control = Form(entry.value, "the control", MappingReader.controlShape, &diagnostics) else {
            return nil
        }
        let select = control.need("select", &diagnostics).flatMap { query($0, &diagnostics) }
        let columns = RowSetReader.columns(control, codes: &codes, &diagnostics)
        let zaakkenmerk = control.need("zaakkenmerk", &diagnostics).flatMap { Expression($0, &diagnostics) }
        var sums: [(Name, Name?)] = []
        if let entries = control.need("sums", &diagnostics)?.needEntries("'sums'", &diagnostics) {
            if entries.isEmpty {
                diagnostics.error(
                    .noProof, at: control["sums"]?.span ?? node.span, "the control compares no total",
                    hint: "sums: { saldo: the column that says what is open }")
            }
            sums = entries.map { entry in
                let column = entry.value.needText("'\(entry.key)'", &diagnostics).map { Name(text: $0, span: entry.value.span) }
                return (Name(text: entry.key, span: entry.keySpan), column)
            }
        }
        return WrittenWhole(
            citizens: citizens,
            control: RowSet(
                name: Name(text: "control", span: entry.keySpan), select: control["select"], query: select, key: [], columns: columns ?? [],
                outputs: select == nil ? nil : control["select"].flatMap { SQLText.outputs($0) }, isWhole: columns != nil),
            zaakkenmerk: zaakkenmerk, sums: sums, span: node.span)
    }

    private static func name(_ key: String, _ form: Form, _ diagnostics: inout Diagnostics) -> Name? {
        guard let node = form.need(key, &diagnostics) else { return nil }
        return node.needText("'\(key)'", &diagnostics).map { Name(text: $0, span: node.span) }
    }

    private static func query(_ node: Node, _ diagnostics: inout Diagnostics) -> Query? {
        guard let query = SQLText.query(node, into: &diagnostics) else { return nil }
        guard query.parameters.isEmpty else {
            diagnostics.error(
                .aboutOneCitizen, at: node.span, "a query over the whole table has no :bsn",
                hint: "it is asked once for all citizens; leave the condition on :bsn out")
            return nil
        }
        return query
    }
}
