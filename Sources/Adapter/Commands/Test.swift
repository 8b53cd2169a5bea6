import ArgumentParser
import Connectors
import Core
import Mappings
import Syntax

/// `blauwbrug test`: runs the cases that stand beside the mappings and the vendors. Needs no database.
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the cases beside the mappings and the vendors.",
        discussion: """
            Examples:
              blauwbrug test
              blauwbrug test --root /srv/ourmunicipality
              blauwbrug test --write      rewrites what the vendors' cases expect; look at the difference before you keep it
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "Write what the vendors' cases give now as what they expect.")
    var write = false

    func run() throws {
        var diagnostics = Diagnostics()
        guard let catalogue = Catalogue.compile(root.folder, into: &diagnostics) else {
            Words.complain(DiagnosticPrinter.text(diagnostics))
            throw ExitCode.wrongFiles
        }
        var passed = 0
        var failed = 0
        func tell(_ name: String, _ differences: [String]) {
            if differences.isEmpty {
                passed += 1
                return
            }
            failed += 1
            Words.complain((["FAILED \(name)"] + differences).joined(separator: "\n  "))
        }
        var mistakes = Diagnostics()
        for tenant in catalogue.tenants.values.sorted(by: { $0.name < $1.name }) {
            let folder = TenantFolder(root: root.folder, name: tenant.name)
            for (file, plan) in zip(tenant.files, tenant.plans) {
                guard let cases = folder.cases(beside: file) else {
                    Words.say("\(file.name) has no cases beside it")
                    continue
                }
                for result in MappingCase.run(cases, plan: plan, standard: catalogue.standard, into: &mistakes) {
                    tell("\(cases.name): \(result.name)", result.differences)
                }
            }
        }
        for connector in catalogue.connectors {
            let folder = VendorFolder(name: connector.vendor, files: root.folder.files(below: "connectors/vendors/\(connector.vendor)"))
            for result in ConnectorCase.run(folder: folder, connector: connector, standard: catalogue.standard, into: &mistakes) {
                if write, rewrite(result, of: connector.vendor) { continue }
                tell("connectors/vendors/\(connector.vendor)/cases/\(result.name)", result.differences)
            }
        }
        if mistakes.hasErrors { Words.complain(DiagnosticPrinter.text(mistakes)) }
        Words.say("\(passed) passed, \(failed + mistakes.errorCount) failed")
        if failed > 0 || mistakes.hasErrors { throw ExitCode.wrongFiles }
    }

    /// Writes the files in which a case differs; whether there were any and all could be written.
    private func rewrite(_ result: ConnectorCaseResult, of vendor: String) -> Bool {
        guard !result.passed else { return false }
        for (path, bytes) in result.actual.sorted(by: { $0.key < $1.key }) {
            let whole = "connectors/vendors/\(vendor)/\(path)"
            guard root.folder.file(whole)?.bytes != bytes else { continue }
            guard File.write(bytes, to: root.folder.path(whole)) else { return false }
            Words.say("wrote \(whole)")
        }
        return true
    }
}
