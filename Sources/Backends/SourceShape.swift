import Core
package import Syntax

extension SourceFile {
    /// What a source file may say.
    package static var shape: FormShape {
        FormShape(
            "source", "A source: what kind it is, what it may cost, and the name of its secret. Where it is stands in the settings.",
            [
                .init(
                    "source", .pattern("^[a-z0-9_-]+$", "lower-case letters, digits, '-' and '_'"), required: true,
                    "The name by which mappings know it: the file's own name", examples: ["heffingen"]),
                .init(
                    "kind", .words(Drivers.all.map { Shape.Word($0.kind, $0.connection.summary) }), required: true,
                    "What kind of source it is"),
                .init("limits", .form(limitsShape), "What it may cost a request; what is not written keeps its default"),
                .init(
                    "secret", .text, "The name of the file with the password in the secrets folder; never the password itself",
                    examples: ["heffingen-password"]),
            ])
    }

    static let limitsShape: FormShape = {
        let usual = SourceLimits()
        return FormShape(
            "source-limits", "What a source may cost a request.",
            [
                .init("rows", .integer(1...1_000_000), "Rows of one row set; above it the source fails. Default \(usual.rows)"),
                .init("bytes", .integer(1_024...1_073_741_824), "Bytes of the cells of one row set. Default \(usual.bytes)"),
                .init("connect", .number(0.05...30), "Seconds to connect. Default \(usual.connect)"),
                .init("total", .number(0.05...60), "Seconds for all a request asks of this source. Default \(usual.total)"),
                .init("pool", .integer(1...1_000), "Connections. Default \(usual.pool)"),
                .init("queue", .integer(0...10_000), "Requests that may wait for one; above it the source is busy. Default \(usual.queue)"),
            ])
    }()
}

extension SourceConnection {
    /// The settings of a source in some installation: those of its kind.
    package static var shape: Shape { .choice(Drivers.all.map { .form($0.connection) }) }
}
