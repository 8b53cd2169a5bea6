import Core
import Syntax

/// Reads a mapping file into a `Mapping`: right keys, right shapes, includes followed. Everything wrong is told, nothing stops at the
/// first mistake.
struct MappingReader {
    private let file: SourceText
    private let beside: [String]
    private let others: (String) -> SourceText?

    init(_ file: SourceText, beside: [String], others: @escaping (String) -> SourceText?) {
        self.file = file
        self.beside = beside
        self.others = others
    }

    /// Nil when the file is no map at all.
    func mapping(_ diagnostics: inout Diagnostics) -> Mapping? {
        guard let root = YAMLReader.read(file, into: &diagnostics),
            let form = Form(root, "a mapping", MappingReader.shape, &diagnostics)
        else { return nil }
        Decision.tell(root, &diagnostics)
        var includes = Includes(beside: beside, others: others)
        let shared = includes.parts(of: form, &diagnostics)
        var mapping = Mapping(start: Span(source: file, line: 1, column: 1), files: [file] + includes.files)
        mapping.name = planName(form, &diagnostics)
        mapping.source = name("source", form, &diagnostics)
        mapping.bsnForm = bsnForm(form, &diagnostics)
        mapping.organisation = shared.organisation
        mapping.activity = shared.activity
        mapping.everywhere = shared.everywhere
        if shared.organisation == nil, !shared.organisationIsTold {
            diagnostics.error(
                .noOrganisation, at: mapping.start, "the mapping names no organisation",
                hint: "organisation: { oin: \"…\", naam: … }, here or in an included file")
        }
        if shared.activity == nil, !shared.activityIsTold {
            diagnostics.error(
                .noPurpose, at: mapping.start, "the mapping does not say for which activity it answers",
                hint: "activity: https://… names the processing in the municipality's register")
        }
        var shelf = CodeShelf(shared.codes, beside: beside, others: others)
        for entry in form.need("rows", &diagnostics)?.needEntries("'rows'", &diagnostics) ?? [] {
            mapping.rowSets.append(RowSetReader.rowSet(entry, codes: &shelf, &diagnostics))
        }
        mapping.lacksRowSets = diagnostics.all.contains { told in
            told.code == .duplicateKey && told.span.column == mapping.rowSets.first?.name.span.column
                && mapping.rowSets.contains { rowSet in told.others.contains { $0.span == rowSet.name.span } }
        }
        mapping.whole = form["whole"].flatMap { ReconcileReader.whole($0, codes: &shelf, &diagnostics) }
        shelf.finish(&diagnostics)
        mapping.unreadLists = shelf.unread.filter { $0.span.source == file }
        mapping.files += shelf.files
        mapping.cases = form.need("cases", &diagnostics).flatMap { cases($0, &diagnostics) }
        mapping.rules = (form.need("events", &diagnostics)?.needList("'events'", &diagnostics) ?? []).compactMap {
            RuleReader.rule($0, &diagnostics)
        }
        mapping.events = form.entry("events")?.keySpan
        mapping.without = (form.texts("without", &diagnostics) ?? []).map { Name(text: $0.text ?? "", span: $0.span) }
        mapping.leaveOuts = (form["leave_out"]?.needList("'leave_out'", &diagnostics) ?? []).compactMap {
            RuleReader.leaveOut($0, &diagnostics)
        }
        mapping.reconciles = (form["reconcile"]?.needList("'reconcile'", &diagnostics) ?? []).compactMap {
            ReconcileReader.rule($0, &diagnostics)
        }
        mapping.isWhole = !diagnostics.all.contains { $0.severity == .error && Code.fileCodes.contains($0.code) }
        return mapping
    }

    private func name(_ key: String, _ form: Form, _ diagnostics: inout Diagnostics) -> Name? {
        guard let node = form.need(key, &diagnostics) else { return nil }
        guard let text = node.needText("'\(key)'", &diagnostics), !Decision.isOpen(text) else { return nil }
        return Name(text: text, span: node.span)
    }

    private func planName(_ form: Form, _ diagnostics: inout Diagnostics) -> Name? {
        guard let name = name("mapping", form, &diagnostics) else { return nil }
        guard !name.text.isEmpty, name.text.utf8.allSatisfy(\.isNameByte) else {
            diagnostics.error(.badName, at: name.span, "the name of a mapping has letters, digits, '-' and '_' only")
            return nil
        }
        return name
    }

    private func bsnForm(_ form: Form, _ diagnostics: inout Diagnostics) -> ParameterForm? {
        guard let entries = form.need("parameters", &diagnostics)?.needEntries("'parameters'", &diagnostics) else { return nil }
        for entry in entries where entry.key != "bsn" {
            diagnostics.error(
                .unknownParameter, at: entry.keySpan, "there is no parameter '\(entry.key)'",
                hint: Spelling.hint(for: entry.key, in: Query.Parameter.allCases.map(\.rawValue)))
        }
        guard let bsn = entries.first(where: { $0.key == "bsn" }) else {
            if !entries.contains(where: { Spelling.nearest(to: $0.key, in: ["bsn"]) != nil }) {
                diagnostics.error(
                    .missingKey, at: form["parameters"]?.span ?? form.node.span, "'parameters' needs 'bsn'",
                    hint: "bsn: text for char(9) or varchar, bsn: number for a number column")
            }
            return nil
        }
        guard let word = bsn.value.needText("'bsn'", &diagnostics), !Decision.isOpen(word) else { return nil }
        if let known = ParameterForm(rawValue: word) { return known }
        diagnostics.error(
            .wrongWord, at: bsn.value.span, "'\(word)' is not possible for 'bsn'",
            hint: Spelling.hint(for: word, in: ParameterForm.allCases.map(\.rawValue)))
        return nil
    }

    private func cases(_ node: Node, _ diagnostics: inout Diagnostics) -> WrittenCases? {
        guard let form = Form(node, "'cases'", MappingReader.casesShape, &diagnostics) else { return nil }
        let each = name("each", form, &diagnostics)
        let expression = form.need("zaakkenmerk", &diagnostics).flatMap { Expression($0, &diagnostics) }
        return WrittenCases(each: each, zaakkenmerk: expression, isJoined: form.boolean("join", &diagnostics) ?? false, span: node.span)
    }
}

extension UInt8 {
    /// A letter, a digit, `-` or `_`.
    var isNameByte: Bool {
        (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) || (self >= 0x30 && self <= 0x39) || self == UInt8(ascii: "-")
            || self == UInt8(ascii: "_")
    }
}
