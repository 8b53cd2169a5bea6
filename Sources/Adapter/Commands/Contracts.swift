import ArgumentParser
import Connectors
import Core
import Syntax

/// `blauwbrug contracts`: what each vendor is promised, as files that its own tools read.
struct Contracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what each vendor is promised (WSDL, XSD, OpenAPI, JSON Schema, a dictionary), or compare it with an earlier time.",
        discussion: """
            Examples:
              blauwbrug contracts --output /tmp/contracts           one folder per vendor
              blauwbrug contracts --vendor soap --output /tmp/out   one vendor
              blauwbrug contracts --against docs/contracts          what changed since those files were written

            `serve` publishes the same at the addresses themselves: GET …?wsdl, GET …/v1/openapi.json. The exit code of --against is 1
            when a client that was made for the earlier contract may fail on this one.
            """)

    @OptionGroup var root: RootOption

    @Option(name: .long, help: ArgumentHelp("Only this vendor.", valueName: "vendor"))
    var vendor: String?

    @Option(name: .long, help: ArgumentHelp("Write the files into a folder of each vendor's name in this one.", valueName: "folder"))
    var output: String?

    @Option(name: .long, help: ArgumentHelp("Compare with what --output wrote there at an earlier time.", valueName: "folder"))
    var against: String?

    func validate() throws {
        if output == nil, against == nil { throw ValidationError("Say where: --output FOLDER writes, --against FOLDER compares.") }
    }

    func run() throws {
        let catalogue = try Catalogue.ready(root.folder)
        let chosen = catalogue.connectors.filter { vendor == nil || vendor == $0.vendor }
        guard !chosen.isEmpty else {
            let known = catalogue.connectors.map(\.vendor).joined(separator: ", ")
            Words.complain("There is no vendor '\(vendor ?? "")'. There is: \(known).")
            throw ExitCode.wrongUsage
        }
        let isBroken = try against.map { try compare(chosen, with: $0) } ?? false
        if let output { try write(chosen, to: output) }
        if isBroken { throw ExitCode.wrongFiles }
    }

    private func write(_ connectors: [Connector], to output: String) throws {
        for connector in connectors {
            let folder = "\(output)/\(connector.vendor)"
            File.makeFolder(folder)
            let files = connector.contract.allFiles
            for file in files {
                guard File.write(Array(file.text.utf8), to: "\(folder)/\(file.name)") else {
                    Words.complain("\(folder)/\(file.name) cannot be written.")
                    throw ExitCode.environment
                }
            }
            Words.say("wrote \(folder): \(files.map(\.name).joined(separator: ", "))")
        }
    }

    /// Tells every difference; says whether one breaks a client.
    private func compare(_ connectors: [Connector], with folder: String) throws -> Bool {
        let earlier = Root(folder)
        guard !earlier.folders(in: ".").isEmpty else {
            Words.complain("There are no contracts in \(folder). Write them with: blauwbrug contracts --output \(folder)")
            throw ExitCode.environment
        }
        var breaking = 0
        var compatible = 0
        func tell(_ vendor: String, _ change: ContractChange) {
            if change.isBreaking { breaking += 1 } else { compatible += 1 }
            Words.say("\(vendor): \(change.isBreaking ? "breaking" : "compatible"): \(change.place): \(change.what)")
        }
        for name in earlier.folders(in: ".") where vendor == nil && !connectors.contains(where: { $0.vendor == name }) {
            tell(name, ContractChange(isBreaking: true, place: name, what: "the vendor is gone"))
        }
        for connector in connectors {
            guard let file = earlier.file("\(connector.vendor)/\(ContractRecord.file)") else {
                tell(connector.vendor, ContractChange(isBreaking: false, place: connector.vendor, what: "a new vendor"))
                continue
            }
            guard let old = ContractRecord(file) else {
                Words.complain("\(folder)/\(file.name) is not what --output wrote.")
                throw ExitCode.wrongFiles
            }
            for change in ContractChange.all(from: old, to: ContractRecord(connector.contract)) { tell(connector.vendor, change) }
        }
        let count = connectors.count == 1 ? "1 vendor" : "\(connectors.count) vendors"
        Words.say("\(count) compared with \(folder): \(breaking) breaking, \(compatible) compatible.")
        return breaking > 0
    }
}

extension Contract {
    /// The files of a contract, its dictionary among them.
    var allFiles: [File] { files() + [File(name: "\(vendor).html", text: dictionary)] }
}
