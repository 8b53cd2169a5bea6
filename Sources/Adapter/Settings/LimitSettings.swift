import Core
import Syntax

/// Compiles the `limits:` section: what is not written keeps its default.
enum LimitSettings {
    private static let counts: [(key: String, path: any WritableKeyPath<Limits, Int> & Sendable, range: ClosedRange<Int>)] = [
        ("body", \.body, 1_024...16_777_216),
        ("header_list", \.headerList, 1_024...65_536),
        ("header_field", \.headerField, 256...65_536),
        ("uri", \.uri, 64...8_192),
        ("answer", \.answer, 65_536...67_108_864),
        ("headers", \.headers, 10...1_000),
        ("connections", \.connections, 1...100_000),
        ("connections_per_address", \.connectionsPerAddress, 1...100_000),
        ("body_rate", \.bodyRate, 0...1_048_576),
    ]

    /// In whole milliseconds in the file, so that no fraction has to be written.
    private static let times: [(key: String, path: any WritableKeyPath<Limits, Double> & Sendable, range: ClosedRange<Int>)] = [
        ("handshake_ms", \.handshake, 100...60_000),
        ("header_ms", \.headerTime, 100...120_000),
        ("body_ms", \.bodyTime, 100...300_000),
        ("keep_alive_ms", \.keepAlive, 100...600_000),
        ("connection_age_ms", \.connectionAge, 1_000...86_400_000),
        ("deadline_ms", \.deadline, 100...60_000),
        ("drain_ms", \.drain, 100...25_000),
    ]

    static func compile(_ node: Node?, into diagnostics: inout Diagnostics) -> Limits {
        var limits = Limits()
        guard let node, let form = Form(node, "'limits'", keys: counts.map(\.key) + times.map(\.key), &diagnostics) else { return limits }
        for limit in counts {
            if let value = form.integer(limit.key, in: limit.range, &diagnostics) { limits[keyPath: limit.path] = value }
        }
        for limit in times {
            if let value = form.integer(limit.key, in: limit.range, &diagnostics) { limits[keyPath: limit.path] = Double(value) / 1_000 }
        }
        return limits
    }
}
