/// Mutants that no case can tell from the mapping, and why that is right.
enum Equivalent {
    static func reason(for mutant: Mutant) -> String? {
        let parts = mutant.path.split(separator: ".")
        let last = parts.last ?? ""
        let isSwap = mutant.what == "swap with the next item"
        switch mutant.path {
        case "mapping": return "the mapping's own name is for logs and people; no answer has it"
        case "activity": return "which activity is right only the municipality's register knows"
        case "source": return "which database holds the tables only `check --live` can see"
        case "parameters.bsn": return "how a column stores the BSN only `check --live` can see"
        case "reconcile[0].differs" where mutant.what.hasPrefix("delete"): return "a difference is refused unless the file says otherwise"
        case "rows.termijnen.key[0]" where isSwap:
            return "the order of a key's columns shows in computed kenmerken only, and these rows have none"
        case "rows.vorderingen.columns.kwijt_per.yyyymmdd" where mutant.what.hasSuffix("'yyyymmdd?'"):
            return "a column with texts that stand for nothing may be absent already"
        case "leave_out[0]" where isSwap, "leave_out[1]" where isSwap && mutant.file.hasSuffix("sociaal.yaml"):
            return "the order of rules for different row sets means nothing"
        case "leave_out[2]" where isSwap && mutant.file.hasSuffix("sociaal.yaml"):
            return "the order of rules that cannot take the same row means nothing"
        case "events[4].bedrag[1]" where mutant.what == "'negate' becomes 'absolute'" && mutant.file.hasSuffix("sociaal.yaml"):
            return "of an amount that must be negative the two are the same"
        default: break
        }
        if isSwap, last.hasPrefix("wat["), mutant.path.contains(".when.") { return "the order of the values of a condition means nothing" }
        if isSwap, mutant.path.contains(".boolean.") { return "the order of the words of a boolean means nothing" }
        if mutant.what == "give nothing a value", mutant.path.hasPrefix("codes.boeking.") {
            return "no rule that takes this code gives this output"
        }
        return nil
    }
}
