import Connectors
import Core
import Mappings

/// All cases of a root, run once, and written anew where that is asked.
struct CaseTrial {
    let catalogue: Catalogue
    let root: Root
    /// A text that `file: name` of a case must contain; nil for all.
    let only: String?
    let updates: Bool
    private(set) var passed = 0
    private(set) var failed = 0
    private(set) var coverages: [Coverage] = []
    /// Mistakes in the test files themselves.
    private(set) var mistakes = Diagnostics()

    init(catalogue: Catalogue, root: Root, only: String?, updates: Bool) {
        self.catalogue = catalogue
        self.root = root
        self.only = only
        self.updates = updates
    }

    /// Says of the name of a case whether it is run; what stands before it when it is told counts too.
    private func chooser(_ before: String) -> (String) -> Bool {
        guard let only else { return { _ in true } }
        return { "\(before)\($0)".contains(only) }
    }

    mutating func run() {
        for tenant in catalogue.tenants.values.sorted(by: { $0.name < $1.name }) {
            let folder = TenantFolder(root: root, name: tenant.name)
            for (file, plan) in zip(tenant.files, tenant.plans) {
                let walk = CoverageWalk(plan, file: file)
                let before = passed + failed
                if let cases = folder.cases(beside: file) {
                    run(cases, plan, walk)
                } else {
                    Words.say("\(file.name) has no cases beside it: `blauwbrug capture \(tenant.name)/\(plan.name)` makes a first one")
                }
                // Of a mapping without a chosen case nothing can be said.
                if only == nil || passed + failed > before { coverages.append(walk.coverage) }
            }
        }
        for connector in catalogue.connectors { run(connector) }
    }

    private mutating func run(_ written: SourceText, _ plan: Plan, _ walk: CoverageWalk) {
        var cases = written
        let chosen = chooser("\(written.name): ")
        if updates {
            let update = CaseUpdate(written, plan: plan, standard: catalogue.standard, chosen: chosen)
            for result in update.refused {
                Words.complain(
                    "\(result.span.place): '\(result.name)' cannot be rewritten in place; write its answer as a block and try again")
            }
            if write(update.file.bytes, over: written.bytes, to: written.name) { cases = update.file }
        }
        for result in MappingCase.run(
            cases, plan: plan, standard: catalogue.standard, chosen: chosen, coverage: walk, into: &mistakes)
        {
            count("\(result.span.place): \(result.name)", result.differences)
        }
    }

    private mutating func run(_ connector: Connector) {
        let place = "connectors/vendors/\(connector.vendor)"
        let folder = VendorFolder(name: connector.vendor, files: root.files(below: place))
        let results = ConnectorCase.run(
            folder: folder, connector: connector, standard: catalogue.standard,
            chosen: chooser("\(place)/cases/"), into: &mistakes)
        for result in results {
            guard updates, !result.passed, !result.actual.isEmpty else {
                count("\(place)/cases/\(result.name)", result.differences)
                continue
            }
            let isWritten = result.actual.sorted { $0.key < $1.key }.allSatisfy { path, bytes in
                write(bytes, over: folder.files[path]?.bytes ?? [], to: "\(place)/\(path)")
            }
            count("\(place)/cases/\(result.name)", isWritten ? [] : result.differences)
        }
    }

    private mutating func count(_ name: String, _ differences: [String]) {
        guard !differences.isEmpty else {
            passed += 1
            return
        }
        failed += 1
        let lines = differences.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map { "  \($0)" }
        Words.complain((["FAILED \(name)"] + lines).joined(separator: "\n"))
    }

    /// Writes a file that changed and shows how; false when it cannot be written.
    private func write(_ bytes: [UInt8], over old: [UInt8], to path: String) -> Bool {
        guard bytes != old else { return true }
        guard File.write(bytes, to: root.path(path)) else {
            Words.complain("\(path) cannot be written.")
            return false
        }
        Words.say("wrote \(path)")
        Words.say(LineDifference.text(from: old, to: bytes))
        return true
    }
}
