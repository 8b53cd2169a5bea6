import ArgumentParser
import Connectors
import Core
import Standard

/// How `try` and `explain` are told about whom: never by an argument, because arguments stand in process lists and shell histories.
struct AskingOptions: ParsableArguments {
    @Option(name: .long, help: "The tenant to ask; may be left out when there is one.")
    var tenant: String?

    @Flag(name: .customLong("bsn-stdin"), help: "Read the BSN from standard input; without it you are asked for it on the terminal.")
    var fromInput = false

    @Option(
        name: .long,
        help: ArgumentHelp("Ask what a vendor's message asks: a file with the message, whole or its body alone.", valueName: "file"))
    var request: String?

    @Option(name: .long, help: "Whose message it is: a folder of connectors/vendors.")
    var vendor: String?

    @Option(name: .customLong("document-version"), help: ArgumentHelp("The version of the standard to answer in.", valueName: "version"))
    var version: String?

    @Flag(name: .customLong("show-values"), help: "Show personal data although the output is no terminal.")
    var showValues = false

    @Option(name: .customLong("bsn"), help: .private)
    var typedSubject: String?

    @Argument(help: .private)
    var strays: [String] = []

    func validate() throws {
        if typedSubject != nil || strays.contains(where: { $0.count >= 8 && $0.allSatisfy(\.isNumber) }) {
            throw ValidationError(SubjectPrompt.misplaced)
        }
        // With a word more, it is `explain` of a message; only that command takes one.
        if strays.isEmpty, (request == nil) != (vendor == nil) { throw ValidationError("--request and --vendor go together.") }
        if request != nil, fromInput { throw ValidationError("Ask for a BSN or with a vendor's message, not both.") }
    }

    /// For commands that take no words.
    func refuseStrays(beyond count: Int = 0) throws {
        if strays.count > count { throw ValidationError("There is a word too many on the command line.") }
    }

    /// Whether anything says whom to ask about without a terminal to type at.
    var isGiven: Bool { fromInput || request != nil || SubjectPrompt.isTerminal }
}

/// What is asked: about whom, where, and in which version of the standard.
struct Asking {
    let subject: BSN
    let tenant: String
    let version: String
    /// How the vendor's reply would hold the document; nil when no vendor asks.
    let form: Rendition.Form?
}

extension AskingOptions {
    /// Reads whom it is about.
    /// - Throws: an exit code, after saying why.
    func asking(_ catalogue: Catalogue, root: Root) throws -> Asking {
        func refuse(_ why: String) -> ExitCode {
            Words.complain(why)
            return .wrongUsage
        }
        let names = (catalogue.settings?.tenants.map(\.name) ?? []).sorted()
        let list = names.joined(separator: ", ")
        if let tenant, !names.contains(tenant) { throw refuse("deploy/blauwbrug.yaml has no such tenant; it has: \(list)") }
        if let version, !catalogue.standard.versions.contains(version) {
            throw refuse("The standard has no such version; it has: \(catalogue.standard.versions.joined(separator: ", "))")
        }
        func chosen(_ named: String?) throws -> String {
            if let name = tenant ?? named, names.contains(name) { return name }
            guard names.count == 1 else { throw refuse("Say with --tenant which municipality to ask: \(list)") }
            return names[0]
        }
        guard let path = request, let vendor else {
            guard isGiven else { throw refuse("Say about whom: --bsn-stdin, or --request FILE --vendor VENDOR.") }
            let tenant = try chosen(nil)
            guard let subject = SubjectPrompt.read() else {
                throw refuse(SubjectPrompt.notOne)
            }
            return Asking(
                subject: subject, tenant: tenant, version: version ?? catalogue.standard.defaultVersion, form: nil)
        }
        guard let connector = catalogue.connectors.first(where: { $0.vendor == vendor }) else {
            throw refuse("There is no such vendor; there are: \(catalogue.connectors.map(\.vendor).joined(separator: ", "))")
        }
        guard let bytes = File.read(path) else { throw refuse("The message cannot be read: \(path)") }
        let file = SourceText(name: path, bytes: bytes)
        guard let message = connector.message(in: file, tenant: tenant ?? names.first ?? "") else {
            throw refuse("No address of vendor '\(vendor)' takes this message.")
        }
        do {
            let asked = try connector.asked(in: message.request, route: message.route, tenant: message.tenant)
            return Asking(
                subject: asked.inquiry.bsn, tenant: try chosen(asked.inquiry.tenant), version: version ?? asked.version, form: asked.form)
        } catch let fault as Fault {
            let problems = fault.problems.map { "\n  \($0.name): \($0.reason)" }.joined()
            Words.complain("Vendor '\(vendor)' would hear '\(fault.situation.rawValue)'.\(problems)")
            throw ExitCode.wrongFiles
        }
    }
}
