import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// A time stamp authority for tests: openssl behind a small server, which does what the path asks: `good`, or lying in one way or another.
final class TimeStampService: @unchecked Sendable {
    let bench: SealBench
    private let process: Spawned
    let port: Int

    private static let script = """
        import http.server, os, subprocess, threading, time
        count = {}
        turn = threading.Lock()
        class Service(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def log_message(self, *words): pass
            def do_POST(self):
                way = self.path.strip('/')
                count[way] = count.get(way, 0) + 1
                query = bytearray(self.rfile.read(int(self.headers['Content-Length'])))
                if self.headers['Content-Type'] != 'application/timestamp-query': return self.answer(b'', 415)
                if way == 'hang': time.sleep(30)
                if way.startswith('down'): return self.answer(b'', 503)
                if way == 'large': return self.answer(bytes(200000))
                if way == 'rubbish': return self.answer(b'geen antwoord')
                if way == 'imprint': query[query.index(b'\\x04\\x20') + 4] ^= 1
                if way == 'nonce': query[query.index(b'\\x04\\x20') + 34 + 5] ^= 1
                name = '%s-%d' % (way, threading.get_ident())
                open(name + '.tsq', 'wb').write(query)
                section = way if way in ('expired', 'stranger', 'rejects') else 'good'
                with turn:
                    subprocess.run(['openssl', 'ts', '-reply', '-config', 'tsa.cnf', '-section', section, '-queryfile', name + '.tsq',
                        '-out', name + '.tsr'], check=True, timeout=20, stderr=subprocess.DEVNULL)
                reply = bytearray(open(name + '.tsr', 'rb').read())
                if way == 'signature': reply[-3] ^= 1
                self.answer(bytes(reply))
            def do_GET(self):
                way = self.path.strip('/')
                if way.endswith('.crl'):
                    count[way] = count.get(way, 0) + 1
                    return self.answer(open(way, 'rb').read()) if os.path.exists(way) else self.answer(b'', 404)
                self.answer(str(count.get(way, 0)).encode())
            def answer(self, body, status=200):
                self.send_response(status)
                self.send_header('Content-Type', 'application/timestamp-reply')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Service)
        server.daemon_threads = True
        open('port.new', 'w').write(str(server.server_port))
        os.rename('port.new', 'port')
        parent = os.getppid()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # Not longer than the tests, and never for long.
        end = time.monotonic() + 1800
        while os.getppid() == parent and time.monotonic() < end: time.sleep(0.5)
        """

    init() throws {
        bench = try SealBench()
        let stamping = ["keyUsage=critical,digitalSignature", "extendedKeyUsage=critical,timeStamping"]
        try bench.authority("tsa-root")
        try bench.authority("strange-root")
        try bench.issue("good", by: "tsa-root", extensions: stamping)
        try bench.issue("stranger", by: "strange-root", extensions: stamping)
        // `openssl ca` is the one command of OpenSSL 3.0 that gives a certificate a past.
        try bench.put(
            Array(
                """
                [ca]
                default_ca = own
                [own]
                database = index.txt
                new_certs_dir = .
                default_md = sha256
                policy = any
                rand_serial = yes
                [any]
                countryName = optional
                organizationName = optional
                commonName = supplied
                [stamping]
                \(stamping.joined(separator: "\n"))

                """.utf8), "ca.cnf")
        try bench.put([], "index.txt")
        try bench.issue("expired", by: "tsa-root", extensions: stamping)
        try bench.run(
            "openssl", "ca", "-batch", "-notext", "-config", "ca.cnf", "-in", "expired.csr", "-out", "expired.pem", "-cert", "tsa-root.pem",
            "-keyfile", "tsa-root.key", "-startdate", "20200101000000Z", "-enddate", "20210101000000Z", "-extensions", "stamping")
        let sections = ["good", "expired", "stranger", "rejects"].map { name in
            """
            [\(name)]
            serial = serial-\(name)
            signer_cert = \(name == "rejects" ? "good" : name).pem
            signer_key = \(name == "rejects" ? "good" : name).key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = \(name == "rejects" ? "sha512" : "sha256")
            accuracy = secs:1
            ess_cert_id_alg = sha256
            """
        }
        try bench.put(Array((sections.joined(separator: "\n") + "\n").utf8), "tsa.cnf")
        try bench.put(Array(TimeStampService.script.utf8), "tsa.py")
        process = try Spawned(["python3", "tsa.py"], in: bench.path(""))
        var found: Int?
        for _ in 0..<1_000 where found == nil {
            found = (try? bench.bytes("port")).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
            if found == nil { usleep(10_000) }
        }
        port = try #require(found)
    }

    deinit { process.kill() }

    func settings(
        _ way: String, whenDown: Settings.SealSettings.WhenDown = .refuse, timeout: Int = 120_000, port: Int? = nil
    ) throws -> Settings.SealSettings.TimeStamp {
        let file = SourceTextPlace.span
        return Settings.SealSettings.TimeStamp(
            url: try #require(WebAddress("http://127.0.0.1:\(port ?? self.port)/\(way)")),
            roots: Settings.SealSettings.Place(path: "tsa-root.pem", span: file), timeout: timeout, whenDown: whenDown)
    }

    func client(
        _ way: String, whenDown: Settings.SealSettings.WhenDown = .refuse, timeout: Int = 120_000, port: Int? = nil
    ) throws -> TimeStampClient {
        try #require(
            TimeStampClient(settings(way, whenDown: whenDown, timeout: timeout, port: port), roots: roots))
    }

    var roots: CertificateRoots {
        get throws { try #require(CertificateRoots(pem: bench.bytes("tsa-root.pem"))) }
    }

    /// How often it was asked in a way.
    func count(_ way: String) async throws -> Int {
        let address = try #require(WebAddress("http://127.0.0.1:\(port)/\(way)"))
        let client = try #require(WebClient(address))
        let body = try await client.ask(limit: 100, timeout: 120_000).body
        return try #require(Int(String(decoding: body, as: UTF8.self)))
    }
}

/// A place in no file, for settings that a test writes itself.
enum SourceTextPlace {
    static let span = Span(source: SourceText(name: "test", bytes: []), line: 1, column: 1)
}
