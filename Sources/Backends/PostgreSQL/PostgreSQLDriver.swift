import Core
import Glibc
import Syntax

/// `kind: postgresql`: a PostgreSQL server, over a socket.
struct PostgreSQLDriver: Driver {
    static let kind = "postgresql"
    static let usesLoops = true
    static let inspector: any Inspector = PostgreSQLInspector()

    static let connection = FormShape(
        "postgresql", "A PostgreSQL server; give the user only SELECT on what the mapping reads.",
        [
            .init(
                "host", .text, required: true, "A name, an address, or the folder of a Unix socket", examples: ["db.gemeente.example"]),
            .init("port", .integer(1...65_535), "Its port; 5432 unless written"),
            .init("database", .text, required: true, "The name of the database", examples: ["heffingen"]),
            .init("user", .text, required: true, "The role to log in with", examples: ["blauwbrug"]),
            .init(
                "tls", .word(of: TLS.self),
                "How the connection is protected; verify-full needs 'ca', disable is for this machine only and the default there"),
            .init("ca", .text, "The file of the authority that signed the server's certificate (PEM)", examples: ["tls/db-ca.pem"]),
        ])

    enum TLS: String, Sendable, CaseIterable {
        /// Encrypted, the certificate verified, its name too.
        case verifyFull = "verify-full"
        /// Plain; only within one machine.
        case disable
    }

    /// A name, an address, or the folder of a unix socket.
    let host: String
    let port: Int
    let database: String
    let user: String
    let tls: TLS
    /// The file of the certificate authority.
    let authority: String?
    let password: Secret?

    static func read(_ node: Node, at place: Place, _ diagnostics: inout Diagnostics) -> PostgreSQLDriver? {
        guard let form = Form(node, "the connection of a PostgreSQL source", connection, &diagnostics) else { return nil }
        let host = form.needText("host", &diagnostics)
        let database = form.needText("database", &diagnostics)
        let user = form.needText("user", &diagnostics)
        let port = form.integer("port", &diagnostics)
        let chosen = form.word("tls", of: TLS.self, &diagnostics)
        let authority = form.text("ca", &diagnostics).map(place.path)
        guard let host, let database, let user, form["tls"] == nil || chosen != nil, form["port"] == nil || port != nil else { return nil }
        let tls = chosen ?? (isLocal(host) ? .disable : .verifyFull)
        if tls == .disable, !isLocal(host) {
            diagnostics.error(
                .plainConnection, at: form["tls"]?.span ?? node.span, "'\(host)' is another machine: the connection must be encrypted",
                hint: "tls: verify-full, with 'ca'")
            return nil
        }
        if tls == .verifyFull, authority == nil {
            diagnostics.error(
                .missingAuthority, at: form["tls"]?.span ?? node.span, "'ca' is needed to verify the server's certificate",
                label: "'ca' is missing", hint: "the file of the certificate authority that signed it (PEM)")
            return nil
        }
        return PostgreSQLDriver(
            host: host, port: port ?? 5432, database: database, user: user, tls: tls, authority: authority, password: place.password)
    }

    /// Whether packets to this host cannot leave the machine.
    private static func isLocal(_ host: String) -> Bool {
        host.hasPrefix("/") || host == "localhost" || host == "::1" || (host.hasPrefix("127.") && isAddress(host))
    }

    /// Whether this is an IPv4 or IPv6 address, so that there is nothing to look up.
    static func isAddress(_ host: String) -> Bool {
        var out = in6_addr()
        return inet_pton(AF_INET, host, &out) == 1 || inet_pton(AF_INET6, host, &out) == 1
    }

    func open(_ file: SourceFile, on loops: EventLoops) -> any Backend {
        _ = PostgreSQLDriver.forgetEnvironment
        return PostgreSQLSource(self, file.limits, on: loops)
    }

    /// libpq also listens to `PGOPTIONS`, `PGSERVICE`, `PGHOSTADDR` and a dozen more; the settings are the only configuration there is. Done once,
    /// before the first session.
    private static let forgetEnvironment: Void = {
        var names: [String] = []
        var at = 0
        while let entry = environ[at] {
            let text = String(cString: entry)
            if text.hasPrefix("PG"), let end = text.firstIndex(of: "=") { names.append(String(text[..<end])) }
            at += 1
        }
        for name in names { unsetenv(name) }
    }()

    /// What libpq is told, besides the host's addresses. Everything else a session needs is set in its first round trip (`SessionText`). A role's
    /// own `search_path` holds: name the schema in the statements.
    func parameters(_ limits: SourceLimits) -> [(String, String)] {
        let patience = Int((limits.connect + limits.total) * 1_000)
        var list = [
            ("host", host), ("port", String(port)), ("dbname", database), ("user", user),
            ("application_name", "blauwbrug"), ("client_encoding", "UTF8"),
            ("keepalives", "1"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", String(patience)),
            ("gssencmode", "disable"), ("target_session_attrs", "any"),
            // A path that cannot exist: the password comes from the secrets folder or not at all.
            ("passfile", "/dev/null/none"),
        ]
        if let password { list.append(("password", password.revealText())) }
        switch tls {
        case .disable: list.append(("sslmode", "disable"))
        case .verifyFull:
            list += [("sslmode", "verify-full"), ("sslrootcert", authority ?? ""), ("ssl_min_protocol_version", "TLSv1.2")]
        }
        return list
    }
}
