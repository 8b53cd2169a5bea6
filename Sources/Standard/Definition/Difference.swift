import Core

/// A version with everything it takes over from the version it is based on: whole, but not yet understood.
struct WholeVersion {
    let own: RawVersion
    let order: [Node.Entry]
    /// Where the version is named that says how things are ordered, for what is missing there.
    let orderSpan: Span
    var missing: [Node.Entry]
    var objects: [RawObject]
    var events: [RawObject]

    /// A version that stands alone.
    init(_ own: RawVersion, _ diagnostics: inout Diagnostics) {
        self.own = own
        order = own.order
        orderSpan = own.span
        missing = own.missing
        objects = []
        events = []
        WholeVersion.merge(own.objects, into: &objects, &diagnostics)
        WholeVersion.merge(own.events, into: &events, &diagnostics)
    }

    /// A version that says how it differs.
    init(_ own: RawVersion, basedOn base: WholeVersion, _ diagnostics: inout Diagnostics) {
        self.own = own
        order = own.order.isEmpty ? base.order : own.order
        orderSpan = own.order.isEmpty ? base.orderSpan : own.span
        objects = base.objects
        events = base.events
        WholeVersion.merge(own.objects, into: &objects, &diagnostics)
        WholeVersion.merge(own.events, into: &events, &diagnostics)
        // Naming a kind of the base as missing is how a version drops it.
        events.removeAll { event in
            own.missing.contains { $0.key == event.name } && !own.events.contains { $0.name == event.name }
        }
        let has = Set(events.map(\.name))
        missing = base.missing.filter { entry in !has.contains(entry.key) && !own.missing.contains { $0.key == entry.key } } + own.missing
    }

    private static func merge(_ changes: [RawObject], into objects: inout [RawObject], _ diagnostics: inout Diagnostics) {
        for change in changes {
            guard let at = objects.firstIndex(where: { $0.name == change.name }) else {
                var new = RawObject(name: change.name, span: change.span, marks: change.marks, fields: [], removed: [])
                for node in change.removed { unknown(node, in: change, &diagnostics) }
                merge(change.fields, into: &new, &diagnostics)
                objects.append(new)
                continue
            }
            override(&objects[at].marks, with: change.marks)
            for node in change.removed {
                guard let field = objects[at].fields.firstIndex(where: { $0.name == node.text }) else {
                    unknown(node, in: objects[at], &diagnostics)
                    continue
                }
                objects[at].fields.remove(at: field)
            }
            merge(change.fields, into: &objects[at], &diagnostics)
        }
    }

    private static func merge(_ fields: [RawField], into object: inout RawObject, _ diagnostics: inout Diagnostics) {
        for field in fields {
            var field = field
            let after = field["after"]
            field.marks.removeAll { $0.key == "after" }
            if let at = object.fields.firstIndex(where: { $0.name == field.name }), after == nil {
                override(&object.fields[at].marks, with: field.marks)
                continue
            }
            if let at = object.fields.firstIndex(where: { $0.name == field.name }) {
                // A field that moves keeps the marks it does not write again.
                var moved = object.fields.remove(at: at)
                override(&moved.marks, with: field.marks)
                field = moved
            }
            guard let after else {
                object.fields.append(field)
                continue
            }
            guard let at = object.fields.firstIndex(where: { $0.name == after.text }) else {
                unknown(after, in: object, &diagnostics)
                object.fields.append(field)
                continue
            }
            object.fields.insert(field, at: at + 1)
        }
    }

    private static func override(_ marks: inout [Node.Entry], with changes: [Node.Entry]) {
        for change in changes {
            if let at = marks.firstIndex(where: { $0.key == change.key }) { marks[at] = change } else { marks.append(change) }
        }
    }

    private static func unknown(_ node: Node, in object: RawObject, _ diagnostics: inout Diagnostics) {
        diagnostics.error(
            .standardDifference, at: node.span, "'\(object.name)' has no field '\(node.text ?? "")' to change, remove or stand after",
            hint: Spelling.hint(for: node.text ?? "", in: object.fields.map(\.name)))
    }

    /// Every version whole, those they are based on first.
    static func all(_ files: [RawVersion], _ diagnostics: inout Diagnostics) -> [WholeVersion] {
        var done: [WholeVersion] = []
        var left: [RawVersion] = []
        for file in files {
            if let twin = left.first(where: { $0.version == file.version }) {
                diagnostics.error(
                    .standardVersion, at: file.span, "version \(file.version) is given twice",
                    others: [.init(twin.span, "here the first time")])
            } else {
                left.append(file)
            }
        }
        left.sort { number($0.version).lexicographicallyPrecedes(number($1.version)) }
        while let at = left.firstIndex(where: { file in file.basedOn == nil || done.contains { $0.own.version == file.basedOn?.text } }) {
            let file = left.remove(at: at)
            if let base = done.first(where: { $0.own.version == file.basedOn?.text }) {
                done.append(WholeVersion(file, basedOn: base, &diagnostics))
            } else {
                done.append(WholeVersion(file, &diagnostics))
            }
        }
        for file in left {
            guard let base = file.basedOn else { continue }
            diagnostics.error(
                .standardBase, at: base.span, "version \(file.version) cannot be based on '\(base.text ?? "")'",
                hint: Spelling.hint(for: base.text ?? "", in: done.map(\.own.version)))
        }
        return done.sorted { number($0.own.version).lexicographicallyPrecedes(number($1.own.version)) }
    }

    private static func number(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
}
