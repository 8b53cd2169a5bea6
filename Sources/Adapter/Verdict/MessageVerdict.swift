import ArgumentParser
import Connectors
import Core

/// `blauwbrug explain FILE`: why a vendor's message is accepted or refused. Reads the vendor folders and the standard; no settings are
/// needed, no source is asked, nothing is recorded.
struct MessageVerdict {
    let root: Root
    /// Nil to try them all.
    let vendor: String?
    let options: MessageOptions

    /// Tells the verdict.
    /// - Throws: an exit code when the message is refused or cannot be judged.
    func tell(_ path: String) throws {
        guard let bytes = File.read(path == "-" ? "/dev/stdin" : path) else {
            Words.complain("The message cannot be read: \(path.hidingLongNumbers)")
            throw ExitCode.wrongUsage
        }
        let file = SourceText(name: path == "-" ? "standard input" : path.hidingLongNumbers, bytes: bytes)
        let message = VerdictMessage(file, path: options.path, headers: options.headers.compactMap { MessageOptions.header($0) })
        let tenant = root.folders(in: "mappings").first { $0 != "standard" } ?? "gemeente"
        let verdicts = try connectors().map { $0.verdict(on: message, tenant: tenant) }
        // The order of the folders decides between equals.
        guard let best = verdicts.max(by: { $0.resemblance < $1.resemblance }) else {
            Words.complain("There is no vendor in connectors/vendors.")
            throw ExitCode.wrongFiles
        }
        let first = verdicts.first { $0.resemblance == best.resemblance } ?? best
        let others = verdicts.filter { $0.vendor != first.vendor }
        switch options.format ?? .text {
        case .text: Words.say(VerdictText(verdict: first, others: others).lines.joined(separator: "\n"))
        case .json: Words.say(VerdictJSON.text(first, others: others))
        }
        if !first.isAccepted { throw ExitCode.wrongFiles }
    }

    /// Those asked about. A mistake in the folder of another vendor is no business of this message.
    private func connectors() throws -> [Connector] {
        var diagnostics = Diagnostics()
        guard let standard = Catalogue.standard(root, &diagnostics) else { throw mistaken(diagnostics) }
        let limits = root.file("deploy/blauwbrug.yaml").flatMap { file -> Limits? in
            var noise = Diagnostics()
            return SettingsFile.compile(file, into: &noise)?.limits
        }
        let all = Catalogue.connectors(root, standard, limits: limits ?? Limits(), &diagnostics)
        guard let vendor else {
            let broken = root.folders(in: "connectors/vendors").filter { name in !all.contains { $0.vendor == name } }
            if !broken.isEmpty {
                Words.complain("Not compared with \(broken.joined(separator: ", ")): `blauwbrug check` tells what is wrong there.")
            }
            return all
        }
        if let connector = all.first(where: { $0.vendor == vendor }) { return [connector] }
        if root.folders(in: "connectors/vendors").contains(vendor) { throw mistaken(diagnostics) }
        Words.complain("There is no such vendor; there are: \(all.map(\.vendor).joined(separator: ", "))")
        throw ExitCode.wrongUsage
    }

    private func mistaken(_ diagnostics: Diagnostics) -> ExitCode {
        Words.complain(DiagnosticPrinter.text(diagnostics))
        return .wrongFiles
    }
}
