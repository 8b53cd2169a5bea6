import ArgumentParser
import Core
import Standard
import Syntax

/// `blauwbrug try`: what one citizen's answer is, from the live sources, as an overview.
struct Try: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what one citizen's answer is, from the live sources.",
        discussion: """
            Shows personal data: on a terminal, or with --show-values. Asks the sources as deploy/blauwbrug.yaml connects them, writes down who asked about whom (in the operator's journal, under a \
            pseudonym), and only then shows the overview. A BSN is never an argument: type it when asked, or give it on standard input.
            Exit code 3 when a source failed; what the others said is shown and marked as incomplete.

            Examples:
              blauwbrug try
              blauwbrug try --tenant voorbeeldstad --bsn-stdin < file-with-the-bsn
              blauwbrug try --request ask.xml --vendor soap
              blauwbrug try --as json --output answer.json
            """)

    /// How the document itself can be written.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case json, xml
    }

    @OptionGroup var root: RootOption
    @OptionGroup var who: AskingOptions

    @Option(name: .customLong("as"), help: "Write the document itself, in the standard's own form: json or xml.")
    var form: Form?

    @Option(name: .long, help: "The file to write the document to; only you can read it. Without it, --show-values writes it here.")
    var output: String?

    func validate() throws {
        try who.refuseStrays()
        if output != nil, form == nil { throw ValidationError("--output says where, say with --as what: json or xml.") }
    }

    func run() async throws {
        if form != nil, output == nil, !who.showValues {
            Words.complain("The document goes to a file with --output FILE, or here with --show-values. Nothing was asked.")
            throw ExitCode.wrongUsage
        }
        try Disclosure.begin(showValues: who.showValues || output != nil)
        let catalogue = try Catalogue.ready(root.folder)
        let desk = try Desk.ready(catalogue, root: root.folder, command: "try")
        let asking = try who.asking(catalogue, root: root.folder)
        let finding = try await desk.find(asking, as: written(asking))
        await desk.close()
        if form == nil {
            Words.say(finding.overview)
        } else {
            try write(finding)
        }
        if !finding.isComplete { throw ExitCode.environment }
    }

    private func written(_ asking: Asking) -> Rendition.Form {
        switch form {
        case nil: .values
        case .json: .json
        case .xml:
            if case .xml(let namespace)? = asking.form { .xml(namespace: namespace) } else { .xml(namespace: "urn:blauwbrug:fcid") }
        }
    }

    /// The document; of several organisations a JSON list, or one XML element around them.
    private func write(_ finding: Finding) throws {
        guard finding.isComplete else {
            let names = finding.rendition.completeness.missing.map { "\($0.source) (\($0.kind.rawValue))" }.joined(separator: ", ")
            Words.complain("Not written, because a document has no place to say that it is incomplete: \(names)")
            throw ExitCode.environment
        }
        let documents = finding.rendition.documents.map { String(decoding: $0.bytes, as: UTF8.self) }
        let text =
            switch (form, documents.count) {
            case (_, 1): documents[0]
            case (.xml, _): "<documenten>\(documents.joined())</documenten>"
            default: "[\(documents.joined(separator: ","))]"
            }
        guard let output else { return Words.say(text) }
        guard File.write(Array(text.utf8), to: output, mode: 0o600) else {
            Words.complain("Cannot write \(output)")
            throw ExitCode.environment
        }
        Words.complain("Wrote \(output): \(text.utf8.count) bytes with personal data, for your eyes only (mode 600).")
    }
}
