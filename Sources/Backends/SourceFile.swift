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
            let form = Form(node, "a source", keys: ["source", "kind", "limits", "secret"], &diagnostics)
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
        let keys = ["rows", "bytes", "connect", "total", "pool", "queue"]
        guard let form = Form(node, "the limits of a source", keys: keys, &diagnostics) else { return limits }
        limits.rows = form.integer("rows", in: 1...1_000_000, &diagnostics) ?? limits.rows
        limits.bytes = form.integer("bytes", in: 1_024...1_073_741_824, &diagnostics) ?? limits.bytes
        limits.connect = form.seconds("connect", in: 0.05...30, &diagnostics) ?? limits.connect
        limits.total = form.seconds("total", in: 0.05...60, &diagnostics) ?? limits.total
        limits.pool = form.integer("pool", in: 1...1_000, &diagnostics) ?? limits.pool
        limits.queue = form.integer("queue", in: 0...10_000, &diagnostics) ?? limits.queue
        return limits
    }

    private enum Characters {
        static let name = Set("abcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    }
}

extension Form {
    /// A number of seconds within a range, decimals allowed, absent allowed.
    fileprivate func seconds(_ key: String, in range: ClosedRange<Double>, _ diagnostics: inout Diagnostics) -> Double? {
        guard let node = self[key] else { return nil }
        guard let text = node.text, text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }), let number = Double(text),
            range.contains(number)
        else {
            diagnostics.error(
                .wrongShape, at: node.span, "'\(key)' must be a number of seconds from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }
}
