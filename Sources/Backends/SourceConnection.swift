package import Core

/// Where a source is and how to log in: `tenants.<t>.sources.<s>` of the settings, as its kind understands it.
package struct SourceConnection: Sendable {
    let driver: any Driver

    /// Nil when the settings leave no connection to make; every mistake is in `diagnostics`. Reads nothing but what it is given.
    ///
    /// - Parameters:
    ///   - root: the folder that relative paths start from.
    ///   - secret: a secret by its name, nil when there is none.
    package static func compile(
        _ node: Node, for file: SourceFile, root: String, secret: (String) -> Secret?, into diagnostics: inout Diagnostics
    ) -> SourceConnection? {
        guard let kind = Drivers.named(file.kind) else { return nil }
        var password: Secret?
        if let name = file.secret {
            password = secret(name)
            if password == nil {
                diagnostics.error(
                    .missingSecret, at: node.span, "source '\(file.name)' needs the secret '\(name)', and there is none of that name",
                    hint: "put it in a file '\(name)' in the secrets folder")
            }
        }
        let place = Place(root: root, password: password)
        guard let driver = kind.read(node, at: place, &diagnostics), file.secret == nil || password != nil else { return nil }
        return SourceConnection(driver: driver)
    }
}

/// What a kind needs besides the settings themselves.
struct Place: Sendable {
    let root: String
    let password: Secret?

    /// A path of the settings, from the root folder unless it is absolute.
    func path(_ written: String) -> String { written.hasPrefix("/") ? written : root + "/" + written }
}
