import ArgumentParser
import Connectors
import Core
import Syntax

/// `blauwbrug contracts`: what each vendor is promised, as files that its own tools read.
struct Contracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what each vendor is promised: WSDL, XSD, OpenAPI, JSON Schema and a dictionary of fields.",
        discussion: """
            Examples:
              blauwbrug contracts --output docs/contracts           one folder per vendor
              blauwbrug contracts --vendor soap --output /tmp/soap  one vendor
            """)

    @OptionGroup var root: RootOption

    @Option(name: .long, help: ArgumentHelp("Only this vendor.", valueName: "vendor"))
    var vendor: String?

    @Option(name: .long, help: ArgumentHelp("Write the files into this folder.", valueName: "folder"))
    var output: String

    func run() throws {
        let catalogue = try Catalogue.ready(root.folder)
        for connector in catalogue.connectors where vendor == nil || vendor == connector.vendor {
            let folder = "\(output)/\(connector.vendor)"
            File.makeFolder(folder)
            for file in connector.contract.files() {
                guard File.write(Array(file.text.utf8), to: "\(folder)/\(file.name)") else {
                    Words.complain("\(folder)/\(file.name) cannot be written.")
                    throw ExitCode.environment
                }
            }
            Words.say("wrote \(folder)")
        }
    }
}
