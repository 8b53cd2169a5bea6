package import Core

extension Diagnostics {
    /// Takes away what was told of a value only because an alias or a tag stood in its place.
    package mutating func dropFollowUps() {
        let refused = all.filter { $0.code == .yamlAlias || $0.code == .yamlTag }
        guard !refused.isEmpty else { return }
        remove { told in
            told.code != .yamlAlias && told.code != .yamlTag
                && refused.contains { refusal in
                    refusal.span.line == told.span.line && refusal.span.column == told.span.column
                        && refusal.span.source == told.span.source
                }
        }
    }
}
