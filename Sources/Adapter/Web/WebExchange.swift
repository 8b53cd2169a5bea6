import NIOCore
import NIOHTTP1

/// Why a service on the web gave nothing.
enum WebFailure: Error, Sendable {
    case unreachable, timeout
    /// Another status than 200, more than was allowed, or no HTTP.
    case wrongReply
}

/// What is asked of a service on the web.
struct WebQuestion: Sendable {
    let head: HTTPRequestHead
    let body: [UInt8]
    /// Bytes of the answer at most.
    let limit: Int
    let promise: EventLoopPromise<WebAnswer>
}

/// What a service on the web answered, with status 200.
struct WebAnswer: Sendable {
    let headers: HTTPHeaders
    let body: [UInt8]
    /// Whether the connection can be asked again.
    let staysOpen: Bool

    /// Of the first header of that name.
    func value(of name: String) -> String? { headers.first(name: name) }
}

/// One connection to a service on the web: one question at a time, its answer collected within its limit.
final class WebExchange: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = WebQuestion
    typealias OutboundOut = HTTPClientRequestPart

    private var question: WebQuestion?
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let question = unwrapOutboundIn(data)
        self.question = question
        head = nil
        body = []
        context.write(wrapOutboundOut(.head(question.head)), promise: nil)
        if !question.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: question.body)))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard question != nil else { return context.close(promise: nil) }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard head.status == .ok else { return fail(context, .wrongReply) }
            self.head = head
        case .body(let part):
            guard body.count + part.readableBytes <= question?.limit ?? 0 else { return fail(context, .wrongReply) }
            body += part.readableBytesView
        case .end:
            guard let head, let question else { return fail(context, .wrongReply) }
            self.question = nil
            question.promise.succeed(
                WebAnswer(headers: head.headers, body: body, staysOpen: head.isKeepAlive))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(context, error is HTTPParserError ? .wrongReply : .unreachable)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(context, .unreachable)
        context.fireChannelInactive()
    }

    private func fail(_ context: ChannelHandlerContext, _ failure: WebFailure) {
        question?.promise.fail(failure)
        question = nil
        context.close(promise: nil)
    }
}
