import Core

/// How a document that waits for its link is fetched: taken, recorded, and only then given.
struct Downloads: Sendable {
    enum Fetched: Sendable {
        /// `ended` is told how the download went.
        case document(bytes: [UInt8], number: DocumentNumber, ended: @Sendable (_ wholly: Bool) -> Void)
        case pending
        /// It could not be made, or its fetching could not be recorded.
        case failed
        case unknown
    }

    let deposits: Deposits
    /// Returns true when it stands durably in the journal that this document is fetched.
    let record: @Sendable (Deposits.Contents) async -> Bool

    /// - Parameter token: as the link has it; hostile for all we know. Never told on.
    func fetch(_ token: String) async -> Fetched {
        switch deposits.take(token: token) {
        case .document(let bytes, let contents):
            guard await record(contents) else {
                deposits.finish(token: token, isComplete: false)
                return .failed
            }
            return .document(bytes: bytes, number: contents.number) { deposits.finish(token: token, isComplete: $0) }
        case .pending: return .pending
        case .failed: return .failed
        case .unknown: return .unknown
        }
    }
}
