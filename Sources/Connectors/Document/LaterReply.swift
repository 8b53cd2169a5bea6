import Core

extension Recipe {
    /// What a reply needs and nobody knows while its document is still being made: the sums over all cases, and the document's number. Such a
    /// reply has no case and no document in it, only remarks and the link.
    var unknownWhileAwaited: [String] {
        var found: [String] = []
        var at = 0
        while at < ops.count {
            switch ops[at] {
            case .each(let list, let end) where list != .remarks: at = end - 1
            case .form(let form, let skip) where form != .link: at = skip - 1
            case .optional(let test, let skip) where tests[test].allSatisfy(isUnknown): at = skip - 1
            case .value(let hole, _, true) where isUnknown(.hole(hole)) && !found.contains(holes[hole].name): found.append(holes[hole].name)
            default: break
            }
            at += 1
        }
        return found
    }

    private func isUnknown(_ test: Test) -> Bool {
        switch test {
        case .list(let list): list != .remarks
        case .hole(let hole):
            switch holes[hole].origin {
            case .caseCount, .totalSaldo, .totalDue, .documentNumber: true
            default: false
            }
        }
    }
}
