package import Core
import Syntax

/// What `connectors/sources/<tenant>/<source>.yaml` says of a source: what kind it is, what it may cost, and the name of its secret.
///
/// Where it is, is no business of this file: the connection stands in the settings of the installation (`SourceConnection`).
package struct SourceFile: Sendable, Equatable {
    /// As mappings name it; equal to the file's own name.
    package let name: String
    /// One of the kinds there is a driver for.
    package let kind: String
    package let limits: SourceLimits
    /// The name of the secret that holds the password; nil when it needs none.
    package let secret: String?

    /// Nil when the file leaves no source to use; every mistake is in `diagnostics`.
    package static func compile(_ file: SourceText, into diagnostics: inout Diagnostics) -> SourceFile? {
        guard let node = YAMLReader.read(file, into: &diagnostics),
            let form = Form(node, "a source", SourceFile.shape, &diagnostics)
        else { return nil }
        let name = form.needText("source", &diagnostics)
        if let name, let place = form["source"]?.span { check(name, of: file, at: place, &diagnostics) }
        let kind = form.needText("kind", &diagnostics)
        if let kind, let place = form["kind"]?.span, Drivers.named(kind) == nil {
            diagnostics.error(
                .unknownKind, at: place, "there is no kind of source '\(kind)'", hint: Spelling.hint(for: kind, in: Drivers.kinds))
        }
        let limits = form["limits"].map { read(limits: $0, &diagnostics) } ?? SourceLimits()
        let secret = form.text("secret", &diagnostics)
        guard let name, let kind, Drivers.named(kind) != nil else { return nil }
        return SourceFile(name: name, kind: kind, limits: limits, secret: secret)
    }

    private static func check(_ name: String, of file: SourceText, at place: Span, _ diagnostics: inout Diagnostics) {
        let stem = file.name.split(separator: "/").last.map { $0.split(separator: ".").first ?? $0 } ?? ""
        let isName = !name.isEmpty && name.utf8.allSatisfy { Characters.name.contains($0) }
        if !isName {
            diagnostics.error(
                .sourceName, at: place, "'\(name)' cannot be the name of a source", hint: "lower-case letters, digits, '-' and '_'")
        } else if name != stem {
            diagnostics.error(
                .sourceName, at: place, "this source is called '\(name)', but its file '\(stem)'",
                hint: "a source is found by its file name")
        }
    }

    private static func read(limits node: Node, _ diagnostics: inout Diagnostics) -> SourceLimits {
        var limits = SourceLimits()
        guard let form = Form(node, "the limits of a source", limitsShape, &diagnostics) else { return limits }
        limits.rows = form.integer("rows", &diagnostics) ?? limits.rows
        limits.bytes = form.integer("bytes", &diagnostics) ?? limits.bytes
        limits.connect = form.number("connect", of: "seconds", &diagnostics) ?? limits.connect
        limits.total = form.number("total", of: "seconds", &diagnostics) ?? limits.total
        limits.pool = form.integer("pool", &diagnostics) ?? limits.pool
        limits.queue = form.integer("queue", &diagnostics) ?? limits.queue
        return limits
    }

    private enum Characters {
        static let name = Set("abcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    }
}
