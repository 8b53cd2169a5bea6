import Core
import Standard
import Syntax

/// What a vendor is promised: what it may send, where, and what it gets. Drawn from the same compiled samples and the same standard that
/// read requests and write replies, so that it cannot say another thing than they do.
package final class Contract: Sendable {
    /// One form of asking.
    package struct Ask: Sendable {
        package let question: String
        package let method: String
        /// As written, with `{tenant}`.
        package let paths: [String]
        /// The SOAPAction; nil where there is none.
        package let action: String?
        /// What the body must be; nil when there is none.
        let request: ContractPart?
        let headers: [Header]
        let reply: ContractPart
    }

    struct Header: Sendable {
        let name: String
        let value: ContractValue
        let isRequired: Bool
        let means: String
        /// Set when a filled one is refused.
        let refusal: String?
    }

    /// What its messages are written in.
    package enum Syntax: String, Sendable { case xml, json }

    package let vendor: String
    package let syntax: Syntax
    /// Whether a fault holds StUF's Fo02 message.
    let hasFo02: Bool
    /// Where its callers show their key.
    let keyPlaces: [KeyPlace]
    /// What `API-Version` says in answers.
    package let apiVersion: String
    package let asks: [Ask]
    /// Versions of the standard it can be answered in, its own first.
    package let versions: [String]
    let prefixes: [(prefix: String, namespace: String)]
    let standard: Standard
    /// The cases of the vendor that show a message, for examples: by name.
    let cases: [ContractCase]
    /// Whether the certified document can be the reply itself, and whether its address can be asked.
    let givesPDF: Bool
    let givesLink: Bool

    init(
        vendor: String, syntax: Syntax, hasFo02: Bool, keyPlaces: [KeyPlace], apiVersion: String, asks: [Ask], versions: [String],
        prefixes: [(prefix: String, namespace: String)], standard: Standard, cases: [ContractCase],
        givesPDF: Bool = false, givesLink: Bool = false
    ) {
        self.givesPDF = givesPDF
        self.givesLink = givesLink
        self.vendor = vendor
        self.syntax = syntax
        self.hasFo02 = hasFo02
        self.keyPlaces = keyPlaces
        self.apiVersion = apiVersion
        self.asks = asks
        self.versions = versions
        self.prefixes = prefixes
        self.standard = standard
        self.cases = cases
    }

    /// What a request must be, as schemas: files by relative name, and the one to begin with. Nil when the question has no body in XML.
    package func requestSchemas(of ask: Int) -> (files: [(name: String, text: String)], start: String)? {
        guard syntax == .xml, asks.indices.contains(ask), let request = asks[ask].request else { return nil }
        let set = SchemaSet(vendor, [(request, true)], prefixes: prefixes)
        let start = set.documents.first { $0.namespace == request.name.namespace }
        return start.map { start in (set.documents.map { ("\($0.name).xsd", $0.text()) }, "\(start.name).xsd") }
    }

    /// Everything a message of this vendor may be, faults too.
    package var schemas: SchemaSet {
        var messages: [(ContractPart, Bool)] = []
        for ask in asks {
            if let request = ask.request { messages.append((request, true)) }
            messages.append((ask.reply, false))
        }
        if hasFo02 { messages.append((Contract.fo02, false)) }
        return SchemaSet(vendor, messages, prefixes: prefixes)
    }

    /// StUF's fault message (StUF 03.01, chapter 3.4), as far as we write it.
    static let fo02: ContractPart = {
        func name(_ local: String) -> Markup.Name { Markup.Name(StUF.namespace, local) }
        func text(_ local: String, _ value: ContractValue, _ means: String, isOptional: Bool = false) -> ContractPart {
            ContractPart(name(local), isOptional: isOptional, .value(value), means: means)
        }
        let code = ContractPart(
            name("stuurgegevens"), .parts([.part(text("berichtcode", .constant("Fo02"), "Een vaste waarde."))]))
        let body = ContractPart(
            name("body"),
            .parts(
                [
                    text("code", ContractValue(.text, pattern: "^StUF[0-9]{3}$"), "De foutcode van StUF."),
                    text("plek", ContractValue(.text, words: ["client", "server"]), "Waar de fout zit."),
                    text("omschrijving", ContractValue(.text, least: 1, most: 200), "De omschrijving van StUF."),
                    text("details", ContractValue(.text, most: 1_000), "Wat er mis is, en onze referentie.", isOptional: true),
                ].map { .part($0) }))
        return ContractPart(name("Fo02Bericht"), .parts([.part(code), .part(body)]), means: "Een fout van StUF.")
    }()
}
