import Core
import Standard
import Syntax

/// Draws a vendor's contract when its files are compiled.
struct ContractDrawing {
    let folder: VendorFolder
    let standard: Standard
    let file: ConnectorFile
    let words: RequestWords
    let asks: [Ask]
    /// The reply samples by question, as their authors drew them.
    let replies: [Sample]

    enum Sample {
        case xml(SampleElement)
        case json(Node)
    }

    /// - Parameters:
    ///   - routes: every address.
    ///   - offered: the versions that every reply can be given in, the vendor's own first.
    ///   - recipes: for each question the compiled reply in the vendor's own version.
    func contract(_ routes: [Route], offered: [String], recipes: [Recipe]) -> Contract {
        let isXML = file.dialect.sampleSyntax == .xml
        let reply = ReplyContract(
            standard: standard, vocabularies: offered.map { ReplyVocabulary(standard: standard, version: $0, words: words) })
        let drawn = replies.map { sample in
            switch sample {
            case .xml(let root): XMLReplyContract(reply: reply).root(root)
            case .json(let root): JSONReplyContract(reply: reply).root(root)
            }
        }
        let found = asks.indices.map { at in
            let ask = asks[at]
            let own = routes.filter { $0.ask == at }
            var forms = recipes[ask.reply].xmlForm != nil ? ["xml"] : []
            let recipe = recipes[ask.reply]
            if recipe.jsonForm || (!isXML && !recipe.isDocumentOnly) { forms.append("json") }
            if forms.isEmpty, !recipe.isDocumentOnly { forms = ["xml"] }
            if recipe.pdfForm || file.document.accept { forms.append("pdf") }
            if recipe.linkForm { forms.append("link") }
            let request = RequestContract(
                pattern: ask.pattern ?? Pattern(), words: words, quirks: file.quirks, versions: offered, forms: forms)
            return Contract.Ask(
                question: ask.question, method: own.first?.method ?? "POST", paths: own.map(\.path), action: ask.action,
                request: ask.pattern == nil ? nil : request.root, headers: ask.headers.map { header($0, request) },
                reply: drawn[ask.reply])
        }
        return Contract(
            vendor: folder.name, syntax: isXML ? .xml : .json, hasFo02: isXML && file.faultStyle == "fo02", keyPlaces: file.keyPlaces,
            apiVersion: file.apiVersion, asks: found, versions: offered, prefixes: file.prefixes.map { ($0.prefix, $0.namespace) },
            standard: standard,
            cases: ContractCase.all(in: folder, path: routes.first { $0.method == "POST" }?.path ?? "", isXML: isXML),
            givesPDF: file.document.accept, givesLink: recipes.contains(where: \.linkForm))
    }

    private func header(_ pattern: HeaderPattern, _ request: RequestContract) -> Contract.Header {
        switch pattern.use {
        case .word(let number):
            let word = request.word(number, isOptional: pattern.isOptional)
            return Contract.Header(
                name: pattern.name, value: word.value, isRequired: !pattern.isOptional, means: word.means, refusal: nil)
        case .refused(let sentence):
            return Contract.Header(
                name: pattern.name, value: ContractValue(.text), isRequired: false,
                means: "Wordt geweigerd wanneer het gevuld is: \(sentence)", refusal: sentence)
        case .company:
            return Contract.Header(
                name: pattern.name, value: ContractValue(.text), isRequired: false,
                means: "Wordt geweigerd wanneer het gevuld is: \(RequestContract.company)", refusal: RequestContract.company)
        }
    }
}
