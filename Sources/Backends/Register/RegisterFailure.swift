/// Why the register of issued documents cannot be used, or did not take a document. Names paths and codes, never a number or a hash.
package enum RegisterFailure: Error, Sendable, Equatable {
    /// Another instance writes it.
    case locked(path: String)
    /// A later program made it: its rows may mean more than we know.
    case newer(path: String, version: Int)
    /// It is a SQLite database of something else.
    case foreign(path: String)
    case system(call: String, errno: Int32)
    case sqlite(code: Int32, doing: String)
    /// The number or the file is in it already.
    case repeated
    /// More wait to be registered than may.
    case full
    case closed
}

extension RegisterFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked(let path): "another instance has it in use (\(path).lock); each instance needs a register of its own"
        case .newer(let path, let version): "\(path) was made by a later program (version \(version))"
        case .foreign(let path): "\(path) is the database of something else"
        case .system(let call, let errno): "\(call) failed with errno \(errno)"
        case .sqlite(let code, let doing): "SQLite code \(code) while \(doing)"
        case .repeated: "the number or the file is in it already"
        case .full: "too many documents wait to be registered"
        case .closed: "it is closed"
        }
    }
}
