import Core
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Asks one service on the web over HTTP/1.1, and keeps a few connections to it open between questions.
final class WebClient: Sendable {
    /// Connections that are kept open while nothing is asked.
    private static let kept = 4

    private let address: WebAddress
    /// Not nil for https.
    private let tls: NIOSSLContext?
    private let idle = Mutex<[any Channel]>([])

    /// Nil when there are no authorities to judge the service by.
    ///
    /// - Parameter authority: a PEM file of who signs the service's certificate; nil for whom this machine believes.
    init?(_ address: WebAddress, authority: String? = nil) {
        self.address = address
        guard address.isTLS else {
            tls = nil
            return
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authority { configuration.trustRoots = .file(authority) }
        guard let context = try? NIOSSLContext(configuration: configuration) else { return nil }
        tls = context
    }

    deinit { for channel in idle.withLock({ $0 }) { channel.close(promise: nil) } }

    /// The body of the answer, with its headers.
    ///
    /// - Parameters:
    ///   - body: what is posted; nil gets.
    ///   - headers: besides those of any request.
    ///   - limit: bytes of the answer at most.
    ///   - timeout: milliseconds, connecting included.
    func ask(
        _ body: [UInt8]? = nil, as type: String? = nil, headers: [Request.Header] = [], limit: Int, timeout: Int
    ) async throws(WebFailure) -> WebAnswer {
        let deadline = NIODeadline.now() + .milliseconds(Int64(timeout))
        let question = question(body, as: type, headers)
        // A connection that was open may just have been closed over there; then a new one, once.
        if let channel = pop() {
            do throws(WebFailure) {
                return try await ask(question, body, limit: limit, until: deadline, on: channel)
            } catch {
                if error != .unreachable { throw error }
            }
        }
        return try await ask(question, body, limit: limit, until: deadline, on: connected(until: deadline))
    }

    private func pop() -> (any Channel)? {
        idle.withLock { idle in
            while let channel = idle.popLast() {
                if channel.isActive { return channel }
            }
            return nil
        }
    }

    private func question(_ body: [UInt8]?, as type: String?, _ headers: [Request.Header]) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: body == nil ? .GET : .POST, uri: address.path)
        head.headers.add(name: "Host", value: address.authority)
        if let type { head.headers.add(name: "Content-Type", value: type) }
        if let body { head.headers.add(name: "Content-Length", value: "\(body.count)") }
        for header in headers { head.headers.add(name: header.name, value: header.value) }
        return head
    }

    private func ask(
        _ head: HTTPRequestHead, _ body: [UInt8]?, limit: Int, until deadline: NIODeadline, on channel: any Channel
    ) async throws(WebFailure) -> WebAnswer {
        let promise = channel.eventLoop.makePromise(of: WebAnswer.self)
        let alarm = channel.eventLoop.scheduleTask(deadline: deadline) { promise.fail(WebFailure.timeout) }
        channel.writeAndFlush(WebQuestion(head: head, body: body ?? [], limit: limit, promise: promise))
            .whenFailure { _ in promise.fail(WebFailure.unreachable) }
        do {
            let answer = try await promise.futureResult.get()
            alarm.cancel()
            let isKept =
                answer.staysOpen
                && idle.withLock { idle in
                    if idle.count < WebClient.kept { idle.append(channel) }
                    return idle.last === channel
                }
            if !isKept { channel.close(promise: nil) }
            return answer
        } catch {
            alarm.cancel()
            channel.close(promise: nil)
            throw error as? WebFailure ?? .unreachable
        }
    }

    private func connected(until deadline: NIODeadline) async throws(WebFailure) -> any Channel {
        let left = deadline - .now()
        guard left.nanoseconds > 0 else { throw .timeout }
        let tls = tls
        // An address has no name that could be indicated.
        let isName = (try? SocketAddress(ipAddress: address.host, port: 0)) == nil
        let name = isName ? address.host : nil
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(left)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
                        }
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(WebExchange())
                    }
                }
                .connect(host: address.host, port: address.port).get()
        } catch {
            if case ChannelError.connectTimeout = error { throw .timeout }
            throw .unreachable
        }
    }
}
