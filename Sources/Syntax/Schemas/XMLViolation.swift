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
        /// It is there by its local name, in another namespace than the schema's or in none.
        case attributeNamespace
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

    /// A local name on the way to the place.
    package struct Step: Sendable, Equatable {
        package let name: String
        /// Whether the schema has this name; else it is a sender's own invention.
        package let isOfSchema: Bool
    }

    package let rule: Rule
    /// From below the validated element to the place; that element alone when it is about itself.
    package let path: [Step]
    /// The local name of the attribute it is about.
    package let attribute: String?
    /// Of the element's start tag, counted from 1.
    package let line: Int

    func isAt(_ other: XMLViolation) -> Bool { path == other.path && attribute == other.attribute && line == other.line }
}
