import Core

extension Checker {
    /// The row set of that name; nil after telling that there is none.
    mutating func rowSet(_ name: Name) -> Int? {
        let names = mapping.rowSets.map(\.name.text)
        if let index = names.firstIndex(of: name.text) {
            usedRowSets.insert(index)
            return index
        }
        if let near = Spelling.nearest(to: name.text, in: names), let index = names.firstIndex(of: near) {
            usedRowSets.insert(index)
        } else {
            hasUnknownRowSet = true
        }
        if mapping.lacksRowSets { return nil }
        diagnostics.error(
            .unknownRowSet, at: name.span, "the mapping has no row set '\(name.text)'", hint: Spelling.hint(for: name.text, in: names))
        return nil
    }

    /// The column of that name in a row set; nil after telling that there is none.
    ///
    /// - Parameter output: what stands behind its dot; a column there says that the author named its table.
    mutating func column(_ name: Name, output: Name? = nil, in rowSet: Int) -> Int? {
        let names = mapping.rowSets[rowSet].columns.map(\.name.text)
        if let index = names.firstIndex(of: name.text) {
            usedColumns[rowSet].insert(index)
            return index
        }
        guard mapping.rowSets[rowSet].isWhole else { return nil }
        diagnostics.error(
            .unknownColumn, at: name.span, "the row set '\(mapping.rowSets[rowSet].name.text)' has no column '\(name.text)'",
            label: "not declared",
            others: [Diagnostic.Other(mapping.rowSets[rowSet].name.span, "the row set '\(mapping.rowSets[rowSet].name.text)' is here")],
            hint: output.flatMap { names.contains($0.text) ? "a column stands without its table: \($0.text)" : nil }
                ?? Checker.hint(forColumn: name.text, in: names))
        return nil
    }

    /// What was probably meant: a column that is nearly called so, or a fixed value, which no column's name looks like.
    private static func hint(forColumn name: String, in names: [String]) -> String? {
        if let near = Spelling.nearest(to: name, in: names) { return "did you mean '\(near)'?" }
        let isValue = name.contains { " :/,".contains($0) } || name.first?.isNumber ?? true || name.first?.isUppercase ?? false
        return isValue ? "a fixed value is written { is: \(name) }" : Spelling.hint(for: name, in: names)
    }

    /// The columns of a row set's key: declared, never absent, each once.
    mutating func key(of rowSet: Int) -> [Int] {
        let set = mapping.rowSets[rowSet]
        var found: [Int] = []
        for name in set.key {
            guard let index = column(name, in: rowSet) else { continue }
            let column = set.columns[index]
            if found.contains(index) {
                diagnostics.error(.badKey, at: name.span, "'\(name.text)' stands twice in the key")
            } else if column.reading?.isOptional == true {
                diagnostics.error(
                    .badKey, at: name.span, "a part of a key is never absent",
                    others: [Diagnostic.Other(column.span, "'\(name.text)' is declared here as one that may be")])
            }
            found.append(index)
        }
        return found
    }

    /// Remembers which rule each `as` names.
    mutating func collectAliases() {
        for (index, rule) in mapping.rules.enumerated() {
            guard let alias = rule.alias else { continue }
            if let first = aliases[alias.text], let earlier = mapping.rules[first].alias {
                diagnostics.error(
                    .sameName, at: alias.span, "two events are called '\(alias.text)'",
                    others: [Diagnostic.Other(earlier.span, "the first is here")])
            } else {
                aliases[alias.text] = index
            }
        }
    }

    /// Row sets that nothing uses are refused, columns and code lists that nothing uses are told: only where that is no consequence of
    /// another mistake, which may stand in the very place that would use them.
    mutating func tellUnused(afterErrors: Bool) {
        if mapping.isWhole, !hasUnknownRowSet {
            for (index, set) in mapping.rowSets.enumerated() where !usedRowSets.contains(index) {
                diagnostics.error(
                    .unusedRowSet, at: set.name.span, "nothing uses the row set '\(set.name.text)'",
                    hint: "its rows would be lost in silence; make events of them, leave them out with a reason, or remove it")
            }
        }
        guard !afterErrors, !diagnostics.hasErrors else { return }
        for (index, set) in mapping.rowSets.enumerated() {
            for (place, column) in set.columns.enumerated() where !usedColumns[index].contains(place) {
                diagnostics.warning(.unusedColumn, at: column.name.span, "nothing uses the column '\(column.name.text)'")
            }
        }
        for list in mapping.unreadLists {
            diagnostics.warning(.unusedList, at: list.span, "no column reads the code list '\(list.text)'")
        }
    }
}
