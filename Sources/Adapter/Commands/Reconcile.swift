import ArgumentParser
import Backends
import Core
import Mappings
import Standard
import Syntax
import Trust

/// `blauwbrug reconcile`: proves over the whole table that what is mapped is what the source says, to the cent.
struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare what is mapped of all citizens with what the source itself says, to the cent.",
        discussion: """
            Works on every mapping that declares 'whole', or on the one that is named, connected as deploy/blauwbrug.yaml says; the run is written \
            down in the operator's journal. Shows sums over all citizens and the numbers of the cases that differ; never a BSN. Reads only. An \
            interrupted run (Ctrl-C) goes on with --resume.

            Examples:
              blauwbrug reconcile
              blauwbrug reconcile voorbeeldstad/heffingen
              blauwbrug reconcile voorbeeldstad/heffingen --resume
              blauwbrug reconcile voorbeeldstad --parallel 4 --list 1000

            Exit codes: 0 everything agrees, 1 something differs or a file is wrong, 2 wrong usage, 3 the environment fails or the run was stopped.
            """)

    @Argument(help: ArgumentHelp("The tenant and its mapping, or a tenant for all of its mappings.", valueName: "tenant/mapping"))
    var what: String?

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "Go on where an interrupted run stopped.")
    var resume = false

    @Option(name: .long, help: "Questions at the same time; as many as the source has connections unless given.")
    var parallel: Int?

    @Option(name: .long, help: "Case numbers to show of each kind of difference.")
    var list = 100

    func validate() throws {
        if let parallel, !(1...1_000).contains(parallel) { throw ValidationError("--parallel is a number from 1 to 1000.") }
        if list < 0 { throw ValidationError("--list is a number.") }
    }

    func run() async throws {
        let catalogue = try Catalogue.ready(root.folder)
        let chosen = try chosen(catalogue)
        let desk = try Desk.ready(catalogue, root: root.folder, command: "reconcile")
        let stop = WholeRun.Stop()
        let ending = Signals.watch()
        Task.detached {
            await ending.asked()
            stop.ask()
        }
        File.makeFolder(root.folder.path("state/reconcile"), mode: 0o750)
        var code = ExitCode.success
        for (tenant, plan) in chosen where code == .success || code == .wrongFiles {
            let found = await reconcile(plan, tenant, desk, stop)
            if found != .success { code = found }
        }
        await desk.close()
        if code != .success { throw code }
    }

    /// The mappings to work on, in the order of their names.
    private func chosen(_ catalogue: Catalogue) throws -> [(tenant: String, plan: Plan)] {
        let parts = (what ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        var found: [(String, Plan)] = []
        for tenant in catalogue.tenants.values.sorted(by: { $0.name < $1.name }) where parts.isEmpty || parts[0] == tenant.name {
            for plan in tenant.plans where parts.count < 2 || parts[1] == plan.name { found.append((tenant.name, plan)) }
        }
        if let what, found.isEmpty { throw catalogue.noMapping(what) }
        let declared = found.filter { $0.1.whole != nil }
        if declared.isEmpty {
            Words.complain(
                "\(what.map { "'\($0)'" } ?? "No mapping") declares \(what == nil ? "" : "no ")'whole', so nothing says what to compare with. "
                    + "docs/reconcile.md shows one."
            )
            throw ExitCode.wrongFiles
        }
        return declared
    }

    private func reconcile(_ plan: Plan, _ tenant: String, _ desk: Desk, _ stop: WholeRun.Stop) async -> ExitCode {
        guard let whole = plan.whole else { return .success }
        let name = "\(tenant)/\(plan.name)"
        let batch: BatchDesk
        do throws(Fault) { batch = try await BatchDesk.begin(plan, tenant: tenant, at: desk) } catch {
            Words.complain("\(name): \(Reconcile.words(error))")
            return .environment
        }
        let pool = desk.catalogue.tenants[tenant]?.sources.first { $0.name == plan.source }?.limits.pool ?? 8
        let path = root.folder.path("state/reconcile/\(tenant)-\(plan.name).state")
        var run = WholeRun(batch, whole, width: parallel ?? pool, path: path, stop: stop)
        let begun = ContinuousClock.now
        var code = ExitCode.success
        var isWhole: Bool?
        do throws(WholeRun.Ended) {
            let findings = try await run.findings(resuming: resume)
            isWhole = findings.failures.isEmpty
            let seconds = max(1, (ContinuousClock.now - begun).components.seconds)
            Words.say("\(name): \(findings.citizens.grouped()) citizens in \(seconds) s\n")
            Words.say(FindingsText(findings: findings, totals: whole.totals.map(\.name), limit: list).text + "\n")
            if !findings.agrees { code = .wrongFiles }
        } catch {
            code = .environment
            switch error {
            case .stopped(let asked, let citizens):
                Words.complain(
                    "\(name): stopped after \(asked.grouped()) of \(citizens.grouped()) citizens. "
                        + "Go on with: blauwbrug reconcile \(name) --resume")
            case .failed(let failure, let asked):
                let rest = asked > 0 ? " Go on with: blauwbrug reconcile \(name) --resume" : ""
                Words.complain("\(name): \(failure.kind.rawValue): \(failure.detail).\(rest)")
                if failure.kind == .data || failure.kind == .drift { code = .wrongFiles }
            }
        }
        do throws(Fault) { try await batch.end(rows: run.rows, isWhole: isWhole) } catch {
            Words.complain("\(name): \(Reconcile.words(error))")
            return .environment
        }
        return code
    }

    private static func words(_ fault: Fault) -> String {
        switch fault.situation {
        case .receiverUnknown: "deploy/blauwbrug.yaml has no such tenant, so nothing says how to reach its databases."
        case .journal: "the run cannot be recorded, so it is not made."
        default: "the settings offer no such source."
        }
    }
}
