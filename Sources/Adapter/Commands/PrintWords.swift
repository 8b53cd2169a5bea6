import ArgumentParser
import Core

/// `blauwbrug words`: everything files can say, on one page; and the schemas that editors complete from.
struct PrintWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "Print the standard, readings, steps, keys and codes as one page, or write the schemas for editors.",
        discussion: """
            Needs only mappings/standard; docs/editors.md says how editors use the schemas.

            Examples:
              blauwbrug words                                        as Markdown, on standard output
              blauwbrug words --format html --output words.html      one page that needs nothing else
              blauwbrug words --schemas docs/schemas                 writes mapping.json, source.json, vendor.json …
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case markdown, html
    }

    @OptionGroup var root: RootOption

    @Option(name: .long, help: "The form of the page: markdown or html.")
    var format = Form.markdown

    @Option(name: .long, help: ArgumentHelp("Write the page to this file.", valueName: "file"))
    var output: String?

    @Option(name: .long, help: ArgumentHelp("Write the JSON Schemas of the kinds of files into this folder.", valueName: "folder"))
    var schemas: String?

    func run() throws {
        var diagnostics = Diagnostics()
        guard let standard = Catalogue.standard(root.folder, &diagnostics) else {
            Words.complain(DiagnosticPrinter.text(diagnostics))
            throw ExitCode.wrongFiles
        }
        if let schemas {
            File.makeFolder(schemas)
            for kind in FileKind.all(standard) { try write(kind.schema, to: "\(schemas)/\(kind.name).json") }
        }
        guard output != nil || schemas == nil else { return }
        let page = WordPage.page(standard)
        let text = format == .html ? page.html : page.markdown
        if let output { try write(text, to: output) } else { Words.say(String(text.dropLast())) }
    }

    private func write(_ text: String, to path: String) throws {
        guard File.write(Array(text.utf8), to: path) else {
            Words.complain("\(path) cannot be written.")
            throw ExitCode.environment
        }
        Words.say("wrote \(path)")
    }
}
