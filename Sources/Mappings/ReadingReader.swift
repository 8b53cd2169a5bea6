import Core
import Syntax

extension Reading {
    /// The reading a column declares: a word such as `yyyymmdd?`, or a map with options. Nil after reporting what is wrong.
    init?(_ node: Node, codes: inout CodeShelf, _ diagnostics: inout Diagnostics) {
        guard !Decision.isOpen(within: node) else { return nil }
        var word: String
        var place = node.span
        var options: Node?
        switch node.content {
        case .text(let text): word = text
        case .map(let entries) where entries.count == 1:
            word = entries[0].key
            place = entries[0].keySpan
            options = entries[0].value
        default:
            diagnostics.error(
                .unknownReading, at: node.span, "a reading is a word or one word with options, this is \(node.shape)",
                hint: "char, yyyymmdd? or { money: { decimal: \",\" } }")
            return nil
        }
        var optional = word.hasSuffix("?")
        if optional { word.removeLast() }
        guard ReadingWord.named(word) != nil else {
            diagnostics.error(
                .unknownReading, at: place, "there is no reading '\(word)'", hint: Reading.hint(for: word))
            return nil
        }
        var absent: [[UInt8]] = []
        let notation: Notation?
        if word == "code" {
            notation = Reading.code(options, place, &optional, &absent, &codes, &diagnostics)
        } else {
            notation = Reading.notation(word, options, &absent, &diagnostics)
        }
        guard let notation else { return nil }
        self.notation = notation
        isOptional = optional || !absent.isEmpty
        self.absent = absent
    }

    /// Databases and programmers have other words for the same.
    private static func hint(for word: String) -> String? {
        let meant =
            switch word.lowercased() {
            case "int", "int4", "int8", "bigint", "smallint", "number", "getal": "integer"
            case "varchar", "nvarchar", "varchar2", "string", "str", "tekst": "char (padding dropped) or text"
            case "decimal", "numeric", "float", "double", "real", "euro", "bedrag": "money (euros) or cents (whole cents)"
            case "timestamp", "datetime", "datumtijd": "local (a time without zone) or instant (with its zone)"
            case "timestamptz": "instant"
            case "bool", "bit", "jn": "boolean"
            case "datum", "yyyy-mm-dd": "date"
            case "yyyymmdd0", "ccyymmdd", "jjjjmmdd": "yyyymmdd"
            case "dd/mm/yyyy", "dd-mm-jjjj", "ddmmyyyy": "dd-mm-yyyy"
            default: ""
            }
        return meant.isEmpty ? Spelling.hint(for: word, in: ReadingWord.all.map(\.name)) : "here it is called \(meant)"
    }

    private static func code(
        _ options: Node?, _ place: Span, _ optional: inout Bool, _ absent: inout [[UInt8]], _ codes: inout CodeShelf,
        _ diagnostics: inout Diagnostics
    ) -> Notation? {
        var list = options
        if let options, options.entries != nil {
            guard let form = Form(options, "'code'", ReadingWord.codeOptions, &diagnostics) else { return nil }
            absent = sentinels(form, &diagnostics)
            list = form.need("list", &diagnostics)
            if list == nil { return nil }
        }
        guard let list else {
            diagnostics.error(.badReading, at: place, "'code' must name its list", hint: "{ code: soort }")
            return nil
        }
        guard var name = list.needText("the name of a code list", &diagnostics) else { return nil }
        if name.hasSuffix("?") {
            name.removeLast()
            optional = true
        }
        return codes.list(named: name, at: list.span, &diagnostics).map { .code($0) }
    }

    private static func notation(_ word: String, _ options: Node?, _ absent: inout [[UInt8]], _ diagnostics: inout Diagnostics) -> Notation?
    {
        var decimal = UInt8(ascii: ".")
        var thousands: UInt8?
        var yes: [[UInt8]] = []
        var no: [[UInt8]] = []
        if let options {
            guard let shape = ReadingWord.named(word)?.options, let form = Form(options, "'\(word)'", shape, &diagnostics) else {
                return nil
            }
            absent = sentinels(form, &diagnostics)
            if word == "money" {
                guard let point = separator("decimal", ReadingWord.decimals, form, &diagnostics),
                    let group = separator("thousands", ReadingWord.groups, form, &diagnostics)
                else { return nil }
                decimal = point ?? decimal
                thousands = group
                if thousands == decimal {
                    diagnostics.error(.badReading, at: options.span, "decimals and thousands cannot have the same separator")
                    return nil
                }
            }
            if word == "boolean", form["true"] != nil || form["false"] != nil {
                guard form.need("true", &diagnostics) != nil, form.need("false", &diagnostics) != nil else { return nil }
                let written = (form.texts("true", &diagnostics) ?? [], form.texts("false", &diagnostics) ?? [])
                yes = written.0.compactMap { $0.text.map { Array($0.utf8) } }
                no = written.1.compactMap { $0.text.map { Array($0.utf8) } }
                // A word that is no text was told as such.
                for (key, words) in [("true", yes), ("false", no)] where words.isEmpty && form[key]?.list?.isEmpty ?? false {
                    diagnostics.error(
                        .badReading, at: form[key]?.span ?? options.span, "'\(key)' names no word, so no cell could ever be read as it",
                        hint: "{ boolean: { true: [J], false: [N, \"\"] } }")
                }
                guard !yes.isEmpty, !no.isEmpty else { return nil }
                if let both = written.1.first(where: { node in written.0.contains { $0.text == node.text } }) {
                    diagnostics.error(.badReading, at: both.span, "'\(both.text ?? "")' cannot be both true and false")
                    return nil
                }
            }
        }
        switch word {
        case "char": return .char
        case "text": return .text
        case "integer": return .integer
        case "money": return .money(decimal: decimal, thousands: thousands)
        case "cents": return .cents
        case "date": return .date
        case "yyyymmdd": return .yyyymmdd
        case "dd-mm-yyyy": return .dutch
        case "local": return .local
        case "instant": return .instant
        default:
            if yes.isEmpty {
                yes = ["t", "true", "1"].map { Array($0.utf8) }
                no = ["f", "false", "0"].map { Array($0.utf8) }
            }
            return .boolean(true: yes, false: no)
        }
    }

    private static func sentinels(_ form: Form, _ diagnostics: inout Diagnostics) -> [[UInt8]] {
        (form.texts("absent", &diagnostics) ?? []).compactMap { $0.text.map { Array($0.utf8) } }
    }

    /// The separator a key names; nil after a mistake, `.some(nil)` when the key is not there.
    private static func separator(
        _ key: String, _ possible: [String], _ form: Form, _ diagnostics: inout Diagnostics
    ) -> UInt8?? {
        guard let node = form[key] else { return .some(nil) }
        guard let text = node.text, possible.contains(text), let byte = text.utf8.first else {
            diagnostics.error(
                .badReading, at: node.span, "'\(key)' must be one of \(possible.map { "\"\($0)\"" }.joined(separator: ", "))")
            return nil
        }
        return byte
    }
}
