package import Core

/// Faults outside any vendor's address: a path nobody has, a message the gateway itself refuses.
package enum PlainFaults {
    /// As `application/problem+json`: the one form every HTTP client shows.
    package static func reply(to fault: Fault, stamp: Stamp) -> Reply {
        ProblemDetails.reply(to: fault, stamp: stamp, headers: [])
    }
}
