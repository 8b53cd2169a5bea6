import CLinux
import Glibc

/// A thread of our own, for what waits or blocks: an event loop, a SQLite worker, an errand, the journal.
package enum Thread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Something that tells threads apart.
    static var current: UInt { pthread_self() }

    /// Starts a thread that ends with its closure; false when the system has none to give.
    ///
    /// - Parameter name: what an operator sees in `top -H`; at most 15 characters.
    @discardableResult package static func start(_ name: String, _ run: @escaping @Sendable () -> Void) -> Bool {
        let body = Unmanaged.passRetained(Body(name, run))
        var thread = pthread_t()
        let error = pthread_create(&thread, nil, { body in Thread.main(body) }, body.toOpaque())
        guard error == 0 else {
            body.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private static func main(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let body {
            let body = Unmanaged<Body>.fromOpaque(body).takeRetainedValue()
            clinux_name_thread(body.name)
            body.run()
        }
        return nil
    }
}
