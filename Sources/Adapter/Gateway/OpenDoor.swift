import Core
import Synchronization

/// What the gateway does with those who come to the open listener: citizens, and whoever checks a document. They get answers of their own, and
/// never take the place of a vendor: their connections are counted apart.
struct OpenDoor: Sendable {
    /// Where a file may be sent to, which is larger than any other request.
    struct Uploads: Sendable {
        let path: String
        /// Bytes of one request.
        let most: Int
        let room: Room
    }

    /// Connections at once: in total, and from one address. Behind one address there can be a whole office.
    static let connections = 500
    static let connectionsPerAddress = 50
    /// Bytes of a request that is no upload.
    static let body = 4_096

    var uploads: Uploads?
    let handle: @Sendable (Request, Peer) async -> Reply
    let refuse: @Sendable (Refusal, Request?, Peer) async -> Reply
}

/// The memory in which uploads may be held at the same time, in bytes.
final class Room: Sendable {
    private let most: Int
    private let taken = Mutex(0)

    init(bytes: Int) { most = bytes }

    /// False when there is no such room left.
    func take(_ bytes: Int) -> Bool {
        taken.withLock { taken in
            guard taken + bytes <= most else { return false }
            taken += bytes
            return true
        }
    }

    func give(back bytes: Int) { taken.withLock { $0 -= bytes } }

    /// How much is taken now.
    var inUse: Int { taken.withLock { $0 } }
}
