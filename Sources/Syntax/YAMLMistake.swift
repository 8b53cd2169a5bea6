import Core

/// What libyaml says of a text it cannot read, in words that tell what to do.
struct YAMLMistake {
    let message: String
    let hint: String?

    /// What was being read, by its beginning.
    static func context(_ told: String) -> String {
        switch told {
        case "while parsing a flow mapping": "the '{' is opened here"
        case "while parsing a flow sequence": "the '[' is opened here"
        case "while scanning a quoted scalar": "the quote is opened here"
        case "while parsing a block mapping": "the map begins here"
        case "while parsing a block collection": "the list begins here"
        case "while scanning a simple key": "the key begins here"
        case "while scanning a plain scalar": "the text begins here"
        default: told
        }
    }

    init(_ problem: String, at place: Span) {
        let line = place.source.line(place.line)
        let sign = line.dropFirst(place.column - 1).first
        switch problem {
        case "found character that cannot start any token" where sign == "\t" || line.prefix(while: \.isWhitespace).contains("\t"):
            message = "a tab cannot stand here"
            hint = "indent with blanks only"
        case "found character that cannot start any token":
            message = sign.map { "a text cannot begin with '\($0)'" } ?? problem
            hint = "put it between quotes"
        case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
            message = "a tab cannot stand here"
            hint = "indent with blanks only"
        case "mapping values are not allowed in this context":
            message = "a ':' where no key can stand"
            hint = "a text that holds ': ' stands between quotes; or this line stands further in than its neighbours"
        case "did not find expected key":
            message = "here should stand a key"
            hint = "the keys of one map stand exactly under each other; an apostrophe inside '…' is written twice"
        case "did not find expected '-' indicator":
            message = "here should stand the '- ' of a next item"
            hint = "the items of one list stand exactly under each other"
        case "block sequence entries are not allowed in this context":
            message = "a '- ' where no list can begin"
            hint = "put the list on the lines below its key, or write [a, b]"
        case "could not find expected ':'":
            message = "a key without its ':'"
            hint = "a key ends in ': ' with a blank behind it; this may be the line above"
        case "did not find expected ',' or '}'":
            message = "a '}' or ',' is missing"
            hint = "close it, and any quote in it; a text with , { } [ ] or ': ' in it stands between quotes"
        case "did not find expected ',' or ']'":
            message = "a ']' or ',' is missing"
            hint = "close it, and any quote in it; a text with , { } [ ] or ': ' in it stands between quotes"
        case "found unexpected end of stream":
            message = "the file ends inside a text"
            hint = "a quote was opened and not closed"
        case "found unknown escape character":
            message = "an escape that YAML does not know"
            hint = "between double quotes a backslash begins an escape; between single quotes it is a backslash"
        case "did not find expected alphabetic or numeric character":
            message = "a text cannot begin with '&' or '*'"
            hint = "put it between quotes"
        default:
            message = problem
            hint = nil
        }
    }
}
