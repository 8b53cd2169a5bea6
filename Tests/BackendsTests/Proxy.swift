import Foundation
import Glibc
import Synchronization

/// A door in front of a server that counts how often the conversation turns: whenever the client speaks after the server did.
final class Proxy: Sendable {
    let port: Int
    private let target: Int?
    private let listener: Int32
    private struct Talk {
        var turns = 0
        var clientSpoke = false
        var sockets: [Int32] = []
    }
    private let talk = Mutex(Talk())

    /// Round trips so far.
    var turns: Int { talk.withLock { $0.turns } }

    /// - Parameter target: the server's port; nil for a server that accepts and never says a word.
    init(from port: Int, to target: Int?) throws {
        self.port = port
        self.target = target
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
        guard Proxy.address(port, { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else { throw Trouble("no port \(port)") }
        Foundation.Thread.detachNewThread { [self] in accept() }
    }

    private static func address(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            talk.withLock { $0.sockets.append(client) }
            guard let target else { continue }
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard Proxy.address(target, { connect(server, $0, $1) }) == 0 else { continue }
            talk.withLock { $0.sockets.append(server) }
            Foundation.Thread.detachNewThread { [self] in carry(from: client, to: server, fromClient: true) }
            Foundation.Thread.detachNewThread { [self] in carry(from: server, to: client, fromClient: false) }
        }
    }

    private func carry(from: Int32, to: Int32, fromClient: Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(from, &buffer, buffer.count)
            guard count > 0 else { break }
            talk.withLock { talk in
                if fromClient, !talk.clientSpoke { talk.turns += 1 }
                talk.clientSpoke = fromClient
            }
            guard send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        shutdown(to, Int32(SHUT_RDWR))
        shutdown(from, Int32(SHUT_RDWR))
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        for socket in talk.withLock({ $0.sockets }) { shutdown(socket, Int32(SHUT_RDWR)) }
    }
}
