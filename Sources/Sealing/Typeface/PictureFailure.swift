/// Why a file is not taken as a picture.
package enum PictureFailure: Error, Sendable, Equatable {
    /// Not what it should be: a drawing with script, a page, a document.
    case notAPicture
    /// Over 1 MB, over 4,000 pixels a side or over 4 million in all.
    case tooLarge
    /// A picture, of a kind that is not read; says which: `JPEG`, `16 bits per sample`, `interlaced`.
    case unsupported(String)
    /// It begins as a PNG and does not go on as one.
    case damaged
}
