import Backends
import Connectors
import Core
import Logging
import Mappings
import NIOPosix
import NIOCore
import Standard
import Syntax
import Trust

/// A running installation: journal and gateway, and the generation that serves.
struct Server: Sendable {
    private let gateway: Gateway
    private let serving: Serving
    private let journal: JournalFile
    /// Nil when this installation issues no documents and checks none.
    private let register: IssuedRegister?
    /// Looks after mappings that are out of service.
    private let rounds: Task<Void, Never>
    private let reloader: Reloader?
    /// Where each listener answers, once it is bound.
    let addresses: [BoundAddress]

    /// What stood in the files before they were compiled, for a program that reads them again when they change.
    struct Reloading {
        let watch: FileWatch
        let sight: FileWatch.Sight
        /// False takes a change only when it is told to.
        let watches: Bool
    }

    /// Opens the journal, opens the sources and begins to listen, in that order: nothing is answered that cannot be recorded.
    ///
    /// - Parameter reloading: nil serves what was compiled until the end.
    static func start(
        _ catalogue: Catalogue, root: Root, logger: Logger, reloading: Reloading? = nil
    ) async throws(StartFailure) -> Server {
        let preparation = try Preparation(catalogue, root: root)
        let settings = preparation.settings
        let journal = try open(settings, root: root, logger: logger)
        let register: IssuedRegister?
        do throws(StartFailure) {
            register = try openRegister(settings, root: root)
        } catch {
            await journal.close()
            throw error
        }
        let first = preparation.generation(after: nil, journal: journal, register: register, logger: logger)
        let serving = Serving(first)
        let history = ReloadHistory()
        let status = StatusPage(serving: serving, history: history)
        Event.starting(
            version: Version.current, catalogue: catalogue.hash.hex, tenants: first.pipeline.served.count,
            vendors: catalogue.connectors.count
        ).log(to: logger)
        let gateway = Gateway(
            listeners: preparation.listeners, limits: settings.limits, threads: settings.networkLoops ?? System.coreCount,
            executor: first.pipeline.backends.executor, handle: { request, peer in await serving.reply(to: request, from: peer) },
            ready: { await serving.now.readiness.reasons() + (register?.isWritable == false ? ["documents"] : []) },
            status: { status.bytes },
            refuse: { refusal, request, peer in await serving.reply(to: refusal, of: request, from: peer) },
            openDoor: register.map { openDoor($0, serving, logger) },
            note: { event in Event.door(event).log(to: logger) })
        do {
            let addresses = try await gateway.start()
            let reloader = reloading.map {
                Reloader(
                    serving, gateway: gateway, root: root, logger: logger, history: history, watch: $0.watch, sight: $0.sight,
                    watches: $0.watches && settings.reload.watch)
            }
            reloader?.begin()
            return Server(
                gateway: gateway, serving: serving, journal: journal, register: register, rounds: rounds(serving), reloader: reloader,
                addresses: addresses)
        } catch {
            await first.pipeline.backends.close()
            await register?.close()
            await journal.close()
            let name = (error as? GatewayFailure)?.listener
            let address = preparation.listeners.first { $0.name == name }.map { " on \($0.host):\($0.port)" } ?? ""
            throw StartFailure(environment: "Cannot listen\(address): \(error).")
        }
    }

    /// Examines every mapping once, then at intervals those that are out of service; once a day it looks how long the seals still hold.
    private static func rounds(_ serving: Serving) -> Task<Void, Never> {
        Task.detached(priority: .utility) {
            await serving.now.pipeline.examine(all: true)
            // At the start they were looked at.
            var told = ContinuousClock.now
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(serving.now.settings.reload.recheck))
                await serving.now.pipeline.examine(all: false)
                guard ContinuousClock.now - told >= .seconds(86_400) else { continue }
                told = .now
                for tenant in serving.now.pipeline.served.values { (tenant.certifier as? Certifier)?.noteAge() }
            }
        }
    }

    /// Reads the files again, as `systemctl reload` asks.
    func reload() { reloader?.reload() }

    /// Finishes what is in flight, within the drain limit, and lets go of everything.
    func end() async {
        reloader?.end()
        rounds.cancel()
        await gateway.drain()
        await serving.now.pipeline.backends.close()
        await register?.close()
        await journal.close()
    }

    /// The pools of every tenant's sources, connected as the settings say.
    static func backends(_ catalogue: Catalogue, _ settings: Settings, root: Root) throws(StartFailure) -> Backends {
        Backends(tenants: try connections(catalogue, settings, root: root), loops: settings.databaseLoops ?? 1)
    }

    /// How every tenant's sources are reached; connects to nothing.
    static func connections(
        _ catalogue: Catalogue, _ settings: Settings, root: Root
    ) throws(StartFailure) -> [String: [(SourceFile, SourceConnection)]] {
        let secrets = Secrets(folder: settings.secrets.map { root.path($0) })
        var diagnostics = Diagnostics()
        var tenants: [String: [(SourceFile, SourceConnection)]] = [:]
        for tenant in settings.tenants {
            guard let compiled = catalogue.tenants[tenant.name] else { continue }
            tenants[tenant.name] = tenant.connections.compactMap { entry in
                guard let source = compiled.sources.first(where: { $0.name == entry.key }),
                    let connection = SourceConnection.compile(
                        entry.value, for: source, root: root.folder, secret: { secrets.secret($0) }, into: &diagnostics)
                else { return nil }
                return (source, connection)
            }
        }
        if diagnostics.hasErrors { throw StartFailure(diagnostics) }
        return tenants
    }

    /// A secret that everybody on the machine may read is none.
    static func checkPrivacy(_ settings: Settings, root: Root) throws(StartFailure) {
        let secrets = settings.secrets.map { folder in root.names(in: folder).map { "\(folder)/\($0)" } } ?? []
        let keys =
            settings.listeners.map(\.key) + (settings.site.map { [$0.key] } ?? []) + settings.tenants.flatMap { $0.seal?.key.files ?? [] }
        for file in secrets + keys where File.isOpenToAll(root.path(file)) {
            throw StartFailure(
                environment: "Everybody on this machine may read \(root.path(file)). Mend it with: chmod 600 \(root.path(file))")
        }
    }

    static func pseudonymKey(_ settings: Settings, _ secrets: Secrets) throws(StartFailure) -> PseudonymKey {
        let name = settings.journal.pseudonym
        guard let key = PseudonymKey(id: name.id, key: try need(name, secrets)) else {
            throw StartFailure(
                environment: "The pseudonym key needs an id such as p1 and a secret of at least 32 bytes; '\(name.secret)' is not that.")
        }
        return key
    }

    /// - Parameter root: nil for who only asks, and needs nothing that documents are sealed with.
    static func served(
        _ catalogue: Catalogue, _ settings: Settings, _ secrets: Secrets, sealingIn root: Root?
    ) throws(StartFailure) -> [String: Pipeline.Served] {
        var served: [String: Pipeline.Served] = [:]
        for tenant in settings.tenants {
            guard let compiled = catalogue.tenants[tenant.name] else { continue }
            let key = try need(tenant.kenmerk, secrets)
            guard key.reveal().count >= 32 else {
                throw StartFailure(environment: "The kenmerk key '\(tenant.kenmerk.secret)' must have at least 32 bytes.")
            }
            served[tenant.name] = Pipeline.Served(
                tenant: compiled, key: KenmerkKey(id: tenant.kenmerk.id, key: key), incomplete: tenant.incomplete,
                mappings: compiled.plans.map { JournalRecord.Mapping(name: $0.name, hash: $0.hash) },
                certifier: try root.flatMap { root throws(StartFailure) in
                    try Certifier.start(tenant, style: compiled.style, of: catalogue, settings, root: root, secrets: secrets)
                })
        }
        return served
    }

    private static func need(_ name: Settings.KeyName, _ secrets: Secrets) throws(StartFailure) -> Secret {
        if let secret = secrets.secret(name.secret) { return secret }
        throw StartFailure(
            environment:
                "There is no secret '\(name.secret)' in \(secrets.folder ?? "the folder 'secrets:' should name"). Make one with: openssl rand -hex 32"
        )
    }

    private static func open(_ settings: Settings, root: Root, logger: Logger) throws(StartFailure) -> JournalFile {
        let folder = root.path(settings.journal.folder)
        File.makeFolder(folder, mode: 0o750)
        do {
            return try JournalFile(folder: folder, note: { Event.journal($0).log(to: logger) })
        } catch {
            throw StartFailure(environment: "Cannot open the journal in \(folder): \(error)")
        }
    }

    /// What listens where, with its certificates as they are on disk now.
    ///
    /// - Parameter isPlain: the sandbox without TLS, whose listeners need no certificates.
    static func listeners(_ settings: Settings, root: Root, isPlain: Bool = false) throws(StartFailure) -> [Listener] {
        var listeners: [Listener] = []
        for listener in settings.listeners {
            if isPlain {
                let address = listener.address
                listeners.append(Listener(name: listener.name, host: address.host, port: address.port, purpose: .sandbox))
                continue
            }
            let chain = try read(listener.certificate, of: listener.name, root)
            let key = try read(listener.key, of: listener.name, root)
            var roots: [UInt8]?
            if let authority = listener.clientAuthority { roots = try read(authority, of: listener.name, root) }
            listeners.append(
                Listener(
                    name: listener.name, host: listener.address.host, port: listener.address.port,
                    tls: TLSMaterial(chain: chain, key: Secret(key), clientRoots: roots), clientCertificates: listener.clientCertificates))
        }
        if let site = settings.site, !isPlain {
            let chain = try read(site.certificate, of: PublicSettings.listener, root)
            let key = try read(site.key, of: PublicSettings.listener, root)
            listeners.append(
                Listener(
                    name: PublicSettings.listener, host: site.address.host, port: site.address.port, purpose: .open,
                    tls: TLSMaterial(chain: chain, key: Secret(key))))
        }
        if let admin = settings.admin { listeners.append(Listener(name: "admin", host: admin.host, port: admin.port, purpose: .admin)) }
        return listeners
    }

    private static func read(_ path: String, of listener: String, _ root: Root) throws(StartFailure) -> [UInt8] {
        if let bytes = File.read(root.path(path)) { return bytes }
        throw StartFailure(environment: "Listener '\(listener)': there is no readable file \(root.path(path)).")
    }
}
