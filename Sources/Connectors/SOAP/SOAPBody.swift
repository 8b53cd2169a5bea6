import Core
import Syntax

/// The body of a request as UTF-8, whatever it says of itself in `Content-Type` and in its XML declaration.
enum SOAPBody {
    private static let latin1 = ["iso-8859-1", "latin1", "windows-1252", "cp1252"]

    /// Checks the media type and what it says of the text; gives the bytes to read.
    ///
    /// - Parameters:
    ///   - takesLatin1: whether this vendor may write ISO-8859-1 or windows-1252.
    ///   - takesXOP: whether its messages may come in an XOP package.
    /// - Throws: `unsupportedMediaType` for a type, an encoding or a compression that is not read here; `encoding` when what is said and what is
    ///   sent disagree.
    static func read(_ request: Request, takesLatin1: Bool, takesXOP: Bool = false) throws(Fault) -> (type: MediaType, bytes: [UInt8]) {
        for coding in request.values(of: "Content-Encoding") where !coding.equalsIgnoringASCIICase("identity") {
            throw unsupported("Content-Encoding", "Een samengeperst bericht wordt niet gelezen.")
        }
        if takesXOP, let (type, bytes) = try XOPRequest.message(request) {
            guard SOAPVersion.allCases.contains(where: { $0.mediaType == type.name }) else { throw Fault(.unsupportedMediaType) }
            return (type, bytes)
        }
        guard let type = MediaType.ofBody(request), SOAPVersion.allCases.contains(where: { $0.mediaType == type.name }) else {
            throw Fault(.unsupportedMediaType)
        }
        guard takesLatin1 else {
            guard type.isUTF8 else { throw unsupported("charset", "Het bericht moet in UTF-8 staan.") }
            return (type, request.body)
        }
        let charset = type.parameter("charset")
        let declaration = XMLDeclaration(of: request.body)
        let said = [charset, declaration.encoding].compactMap { $0?.lowercased() }
        guard said.contains(where: { latin1.contains($0) }) else {
            guard type.isUTF8 else { throw unsupported("charset", "Het bericht moet in UTF-8, ISO-8859-1 of windows-1252 staan.") }
            return (type, request.body)
        }
        // A charset goes before the declaration (RFC 7303), but then one of them is wrong about names of people.
        guard said.allSatisfy({ latin1.contains($0) }), !declaration.hasMark else {
            throw Fault(
                .encoding,
                problems: [
                    Fault.Problem(
                        name: "encoding", code: "constant", reason: "Content-Type en het bericht zelf noemen niet dezelfde tekencodering.")
                ])
        }
        guard let bytes = Latin1.utf8(request.body[declaration.end...]) else { throw Fault(.encoding) }
        return (type, bytes)
    }

    private static func unsupported(_ name: String, _ reason: String) -> Fault {
        Fault(.unsupportedMediaType, problems: [Fault.Problem(name: name, code: "unsupported", reason: reason)])
    }
}
