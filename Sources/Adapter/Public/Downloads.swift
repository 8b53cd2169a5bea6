import Core

/// How a document that waits for its link is fetched. A link is good for one download that went well.
struct Downloads: Sendable {
    /// The document of a token, when its fetching is recorded. The token is hostile for all we know, and never told on.
    let fetch: @Sendable (_ token: String, _ peer: Peer) async -> Pipeline.Fetched
    /// How the download of a document ended.
    let finish: @Sendable (_ token: String, _ wholly: Bool) -> Void
}
