import Core

/// A statement of our own that a workbench command puts to a source: about its catalogue, its plans, or a sample whose cells are judged here
/// and go no further. Names in it are quoted by the kind's inspector; values are bound.
struct Look: Sendable, Hashable {
    let text: String
    var bound: [String] = []
}

/// What came of a look.
typealias Seen = Result<Rows, Failure>

extension Seen {
    /// The cells as text, row by row, when it worked.
    func cells() throws(Failure) -> [[String?]] {
        let rows = try get()
        return (0..<rows.count).map { row in (0..<rows.width).map { rows.text(row: row, column: $0) } }
    }
}

/// A source that can be looked at: an open one, and how long one round of looks may last.
struct Sight: Sendable {
    let backend: any Backend
    /// Seconds for a round, connecting included.
    let patience: Double

    /// Puts a round of looks to the source; each has its own outcome.
    func see(_ looks: [Look]) async -> [Seen] {
        guard !looks.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            backend.submit(
                Job(.looks(looks), [], about: nil, until: .now + .seconds(patience)) { job in
                    let failure = job.failure ?? Failure(.unreachable, "the source gave no answer")
                    let seen = looks.indices.map { index -> Seen in
                        index < job.seen.count ? job.seen[index] ?? .failure(failure) : .failure(failure)
                    }
                    continuation.resume(returning: seen)
                })
        }
    }

    func see(_ look: Look) async -> Seen { await see([look])[0] }
}
