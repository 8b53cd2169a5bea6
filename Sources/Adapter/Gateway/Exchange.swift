import Core
import NIOCore
import NIOHTTP1
import NIOSSL

/// One connection: requests in, answers out, one at a time and in order.
final class Exchange: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    /// What all connections of a listener share.
    struct Setting: Sendable {
        let listener: String
        let isLoopback: Bool
        let isTLS: Bool
        let limits: Limits
        let pace: PaceLimits
        let executor: (any TaskExecutor)?
        let work: Work
        /// Where more may be sent than the limits say; nil for nowhere.
        var uploads: OpenDoor.Uploads?
        let handle: @Sendable (Request, Peer) async -> Reply
        let refuse: @Sendable (Refusal, Request?, Peer) async -> Reply
        let note: @Sendable (GatewayEvent) -> Void
    }

    private enum Job {
        case ask(Request, keepsAlive: Bool)
        /// `of`: the head, when it was understood. `isWhole`: the client has nothing more to send, so the connection can close behind the answer.
        case refuse(Refusal, of: Request?, isWhole: Bool)
    }

    let setting: Setting
    private let number: UInt64
    private let address: String
    private let wire: Wire
    private let intake: Intake
    private let roster: Roster
    private var context: ChannelHandlerContext?
    private var peer: Peer?

    /// The request that is coming in.
    private var draft: Draft?
    private var body: [UInt8] = []
    /// Bytes of the room for uploads that the request at hand takes.
    private var held = 0
    private var owesContinue = false
    /// Requests that came whole, in order.
    private var inbox: CircularBuffer<Job> = []
    /// The request that is being answered.
    private var task: Task<Void, Never>?
    private var isAnswering = false
    private var keepsAlive = true
    private var isHead = false

    init(setting: Setting, number: UInt64, address: String, wire: Wire, intake: Intake, roster: Roster) {
        self.setting = setting
        self.number = number
        self.address = address
        self.wire = wire
        self.intake = intake
        self.roster = roster
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        roster.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelActive(context: ChannelHandlerContext) {
        if !setting.isTLS { establish(context) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The first event of the TLS handler is that the handshake is done.
        if !(event is ChannelEvent) { establish(context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func establish(_ context: ChannelHandlerContext) {
        guard peer == nil else { return }
        let certificate = setting.isTLS ? try? context.pipeline.syncOperations.nioSSL_peerCertificate()?.toDERBytes() : nil
        if let certificate, !CertificateStrength.isSufficient(certificate) {
            wire.isDeaf = true
            setting.note(.handshakeFailed(listener: setting.listener, connection: number, because: .certificateWeak))
            return slam()
        }
        peer = Peer(
            certificate: certificate, listener: setting.listener, address: address, isLoopback: setting.isLoopback, connection: number)
        wire.pace.enter(.idle, at: .now())
    }

    private func end() {
        guard context != nil else { return }
        context = nil
        roster.remove(self)
        leaveRoom()
        wire.isDeaf = true
        inbox.removeAll()
        if let task {
            task.cancel()
            self.task = nil
            let spent = NIODeadline.now() - wire.pace.since
            setting.note(.abandoned(listener: setting.listener, connection: number, milliseconds: Int(spent.nanoseconds / 1_000_000)))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if wire.isDeaf { return }
        switch error {
        case let error as HTTPParserError:
            switch error {
            case .invalidEOFState, .closedConnection: context.close(promise: nil)
            case .headerOverflow: refuse(wire.isInRequestLine ? .uriTooLong : .headersTooLarge)
            case .invalidVersion: refuse(.version)
            default: refuse(.malformed)
            }
        case is Intake.OverBudget: refuse(draft == nil ? .headersTooLarge : .malformed)
        case let error as NIOSSLError:
            if case .handshakeFailed(let inner) = error, peer == nil {
                wire.isDeaf = true
                let because = HandshakeFailure(libraryText: String(describing: inner))
                setting.note(.handshakeFailed(listener: setting.listener, connection: number, because: because))
            }
            slam()
        default: slam()
        }
    }

    // MARK: Requests in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if wire.isDeaf { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head)
        case .body(let bytes): add(bytes)
        case .end: complete()
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        do throws(Refusal) {
            let draft = try RequestCheck.check(head, limits(of: head))
            self.draft = draft
            wire.headIsComplete(body: draft.length)
            guard draft.length != 0 else { return }
            if !isAnswering { wire.pace.enter(.body, at: .now()) }
            if let length = draft.length, length <= setting.limits.body { body.reserveCapacity(length) }
            guard draft.awaitsContinue else { return }
            owesContinue = true
            if !isAnswering { sendContinue() }
        } catch {
            let announcesBody = head.headers.contains(name: "content-length") || head.headers.contains(name: "transfer-encoding")
            refuse(error, of: Exchange.request(head, setting.limits), isWhole: !announcesBody)
        }
    }

    private func add(_ bytes: ByteBuffer) {
        wire.took(body: bytes.readableBytes)
        wire.pace.received += bytes.readableBytes
        if let uploads = setting.uploads, let draft, draft.method == "POST", draft.path == uploads.path {
            guard body.count + bytes.readableBytes <= uploads.most else { return refuse(.tooLarge) }
            guard uploads.room.take(bytes.readableBytes) else { return refuse(.busy) }
            held += bytes.readableBytes
        } else {
            guard body.count + bytes.readableBytes <= setting.limits.body else { return refuse(.tooLarge) }
        }
        body.append(contentsOf: bytes.readableBytesView)
    }

    /// What is held of the limits: an upload may be larger.
    private func limits(of head: HTTPRequestHead) -> Limits {
        guard let uploads = setting.uploads, head.method == .POST, head.uri.prefix(while: { $0 != "?" }) == uploads.path else {
            return setting.limits
        }
        var wide = setting.limits
        wide.body = uploads.most
        return wide
    }

    /// The upload at hand is done with, however it ended.
    private func leaveRoom() {
        setting.uploads?.room.give(back: held)
        held = 0
    }

    private func complete() {
        guard let draft else { return }
        self.draft = nil
        owesContinue = false
        wire.requestIsComplete()
        let request = Request(method: draft.method, path: draft.path, query: draft.query, headers: draft.headers, body: body)
        body = []
        inbox.append(.ask(request, keepsAlive: draft.keepsAlive))
        // What follows an upgrade request or a last request is not ours to read.
        if !draft.keepsAlive { wire.isDeaf = true }
        next()
    }

    /// Refuses what is coming in, after the answers that are owed for what came before it. Nothing more is listened to.
    private func refuse(_ refusal: Refusal, of request: Request? = nil, isWhole: Bool = false) {
        wire.isDeaf = true
        let request = request ?? draft.map { Request(method: $0.method, path: $0.path, query: $0.query, headers: $0.headers) }
        draft = nil
        body = []
        leaveRoom()
        setting.note(.refused(listener: setting.listener, connection: number, because: refusal))
        inbox.append(.refuse(refusal, of: request, isWhole: isWhole))
        next()
    }

    /// A head that was refused, as far as it says whose address it was for; nil when not even that is sure.
    private static func request(_ head: HTTPRequestHead, _ limits: Limits) -> Request? {
        let path = head.uri.prefix { $0 != "?" }
        guard path.hasPrefix("/"), head.uri.utf8.count <= limits.uri else { return nil }
        return Request(method: head.method.rawValue, path: String(path), headers: head.headers.map { Request.Header($0.name, $0.value) })
    }

    // MARK: Answers out

    private func next() {
        guard !isAnswering, let context, let peer, let job = inbox.popFirst() else { return }
        isAnswering = true
        wire.isBusy = true
        switch job {
        case .ask(let request, let keepsAlive):
            self.keepsAlive = keepsAlive
            isHead = request.method == "HEAD"
            wire.pace.enter(.working, at: .now())
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            setting.work.begin()
            task = Task(executorPreference: setting.executor) { [handle = setting.handle, work = setting.work, loop = context.eventLoop] in
                let reply = await handle(request, peer)
                loop.execute { bound.value.finish(reply) }
                work.end()
            }
        case .refuse(let refusal, let request, let isWhole):
            isHead = false
            wire.pace.enter(.working, at: .now())
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            setting.work.begin()
            task = Task(executorPreference: setting.executor) { [refuse = setting.refuse, work = setting.work, loop = context.eventLoop] in
                let reply = await refuse(refusal, request, peer)
                loop.execute { bound.value.finish(refusal: reply, lingers: !isWhole) }
                work.end()
            }
        }
    }

    private func finish(refusal reply: Reply, lingers: Bool) {
        guard let context, task != nil else { return }
        task = nil
        write(reply, closes: true, lingers: lingers, context)
    }

    private func finish(_ reply: Reply) {
        guard let context, task != nil else {
            reply.ended?(false)
            return
        }
        task = nil
        leaveRoom()
        let now = NIODeadline.now()
        let closes = !keepsAlive || roster.isDraining || wire.pace.isAged(at: now, setting.pace)
        write(reply, closes: closes, lingers: false, context)
    }

    private func write(_ reply: Reply, closes: Bool, lingers: Bool, _ context: ChannelHandlerContext) {
        let bytes = ReplyWriter.write(
            reply, allocator: context.channel.allocator, date: roster.date, closes: closes, bodiless: isHead)
        guard closes else {
            context.writeAndFlush(wrapOutboundOut(bytes), promise: Exchange.promise(of: reply, context))
            isAnswering = false
            if context.channel.isWritable { proceed(context) } else { wire.pace.enter(.stalled, at: .now()) }
            return
        }
        wire.isDeaf = true
        inbox.removeAll()
        wire.pace.enter(.stalled, at: .now())
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let written = Exchange.promise(of: reply, context) ?? context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in bound.value.finished(lingers: lingers) }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: written)
    }

    /// Told when the last byte went out, for a reply that wants to know.
    private static func promise(of reply: Reply, _ context: ChannelHandlerContext) -> EventLoopPromise<Void>? {
        guard let ended = reply.ended else { return nil }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { result in
            if case .success = result { ended(true) } else { ended(false) }
        }
        return promise
    }

    private func finished(lingers: Bool) {
        guard let context else { return }
        wire.pace.enter(.lingering, at: .now())
        // Closing both ways with unread input would reset the connection, and the client might lose the answer.
        context.close(mode: lingers ? .output : .all, promise: nil)
    }

    /// The answer went out: the next request, if it came already, or listening again.
    private func proceed(_ context: ChannelHandlerContext) {
        if !inbox.isEmpty { return next() }
        wire.isBusy = false
        if draft == nil {
            wire.pace.enter(.idle, at: .now())
        } else {
            wire.pace.enter(.body, at: .now())
            if owesContinue { sendContinue() }
        }
        if let before = try? context.pipeline.syncOperations.context(handler: intake) { intake.resume(context: before) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, wire.pace.phase == .stalled, !isAnswering { proceed(context) }
        context.fireChannelWritabilityChanged()
    }

    private func sendContinue() {
        owesContinue = false
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: ReplyWriter.goOn)), promise: nil)
    }

    // MARK: The clock

    func isOverdue(at now: NIODeadline) -> Bool { wire.pace.isOverdue(at: now, setting.pace) }

    func timeOut(at now: NIODeadline) {
        let phase = wire.pace.phase
        if phase != .idle, phase != .lingering {
            setting.note(.timedOut(listener: setting.listener, connection: number, in: phase))
        }
        switch phase {
        case .head, .body: refuse(.tooSlow)
        case .idle: close()
        case .working: break
        case .handshake, .stalled, .lingering: slam()
        }
    }

    func drain() {
        switch wire.pace.phase {
        case .idle: close()
        case .handshake, .lingering: slam()
        case .head, .body, .working, .stalled: break
        }
    }

    private func close() {
        wire.isDeaf = true
        wire.pace.enter(.lingering, at: .now())
        context?.close(promise: nil)
    }

    /// Closes the socket without the courtesies of TLS.
    func slam() {
        guard let context else { return }
        if let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) {
            tls.close(promise: nil)
        } else {
            context.close(promise: nil)
        }
    }
}
