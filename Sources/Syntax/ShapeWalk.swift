extension Shape {
    /// Every form in a shape, once, outermost first.
    ///
    /// - Parameter named: the shapes that are referred to by name.
    package func forms(where named: [String: Shape] = [:]) -> [FormShape] {
        var found: [FormShape] = []
        var seen: Set<String> = []
        collect(named, &found, &seen)
        return found
    }

    private func collect(_ named: [String: Shape], _ found: inout [FormShape], _ seen: inout Set<String>) {
        switch self {
        case .text, .pattern, .words, .integer, .number, .boolean, .scalar, .nothing: break
        case .list(let inner, _), .map(let inner): inner.collect(named, &found, &seen)
        case .sequence(let first, let rest):
            first.collect(named, &found, &seen)
            rest.collect(named, &found, &seen)
        case .form(let form): form.collect(named, &found, &seen)
        case .kinds(_, let kinds): for kind in kinds { kind.form.collect(named, &found, &seen) }
        case .having(_, let form, let otherwise):
            form.collect(named, &found, &seen)
            otherwise.collect(named, &found, &seen)
        case .choice(let shapes): for shape in shapes { shape.collect(named, &found, &seen) }
        case .reference(let name):
            // A form cannot be called so.
            guard seen.insert("-> \(name)").inserted else { return }
            named[name]?.collect(named, &found, &seen)
        }
    }
}

extension FormShape {
    fileprivate func collect(_ named: [String: Shape], _ found: inout [FormShape], _ seen: inout Set<String>) {
        guard seen.insert(name).inserted else { return }
        found.append(self)
        for key in keys { Shape.collectKey(key, named, &found, &seen) }
    }
}

extension Shape {
    fileprivate static func collectKey(
        _ key: FormShape.Key, _ named: [String: Shape], _ found: inout [FormShape], _ seen: inout Set<String>
    ) {
        key.shape.collect(named, &found, &seen)
    }

    /// What may stand there, in a few words; a form by the function that names it.
    package func told(_ form: (FormShape) -> String) -> String {
        switch self {
        case .text: "text"
        case .pattern(_, let words): words
        case .words(let words): "one of " + words.map { "`\($0.name.isEmpty ? " " : $0.name)`" }.joined(separator: ", ")
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "`true` or `false`"
        case .scalar: "text, `true` or `false`"
        case .nothing: "nothing"
        case .list(let inner, _): "a list: \(inner.told(form))"
        case .sequence(let first, let rest): "a list: \(first.told(form)), then \(rest.told(form))"
        case .map(let inner): "by name: \(inner.told(form))"
        case .form(let shape): form(shape)
        case .kinds(let key, _): "by its `\(key)`"
        case .having(_, let shape, let otherwise): "\(form(shape)), or \(form(otherwise))"
        case .choice(let shapes): shapes.map { $0.told(form) }.joined(separator: "; or ")
        case .reference(let name): name
        }
    }
}
