import Core
import Syntax

/// How this installation runs, as `deploy/blauwbrug.yaml` says: the only configuration there is. Holds names of secrets, no secrets.
struct Settings: Sendable {
    /// A host and a port; port 0 lets the system choose.
    struct Address: Sendable, Equatable {
        var host: String
        var port: Int

        /// Whether only this machine can reach it.
        var isLoopback: Bool { host == "127.0.0.1" || host == "::1" || host == "localhost" }
    }

    struct ListenerSettings: Sendable {
        let name: String
        var address: Address
        /// Paths relative to the root.
        let certificate: String
        let key: String
        let clientCertificates: Listener.ClientCertificates
        let clientAuthority: String?
        let anonymous: Bool
        let span: Span
    }

    struct KeyName: Sendable {
        let id: String
        let secret: String
    }

    struct TenantSettings: Sendable {
        let name: String
        let span: Span
        let kenmerk: KeyName
        let vendors: [Node]
        /// By which names messages and certificates know it, beside its own.
        let knownAs: [Node]
        let incomplete: Incomplete
        /// The lowest level of login that is accepted.
        let minimumAssurance: Assurance
        let representation: Representation
        /// The connection settings of each source, for the driver of its kind to read.
        let connections: [Node.Entry]
        /// Nil when nobody can ask for its documents certified.
        let seal: SealSettings?
    }

    /// What to do when a source gives no rows.
    enum Incomplete: String, CaseIterable, Sendable {
        /// The whole answer is an error.
        case refuse
        /// The answer is sent, marked *onvolledig*.
        case mark
    }

    /// What to do when one citizen asks for another.
    enum Representation: String, CaseIterable, Sendable {
        case allow, refuse
    }

    struct JournalSettings: Sendable {
        let folder: String
        let pseudonym: KeyName
    }

    struct ReloadSettings: Sendable {
        /// Whether changed files are taken without being told.
        var watch = true
        /// Milliseconds between two looks at the files when the system wakes nobody, as on a network file system.
        var every = 2_000
        /// Milliseconds between two looks at a database whose mapping is out of service.
        var recheck = 10_000
    }

    let listeners: [ListenerSettings]
    let admin: Address?
    let secrets: String?
    let journal: JournalSettings
    let tenants: [TenantSettings]
    let callers: Node?
    let limits: Limits
    /// Event loops for the network and for PostgreSQL; nil: as many as fit this machine.
    let networkLoops: Int?
    let databaseLoops: Int?
    let reload: ReloadSettings
    /// Where citizens come; nil when nobody does.
    let site: PublicSettings?
    let documents: DocumentSettings
    let file: SourceText
    let hash: Digest
}
