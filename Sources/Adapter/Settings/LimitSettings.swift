import Core
import Syntax

/// Compiles the `limits:` section: what is not written keeps its default.
enum LimitSettings {
    private static let counts: [(key: String, path: any WritableKeyPath<Limits, Int> & Sendable, range: ClosedRange<Int>, what: String)] = [
        ("body", \.body, 1_024...16_777_216, "Bytes of a request"),
        ("header_list", \.headerList, 1_024...65_536, "Bytes of all headers of a request"),
        ("header_field", \.headerField, 256...65_536, "Bytes of one header"),
        ("uri", \.uri, 64...8_192, "Bytes of an address"),
        ("answer", \.answer, 65_536...67_108_864, "Bytes of an answer"),
        ("documents", \.documents, 1_048_576...4_294_967_296, "Bytes of certified documents kept to be fetched or given again"),
        ("headers", \.headers, 10...1_000, "Headers of a request"),
        ("connections", \.connections, 1...100_000, "Connections at once"),
        ("connections_per_address", \.connectionsPerAddress, 1...100_000, "Connections at once from one address"),
        ("body_rate", \.bodyRate, 0...1_048_576, "Bytes per second below which a body is too slow"),
    ]

    /// In whole milliseconds in the file, so that no fraction has to be written.
    private static let times: [(key: String, path: any WritableKeyPath<Limits, Double> & Sendable, range: ClosedRange<Int>, what: String)] =
        [
            ("handshake_ms", \.handshake, 100...60_000, "Time for a TLS handshake"),
            ("header_ms", \.headerTime, 100...120_000, "Time for the headers of a request"),
            ("body_ms", \.bodyTime, 100...300_000, "Time for its body"),
            ("keep_alive_ms", \.keepAlive, 100...600_000, "Time a connection may wait for its next request"),
            ("connection_age_ms", \.connectionAge, 1_000...86_400_000, "Time after which a connection is closed"),
            ("deadline_ms", \.deadline, 100...60_000, "Time in which a request is answered"),
            ("drain_ms", \.drain, 100...25_000, "Time to finish what is in flight at the end"),
        ]

    static let shape: FormShape = {
        let usual = Limits()
        return FormShape(
            "limits", "What a request may cost; what is not written keeps its default.",
            counts.map { .init($0.key, .integer($0.range), "\($0.what). Default \(usual[keyPath: $0.path])") }
                + times.map {
                    .init($0.key, .integer($0.range), "\($0.what), in milliseconds. Default \(Int(usual[keyPath: $0.path] * 1_000))")
                })
    }()

    static func compile(_ node: Node?, into diagnostics: inout Diagnostics) -> Limits {
        var limits = Limits()
        guard let node, let form = Form(node, "'limits'", shape, &diagnostics) else { return limits }
        for limit in counts {
            if let value = form.integer(limit.key, &diagnostics) { limits[keyPath: limit.path] = value }
        }
        for limit in times {
            if let value = form.integer(limit.key, &diagnostics) { limits[keyPath: limit.path] = Double(value) / 1_000 }
        }
        return limits
    }
}
