import Foundation
import Glibc
import Synchronization

/// A real PostgreSQL server on a folder and port of its own, started once for the whole suite.
///
/// It lives on a pipe: a small shell holds the other end and stops the server and removes the folder when the test process is gone,
/// however it went.
final class TemporaryPostgres: Sendable {
    let port: Int
    /// The folder of the unix socket.
    let folder: String
    /// The certificate authority of the server's TLS certificate, for 127.0.0.1.
    let authority: String
    private let binaries: String
    private let life: Mutex<Child>
    private let names = Atomic<Int>(0)

    /// The suite's server; its first use starts it.
    static let shared: TemporaryPostgres = {
        do { return try TemporaryPostgres() } catch { preconditionFailure("no PostgreSQL for the tests: \(error)") }
    }()

    /// The password of the role `lezer`, who logs in as a municipality's reader does.
    static let password = "wachtwoord-van-de-proef"

    init(connections: Int = 100) throws {
        binaries = try TemporaryPostgres.findBinaries()
        port = try TemporaryPostgres.freePort()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("blauwbrug-pg-\(getpid())-\(port)").path
        authority = folder + "/server.crt"
        // A program that ends before it has read its input must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = """
            set -e
            trap '' HUP INT TERM
            cd "$FOLDER"
            if [ "$(id -u)" = 0 ]; then chown postgres "$FOLDER"; as="setpriv --reuid=postgres --regid=postgres --clear-groups"; else as=; fi
            $as "$BINARIES/initdb" -D "$FOLDER/data" -U postgres -E UTF8 --locale=C -A trust >"$FOLDER/log" 2>&1
            $as openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=proef \
              -addext "subjectAltName=IP:127.0.0.1,DNS:localhost" -keyout "$FOLDER/server.key" -out "$FOLDER/server.crt" >>"$FOLDER/log" 2>&1
            printf 'local all all trust\\nhost all lezer 127.0.0.1/32 scram-sha-256\\nhost all all 127.0.0.1/32 trust\\n' \
              >"$FOLDER/data/pg_hba.conf"
            $as "$BINARIES/postgres" -D "$FOLDER/data" -p "$PORT" -k "$FOLDER" -c listen_addresses=127.0.0.1 -c fsync=off \
              -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=$CONNECTIONS -c ssl=on \
              -c ssl_cert_file="$FOLDER/server.crt" -c ssl_key_file="$FOLDER/server.key" >>"$FOLDER/log" 2>&1 </dev/null &
            server=$!
            cat >/dev/null
            for try in 1 2 3; do kill -QUIT $server 2>/dev/null && sleep 0.5; done
            kill -KILL $server 2>/dev/null || true
            wait $server || true
            rm -rf "$FOLDER"
            """
        let environment = [
            "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "FOLDER=\(folder)", "BINARIES=\(binaries)", "PORT=\(port)", "CONNECTIONS=\(connections)",
            "LC_ALL=C",
        ]
        life = Mutex(try Child("/bin/sh", ["-c", script], environment: environment))
        try waitUntilReady()
        try run("CREATE ROLE lezer LOGIN PASSWORD '\(TemporaryPostgres.password)'", in: "postgres")
    }

    private func waitUntilReady() throws {
        for _ in 0..<600 {
            if let text = try? query("SELECT 1", in: "postgres"), text == "1" { return }
            usleep(100_000)
        }
        let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "no log"
        throw Trouble("PostgreSQL did not start: \(log.suffix(2_000))")
    }

    /// Stops the server; what uses `shared` leaves that to the end of the process.
    func stop() {
        life.withLock { $0.closeInput() }
        for _ in 0..<100 where FileManager.default.fileExists(atPath: folder) { usleep(50_000) }
    }

    /// A fresh database.
    func database() throws -> String {
        let name = "proef\(names.wrappingAdd(1, ordering: .relaxed).newValue)"
        try run("CREATE DATABASE \(name)", in: "postgres")
        return name
    }

    /// Runs statements as the owner.
    func run(_ text: String, in database: String) throws { _ = try query(text, in: database) }

    /// Runs statements as the owner; gives what they print, cells separated by `|`.
    func query(_ text: String, in database: String) throws -> String {
        let arguments = [
            "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder, "-p", String(port), "-U", "postgres", "-d", database,
        ]
        return try Command.run(binaries + "/psql", arguments, input: text)
    }

    private static func findBinaries() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let sorted = versions.compactMap { Int($0) }.sorted(by: >)
        for version in sorted where FileManager.default.isExecutableFile(atPath: "\(root)/\(version)/bin/initdb") {
            return "\(root)/\(version)/bin"
        }
        throw Trouble("install the package 'postgresql'")
    }

    /// A port nobody listens on now.
    static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0 }
        }
        guard bound else { throw Trouble("no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

struct Trouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
