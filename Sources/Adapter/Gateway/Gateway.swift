private import Glibc
import Core
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import Trust

/// The door: listens, does TLS and HTTP/1.1, holds every limit, and hands whole requests to one closure.
final class Gateway: Sendable {
    private struct Open {
        var channels: [any Channel] = []
        var admin: [any Channel] = []
        var contexts: [String: TLSContext] = [:]
        var rosters: [NIOLoopBound<Roster>] = []
    }

    private let listeners: [Listener]
    private let limits: Limits
    private let rules: TLSRules
    private let executor: (any TaskExecutor)?
    private let handle: @Sendable (Request, Peer) async -> Reply
    private let ready: @Sendable () async -> [String]
    private let status: @Sendable () -> [UInt8]
    private let refuse: @Sendable (Refusal, Request?, Peer) async -> Reply
    private let openDoor: OpenDoor?
    private let note: @Sendable (GatewayEvent) -> Void
    private let group: MultiThreadedEventLoopGroup
    private let services: Admission
    private let admins = Admission(most: 64, perAddress: 64)
    private let visitors = Admission(most: OpenDoor.connections, perAddress: OpenDoor.connectionsPerAddress)
    private let work = Work()
    private let isDraining = Atomic(false)
    private let open = Mutex(Open())

    /// - Parameters:
    ///   - threads: event loops; at least one.
    ///   - executor: where the handler's task runs; nil is the global pool.
    ///   - handle: a request that passed the gateway's checks, and who sent it. Runs in a task that is cancelled when the client goes away.
    ///   - ready: names of what is not ready, for `/readyz`. Asked for each probe; keep it quick.
    ///   - status: the JSON of `/status`.
    ///   - refuse: how a refusal is said, given the head when it was understood.
    ///   - openDoor: what the listeners for citizens do; nil refuses to have any.
    ///   - note: told on event loops: no waiting.
    init(
        listeners: [Listener], limits: Limits, rules: TLSRules = .sufficient, threads: Int = System.coreCount,
        executor: (any TaskExecutor)? = nil, handle: @escaping @Sendable (Request, Peer) async -> Reply,
        ready: @escaping @Sendable () async -> [String] = { [] }, status: @escaping @Sendable () -> [UInt8] = { Array("{}\n".utf8) },
        refuse: @escaping @Sendable (Refusal, Request?, Peer) async -> Reply = Gateway.plainly, openDoor: OpenDoor? = nil,
        note: @escaping @Sendable (GatewayEvent) -> Void
    ) {
        self.listeners = listeners
        self.limits = limits
        self.rules = rules
        self.executor = executor
        self.handle = handle
        self.ready = ready
        self.status = status
        self.refuse = refuse
        self.openDoor = openDoor
        self.note = note
        group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, threads))
        services = Admission(most: limits.connections, perAddress: limits.connectionsPerAddress)
    }

    /// Listens on every address, or on none.
    ///
    /// - Throws: `GatewayFailure`.
    func start() async throws -> [BoundAddress] {
        DescriptorLimit.raise()
        do {
            var contexts: [String: TLSContext] = [:]
            for listener in listeners where listener.purpose == .open && openDoor == nil {
                throw GatewayFailure(listener: listener.name, reason: .listenerUnknown)
            }
            for listener in listeners { contexts[listener.name] = try context(of: listener) }
            let rosters = try await makeRosters()
            let prepared = contexts
            open.withLock {
                $0.contexts = prepared
                $0.rosters = Array(rosters.values)
            }
            var bound: [BoundAddress] = []
            for listener in listeners {
                let channel = try await bind(listener, contexts[listener.name], rosters)
                open.withLock { open in
                    if listener.purpose == .admin { open.admin.append(channel) } else { open.channels.append(channel) }
                }
                let port = channel.localAddress?.port ?? listener.port
                bound.append(BoundAddress(listener: listener.name, host: listener.host, port: port))
                note(.listening(listener: listener.name, port: port))
            }
            return bound
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Takes new certificates for the listeners of these names; connections that are open keep the old. Addresses stay.
    ///
    /// - Throws: when one cannot be used; then all stay as they were.
    func reload(_ listeners: [Listener]) throws(GatewayFailure) {
        let contexts = open.withLock { $0.contexts }
        var prepared: [(TLSContext, TLSContext.Held)] = []
        for listener in listeners {
            guard let context = contexts[listener.name], let fresh = try context.prepare(listener) else { continue }
            prepared.append((context, fresh))
        }
        for (context, fresh) in prepared { context.take(fresh) }
    }

    /// Stops: no new connections, idle ones closed, requests under way answered with `Connection: close`, and at the limit the rest cut.
    /// `/readyz` says no from the first moment, and the admin listener is the last to go.
    ///
    /// - Parameter seconds: nil takes the limit of the settings.
    func drain(within seconds: Double? = nil) async {
        guard !isDraining.exchange(true, ordering: .sequentiallyConsistent) else { return }
        let began = NIODeadline.now()
        let (channels, admin, rosters) = open.withLock { ($0.channels, $0.admin, $0.rosters) }
        for channel in channels { try? await channel.close() }
        for roster in rosters { roster.eventLoop.execute { roster.value.drain() } }
        // A second is kept for closing: nothing waits longer than the limit.
        let last = began + .nanoseconds(Int64((seconds ?? limits.drain) * 1_000_000_000))
        await wait(until: last - .seconds(1)) { [services, visitors] in services.open + visitors.open == 0 }
        let cut = services.open + visitors.open
        for roster in rosters { roster.eventLoop.execute { roster.value.cut() } }
        for channel in admin { try? await channel.close() }
        await wait(until: last) { [work] in work.isDone }
        note(.drained(cut: cut, milliseconds: Int((NIODeadline.now() - began).nanoseconds / 1_000_000)))
        // A handler that does not heed its cancellation would come back to a loop that is gone; the process is about to end anyway.
        if work.isDone { try? await group.shutdownGracefully() }
    }

    private func wait(until limit: NIODeadline, _ isDone: @Sendable () -> Bool) async {
        while !isDone(), NIODeadline.now() < limit {
            // Not Task.sleep: whoever drains may have been cancelled, and it would not sleep.
            try? await group.next().scheduleTask(in: .milliseconds(10)) {}.futureResult.get()
        }
    }

    private func context(of listener: Listener) throws(GatewayFailure) -> TLSContext? {
        if let material = listener.tls {
            let renewal = TimeAmount.nanoseconds(Int64(limits.connectionAge * 1_000_000_000))
            return try TLSContext(listener, material: material, rules: rules, renewal: renewal)
        }
        guard listener.purpose == .admin || listener.purpose == .sandbox, listener.isLoopback else {
            throw GatewayFailure(listener: listener.name, reason: .tlsMissing)
        }
        return nil
    }

    private func makeRosters() async throws -> [ObjectIdentifier: NIOLoopBound<Roster>] {
        var rosters: [ObjectIdentifier: NIOLoopBound<Roster>] = [:]
        for loop in group.makeIterator() {
            rosters[ObjectIdentifier(loop)] = try await loop.submit {
                let roster = NIOLoopBound(Roster(), eventLoop: loop)
                loop.scheduleRepeatedTask(initialDelay: Roster.tick, delay: Roster.tick) { _ in roster.value.look(at: .now()) }
                return roster
            }.get()
        }
        return rosters
    }

    private func setting(of listener: Listener) -> Exchange.Setting {
        if listener.purpose == .open, let openDoor { return setting(of: listener, openDoor) }
        let isAdmin = listener.purpose == .admin
        return Exchange.Setting(
            listener: listener.name, isLoopback: listener.isLoopback, isTLS: listener.tls != nil, limits: limits, pace: PaceLimits(limits),
            executor: isAdmin ? nil : executor, work: work, handle: isAdmin ? probing() : handle,
            refuse: isAdmin ? Gateway.plainly : refuse,
            note: note)
    }

    private func setting(of listener: Listener, _ door: OpenDoor) -> Exchange.Setting {
        var narrow = limits
        narrow.body = min(limits.body, OpenDoor.body)
        // Not the executor of the vendors' requests: whoever brings a file does not hold up who asks a question.
        return Exchange.Setting(
            listener: listener.name, isLoopback: listener.isLoopback, isTLS: listener.tls != nil, limits: narrow, pace: PaceLimits(limits),
            executor: nil, work: work, uploads: door.uploads, handle: door.handle, refuse: door.refuse, note: note)
    }

    /// A refusal without a reference, for a listener that keeps no records.
    static let plainly: @Sendable (Refusal, Request?, Peer) async -> Reply = { refusal, _, _ in refusal.reply(reference: nil) }

    private func probing() -> @Sendable (Request, Peer) async -> Reply {
        let probes = Probes(
            reasons: { [ready, self] in
                let reasons = await ready()
                return isDraining.load(ordering: .relaxed) ? ["draining"] + reasons : reasons
            }, status: status)
        return { request, _ in await probes.answer(request) }
    }

    private func bind(
        _ listener: Listener, _ tls: TLSContext?, _ rosters: [ObjectIdentifier: NIOLoopBound<Roster>]
    ) async throws -> any Channel {
        let setting = setting(of: listener)
        let admission =
            switch listener.purpose {
            case .admin: admins
            case .open: visitors
            case .service, .sandbox: services
            }
        let name = listener.name
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [note] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause { note(.acceptPaused(listener: name)) })
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [note] channel in
                let address = channel.remoteAddress?.ipAddress ?? ""
                let verdict = admission.enter(address)
                guard case .admitted(let number) = verdict else {
                    note(.connectionRefused(listener: name, perAddress: verdict == .fullForAddress))
                    return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
                }
                channel.closeFuture.whenComplete { _ in admission.leave(address) }
                return channel.eventLoop.makeCompletedFuture {
                    guard let roster = rosters[ObjectIdentifier(channel.eventLoop)]?.value else {
                        throw ChannelError.inappropriateOperationForState
                    }
                    try Gateway.furnish(channel, setting, number, address, tls, roster)
                }
            }
        do {
            return try await bootstrap.bind(host: listener.host, port: listener.port).get()
        } catch {
            throw GatewayFailure(listener: name, reason: Gateway.reason(error))
        }
    }

    private static func furnish(
        _ channel: any Channel, _ setting: Exchange.Setting, _ number: UInt64, _ address: String, _ tls: TLSContext?, _ roster: Roster
    ) throws {
        let now = NIODeadline.now()
        let handlers = channel.pipeline.syncOperations
        if let tls { try handlers.addHandler(NIOSSLServerHandler(context: tls.current(at: now))) }
        let wire = Wire(setting.limits, at: now)
        let intake = Intake(wire)
        try handlers.addHandler(intake)
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = max(setting.limits.headerField, setting.limits.uri)
        decoding.maxHeaderListSize = setting.limits.headerList + setting.limits.uri
        decoding.maxHeaderFieldCount = setting.limits.headers
        try handlers.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoding)))
        try handlers.addHandler(
            Exchange(setting: setting, number: number, address: address, wire: wire, intake: intake, roster: roster))
    }

    private static func reason(_ error: any Error) -> GatewayFailure.Reason {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: .addressInUse
        case EACCES, EPERM: .addressNotPermitted
        default: .addressUnusable
        }
    }
}
