/// One place where a message does not hold against its schema. Never a value of the message: what it names are names.
package struct XMLViolation: Sendable, Equatable {
    package enum Rule: Sendable, Equatable {
        /// The schema has no such message.
        case unknownRoot
        /// The element ends too early; `expected` may come next.
        case missing(expected: [String])
        /// The element is unknown, or stands in the wrong place; `expected` may stand there.
        case unexpected(expected: [String])
        case attributeMissing
        case attributeUnknown
        /// Not of the type (a date, a number, …).
        case type
        case pattern
        /// `most`, `least` or exactly `limit` characters; the limit is the schema's, nil when it is not known.
        case tooLong(Int?)
        case tooShort(Int?)
        case wrongLength(Int?)
        case range
        case digits
        /// None of a list, or not the fixed value; `allowed` is the schema's, empty when it is long or not known.
        case constant(allowed: [String])
        case notNillable
        case notEmpty
        /// Text between elements.
        case mixed
        case elementInText
        /// A duplicate key, a wrong `xsi:type`, and whatever else a schema can ask.
        case other
    }

    package let rule: Rule
    /// Local names from below the validated element to the place, as the message writes them: a sender chose them.
    package let path: [String]
    /// The local name of the attribute it is about.
    package let attribute: String?
    /// Of the element's start tag, counted from 1.
    package let line: Int
}
