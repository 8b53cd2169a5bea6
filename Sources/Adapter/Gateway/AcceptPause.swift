private import Glibc
import NIOCore

/// When the process has no descriptor or memory left for another connection, accepting rests for a moment: the listener stays readable, and
/// without this its loop would do nothing but fail to accept.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = Never

    private let note: @Sendable () -> Void
    private var isResting = false

    init(note: @escaping @Sendable () -> Void) { self.note = note }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(failure.errnoCode), !isResting else { return }
        isResting = true
        note()
        // Holding back `read` would not do: after an error the read that failed is still pending, and the socket stays registered.
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(250)) {
            let (pause, context) = bound.value
            pause.isResting = false
            try? context.channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
