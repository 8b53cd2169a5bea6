import Core
import Syntax

/// What a reader's complaint about bytes is to who sent them.
enum SyntaxWords {
    static func kind(_ mistake: Diagnostic) -> Verdict.Flaw.Kind {
        if mistake.message.contains("DOCTYPE") { return .doctype }
        switch mistake.code.name {
        case Code.notUTF8.name: return .encoding
        case Code.tooLarge.name: return .size
        case Code.duplicateKey.name: return .duplicate
        default: return .syntax
        }
    }

    /// The reader quotes names, and in a broken message anything may be taken for one.
    static func message(_ mistake: Diagnostic) -> String {
        let text = mistake.message.replacing("not XML as it is read here: ", with: "").replacing("not well-formed JSON: ", with: "")
            .replacing("the file ", with: "the body ")
        let told = SourceMask.longestNumber(text.utf8) >= 5 ? "it cannot be read from here on" : text
        return kind(mistake) == .duplicate
            ? "a key stands twice in one object" : "\(kind(mistake) == .syntax ? "not well-formed: " : "")\(told)"
    }

    static func fix(_ mistake: Diagnostic, isXML: Bool) -> String? {
        switch kind(mistake) {
        case .doctype: "leave the DOCTYPE out: SOAP 1.1 section 3 has none"
        case .encoding: isXML ? "send UTF-8, and let the declaration say so: <?xml version=\"1.0\" encoding=\"UTF-8\"?>" : "send UTF-8"
        case .size: "a question is a few kilobytes"
        case .duplicate: "send it once"
        default:
            isXML ? "write it with an XML library: it escapes <, & and quotes, and closes what it opens" : "write it with a JSON library"
        }
    }
}
