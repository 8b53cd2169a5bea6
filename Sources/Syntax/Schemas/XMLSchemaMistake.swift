package import Core

/// What is wrong with a schema, told to whoever put it there.
package struct XMLSchemaMistake: Error, Sendable {
    package enum Kind: Sendable {
        /// It names a file that is not in the set, or a way out of the set: another folder, a disk, a network.
        case outside
        /// It is XML and no schema, or libxml2 cannot use it.
        case invalid
        /// Larger, or with more in one content model, than any schema of messages needs to be.
        case tooLarge
    }

    package let kind: Kind
    package let span: Span
    package let message: String
    package let hint: String?
}

/// All that is wrong with a schema.
struct XMLSchemaMistakes: Error {
    var all: [XMLSchemaMistake]
}
