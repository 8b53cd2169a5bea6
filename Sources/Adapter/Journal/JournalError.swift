/// Why a record is not on disk, or a journal cannot be opened.
enum JournalError: Error, Sendable, Equatable {
    /// Another process writes this journal.
    case locked(folder: String)
    /// A line that was acknowledged is not what was written; number of the last good line before it.
    case damaged(segment: String, after: Int)
    /// The folder holds segments of more than one chain; an instance writes one.
    case severalChains(folder: String)
    /// A call of the system failed.
    case system(call: String, errno: Int32)
    /// More records wait than may.
    case full
    /// An earlier write failed, and the disk has not taken a trial write since.
    case unwritable
    /// The disk did not answer in time. It may still: then the record stays.
    case late
    case closed
}

extension JournalError: CustomStringConvertible {
    var description: String {
        switch self {
        case .locked(let folder): "another process writes the journal in \(folder)"
        case .damaged(let segment, let after): "\(segment) is damaged after record \(after); move the journal aside and look at it"
        case .severalChains(let folder): "\(folder) holds the segments of more than one journal; move all but one elsewhere"
        case .system(let call, let errno): "\(call) failed with errno \(errno)"
        case .full: "too many records wait to be written"
        case .unwritable: "the journal's disk refuses to be written"
        case .late: "the journal's disk does not answer in time"
        case .closed: "the journal is closed"
        }
    }
}

/// What an operator is told of the journal.
enum JournalEvent: Sendable, Equatable {
    case opened(chain: String, next: Int)
    /// A torn tail was set aside; its file and size in bytes.
    case recovered(file: String, bytes: Int)
    /// From now on nothing is answered.
    case failed(JournalError)
    /// The disk takes records again.
    case restored
    /// A new segment was begun.
    case rotated(segment: String)
}
