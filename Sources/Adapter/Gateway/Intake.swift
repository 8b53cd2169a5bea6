import NIOCore

/// Feeds the HTTP decoder in small slices, and none while a request is being answered: so a client gets its answers in order, and can make us
/// hold no more than one read of what it sent ahead.
///
/// It also counts: the decoder drops chunk extensions and empty lines unseen, however many there are.
final class Intake: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// More wrapping than content. Goes down the pipeline as an error.
    struct OverBudget: Error {}

    /// Bytes held back above which no more are read from the socket. Below it reading goes on also while a request is being answered:
    /// that is how we hear that the client went away.
    private static let mostHeld = 65_536
    /// Bytes read and thrown away after the last answer, above which the connection is cut.
    private static let mostDiscarded = 4_194_304

    private let wire: Wire
    private var held: ByteBuffer?
    private var discarded = 0
    private var isFeeding = false
    private var owesRead = false

    init(_ wire: Wire) { self.wire = wire }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if wire.isDeaf {
            discarded += bytes.readableBytes
            if discarded > Intake.mostDiscarded { context.close(promise: nil) }
            return
        }
        if held == nil {
            held = bytes
        } else {
            held?.writeImmutableBuffer(bytes)
        }
        feed(context)
    }

    func read(context: ChannelHandlerContext) {
        if let held, held.readableBytes > Intake.mostHeld {
            owesRead = true
        } else {
            context.read()
        }
    }

    /// The answer is out; what was held back may go on.
    func resume(context: ChannelHandlerContext) {
        feed(context)
        if owesRead, (held?.readableBytes ?? 0) <= Intake.mostHeld {
            owesRead = false
            context.read()
        }
    }

    private func feed(_ context: ChannelHandlerContext) {
        guard !isFeeding else { return }
        isFeeding = true
        defer { isFeeding = false }
        while !wire.isBusy, !wire.isDeaf, let count = held?.readableBytes, count > 0 {
            let size = min(count, wire.remaining.map { $0 > 0 ? $0 : Wire.slice } ?? Wire.slice)
            guard let slice = size == count ? held : held?.readSlice(length: size) else { return }
            if size == count { held = nil }
            wire.take(size, endsLine: slice.readableBytesView.contains(0x0A))
            context.fireChannelRead(wrapInboundOut(slice))
            if wire.isOverBudget, !wire.isDeaf { context.fireErrorCaught(OverBudget()) }
        }
        if wire.isDeaf { held = nil }
    }
}
