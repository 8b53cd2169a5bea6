import Core
import Syntax

/// The code and the words of a fault as a reply carries them, read from the reply itself.
struct RefusalCode {
    /// A StUF code, else a SOAP fault code, or the code of a problem.
    private(set) var code: String?
    /// The sentence a client shows.
    private(set) var title: String?

    init(_ reply: Reply) {
        if let node = try? JSONReader.read(reply.body, limits: JSONLimits()) {
            code = node["code"]?.text
            title = node["title"]?.text
            return
        }
        guard let markup = try? XMLReader.read(reply.body, limits: XMLLimits()) else { return }
        let texts = markup.tokens.indices.dropLast().filter { markup.tokens[$0].kind == .element && markup.tokens[$0 + 1].kind == .text }
        func text(_ wanted: [String]) -> String? {
            texts.first { wanted.contains(markup.names[markup.tokens[$0].name].local) }.map { markup.tokens[$0 + 1].text }
        }
        code = text(["code"]) ?? text(["faultcode", "Value"])
        // With a StUF code the words are the standard's; a plain fault says its reference there too.
        title = text(["omschrijving"])
    }
}
