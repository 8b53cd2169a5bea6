package import Core

extension Diagnostics {
    /// Takes away what was told of a value only because an alias or a tag stood in its place.
    package mutating func dropFollowUps() {
        let refused = all.filter { $0.code == .yamlAlias || $0.code == .yamlTag }
        guard !refused.isEmpty else { return }
        remove { told in
            told.code != .yamlAlias && told.code != .yamlTag
                && refused.contains { $0.span.line == told.span.line && $0.span.column == told.span.column && $0.span.source == told.span.source }
        }
    }
}
