import Syntax

/// A field of a message, on one line: what a dictionary shows of it, and what is compared between two contracts.
package struct ContractRow: Sendable, Equatable {
    /// In which message it stands, as the dictionary says it.
    package enum Side: String, Sendable, CaseIterable {
        case header = "kop"
        case request = "vraag"
        case reply = "antwoord"
    }

    /// Of which form of asking: its method and its message, such as `POST BK:geefSchuldenoverzicht_Di02`.
    package let ask: String
    package let side: Side
    /// The names from the message inwards, `@` before an attribute, `[]` for an item of a list.
    package let path: String
    package let isRequired: Bool
    package let isRepeated: Bool
    /// `deel` (has parts), `lijst`, `niet gelezen`, `geweigerd`, or `waarde`.
    package let content: String
    var forms: [ContractValue.Form]
    /// What an amount counts, in Dutch; empty for what is no amount.
    package let unit: String
    /// What it is in the world, in Dutch.
    package let means: String
    /// What a case of the vendor shows for it; empty when none does.
    package var example = ""

    /// What may stand there, in Dutch.
    package var type: String {
        if content != ContractRow.value { return content }
        return forms.map(\.inWords).joined(separator: ", of ")
    }

    static let value = "waarde"
}

extension ContractValue.Form {
    /// What it is, in Dutch.
    var inWords: String {
        if let words {
            return words.count == 1 ? "altijd `\(words[0])`" : "een van " + words.map { "`\($0)`" }.joined(separator: ", ")
        }
        var text =
            switch base {
            case .text: "tekst"
            case .integer: "geheel getal"
            case .decimal: "getal met twee decimalen"
            case .boolean: "`true` of `false`"
            case .date: "datum `jjjj-mm-dd`"
            case .dateTime: "moment met tijdzone"
            case .base64: "PDF in base64"
            case .uri: "adres (URL)"
            }
        if let pattern { text += " in de vorm `\(pattern)`" }
        switch (least, most) {
        case (0, let most?): text += ", ten hoogste \(most) tekens"
        case (_, let most?): text += ", \(least) tot \(most) tekens"
        case (1, nil): text += ", niet leeg"
        default: break
        }
        if let minimum { text += ", ten minste \(minimum)" }
        return text
    }
}

extension Contract {
    /// Every field of every message, in the order of the messages.
    package var rows: [ContractRow] {
        let prefixes = prefixesInUse
        var rows: [ContractRow] = []
        for ask in asks {
            let walk = ContractWalk(ask: name(of: ask, prefixes), prefixes: prefixes)
            rows += ask.headers.map { header in
                ContractRow(
                    ask: walk.ask, side: .header, path: header.name, isRequired: header.isRequired, isRepeated: false,
                    content: header.refusal == nil ? ContractRow.value : "geweigerd",
                    forms: header.refusal == nil ? header.value.forms : [],
                    unit: "", means: header.means)
            }
            if let request = ask.request { rows += walk.rows(request, .request) }
            rows += walk.rows(ask.reply, .reply)
        }
        return rows
    }

    /// What a form of asking is called.
    func name(of ask: Ask, _ prefixes: [String: String]) -> String {
        let root = ask.request.map { $0.name.local.isEmpty ? ask.question : ContractWalk.written($0.name, prefixes) } ?? ask.question
        return "\(ask.method) \(root)"
    }

    /// The prefix of every namespace, as the schemas have it.
    var prefixesInUse: [String: String] { syntax == .xml ? schemas.prefixes : [:] }
}

/// Walks a message, from the outside in.
private struct ContractWalk {
    let ask: String
    let prefixes: [String: String]

    static func written(_ name: Markup.Name, _ prefixes: [String: String]) -> String {
        let prefix = prefixes[name.namespace] ?? ""
        return prefix.isEmpty ? name.local : "\(prefix):\(name.local)"
    }

    func rows(_ root: ContractPart, _ side: ContractRow.Side) -> [ContractRow] {
        var rows: [ContractRow] = []
        if root.name.local.isEmpty {
            inside(root, "", side, &rows)
        } else {
            add(root, ContractWalk.written(root.name, prefixes), side, isCertain: true, &rows)
        }
        return rows
    }

    private func add(_ part: ContractPart, _ path: String, _ side: ContractRow.Side, isCertain: Bool, _ rows: inout [ContractRow]) {
        var forms: [ContractValue.Form] = []
        var unit = ""
        var content = "deel"
        switch part.content {
        case .value(let value):
            (forms, unit, content) = (value.forms, value.unit, ContractRow.value)
        case .anything: content = "niet gelezen"
        case .refused: content = "geweigerd"
        case .items, .list: content = "lijst"
        case .parts, .all, .either: break
        }
        rows.append(
            ContractRow(
                ask: ask, side: side, path: path, isRequired: isCertain && !part.isOptional, isRepeated: part.most != 1, content: content,
                forms: forms, unit: unit, means: part.means))
        for attribute in part.attributes {
            rows.append(
                ContractRow(
                    ask: ask, side: side, path: "\(path)/@\(ContractWalk.written(attribute.name, prefixes))",
                    isRequired: attribute.isRequired, isRepeated: false, content: ContractRow.value, forms: attribute.value.forms,
                    unit: attribute.value.unit, means: attribute.means))
        }
        inside(part, path + "/", side, &rows)
    }

    private func inside(_ part: ContractPart, _ path: String, _ side: ContractRow.Side, _ rows: inout [ContractRow]) {
        switch part.content {
        case .parts(let particles): row(particles, path, side, isCertain: true, &rows)
        case .all(let parts):
            for part in parts { add(part, path + ContractWalk.written(part.name, prefixes), side, isCertain: true, &rows) }
        case .list(let item, _): add(item, "\(path)[]", side, isCertain: false, &rows)
        case .items(let items), .either(let items):
            for item in items { add(item, "\(path)[\(item.name.local)]", side, isCertain: false, &rows) }
        case .value, .anything, .refused: break
        }
    }

    private func row(
        _ particles: [ContractPart.Particle], _ path: String, _ side: ContractRow.Side, isCertain: Bool, _ rows: inout [ContractRow]
    ) {
        for particle in particles {
            switch particle {
            case .part(let part): add(part, path + ContractWalk.written(part.name, prefixes), side, isCertain: isCertain, &rows)
            case .oneOf(let choices, _):
                for choice in choices { row(choice, path, side, isCertain: false, &rows) }
            }
        }
    }
}
