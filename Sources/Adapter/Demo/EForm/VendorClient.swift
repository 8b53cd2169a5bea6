import Core
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Asks the running gateway as any vendor would: over TLS, with an API key, and with no other knowledge of it. One connection per question.
struct VendorClient: Sendable {
    struct Answer: Sendable {
        var status = 0
        var headers: [Request.Header] = []
        var body: [UInt8] = []

        func value(of name: String) -> String? { headers.first { $0.name.equalsIgnoringASCIICase(name) }?.value }
    }

    struct Failed: Error {
        enum Reason: Sendable {
            case unreachable, slow, tooLarge
        }

        let reason: Reason
    }

    private let port: Int
    private let context: NIOSSLContext

    /// - Parameter authority: PEM file of who signed the gateway's certificate.
    init(port: Int, authority: String) throws(Program.Failed) {
        self.port = port
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file(authority)
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw Program.Failed(text: "the eForm cannot read \(authority)")
        }
    }

    func post(_ path: String, headers: [Request.Header], body: [UInt8]) async throws(Failed) -> Answer {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Answer.self)
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(2)).channelInitializer { [context] channel in
            channel.eventLoop.makeCompletedFuture {
                let handlers = channel.pipeline.syncOperations
                try handlers.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                try handlers.addHTTPClientHandlers()
                try handlers.addHandler(Collector(promise))
            }
        }
        do {
            let channel: any Channel
            do {
                channel = try await bootstrap.connect(host: "127.0.0.1", port: port).get()
            } catch {
                promise.fail(Failed(reason: .unreachable))
                throw error
            }
            let limit = loop.scheduleTask(in: .seconds(20)) {
                promise.fail(Failed(reason: .slow))
                channel.close(promise: nil)
            }
            var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path)
            for header in [Request.Header("Host", "localhost:\(port)"), Request.Header("Content-Length", "\(body.count)")] + headers {
                head.headers.add(name: header.name, value: header.value)
            }
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            let answer = try await promise.futureResult.get()
            limit.cancel()
            channel.close(promise: nil)
            return answer
        } catch {
            throw error as? Failed ?? Failed(reason: .unreachable)
        }
    }

    /// Gathers one answer, of 16 MiB at most.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart

        private let promise: EventLoopPromise<Answer>
        private var answer = Answer()

        init(_ promise: EventLoopPromise<Answer>) { self.promise = promise }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                answer.status = Int(head.status.code)
                answer.headers = head.headers.map { Request.Header($0.name, $0.value) }
            case .body(let bytes):
                answer.body += bytes.readableBytesView
                if answer.body.count > 16_777_216 {
                    promise.fail(Failed(reason: .tooLarge))
                    context.close(promise: nil)
                }
            case .end: promise.succeed(answer)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { promise.fail(Failed(reason: .unreachable)) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            promise.fail(Failed(reason: .unreachable))
            context.close(promise: nil)
        }
    }
}
