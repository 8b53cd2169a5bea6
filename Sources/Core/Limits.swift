/// How large, how deep, how often, how long. Trust chooses the values, Syntax, Backends and the gateway obey them.
package struct Limits: Sendable, Equatable {
    // Bytes.
    package var body = 1_048_576
    package var headerList = 16_384
    package var headerField = 8_192
    package var uri = 2_048
    package var answer = 4_194_304
    /// Of certified documents that wait to be fetched or asked again.
    package var documents = 67_108_864
    // Counts.
    package var headers = 100
    package var connections = 5_000
    package var connectionsPerAddress = 200
    // Seconds.
    package var handshake = 5.0
    package var headerTime = 10.0
    package var bodyTime = 15.0
    package var keepAlive = 60.0
    package var connectionAge = 3_600.0
    package var deadline = 8.0
    package var drain = 22.0
    /// Bytes per second below which a body is too slow.
    package var bodyRate = 1_024
    package var xml = XMLLimits()
    package var json = JSONLimits()

    package init() {}
}

/// What an XML message may be, before libxml2 sees a byte of it.
package struct XMLLimits: Sendable, Equatable {
    package var depth = 64
    package var attributes = 64
    package var namespaces = 32
    package var nodes = 50_000
    /// Bytes.
    package var name = 256
    package var attributeValue = 8_192
    package var text = 262_144

    package init() {}
}

/// What a JSON message may be.
package struct JSONLimits: Sendable, Equatable {
    package var depth = 32
    /// Characters of one number.
    package var number = 32
    package var nodes = 50_000

    package init() {}
}

/// What one source may cost a request.
package struct SourceLimits: Sendable, Equatable, Hashable {
    package var rows = 10_000
    /// Bytes of all cells of one row set.
    package var bytes = 16_777_216
    /// Seconds.
    package var connect = 1.0
    package var total = 3.0
    /// Connections, and inquiries that may wait for one.
    package var pool = 8
    package var queue = 64

    package init() {}
}
