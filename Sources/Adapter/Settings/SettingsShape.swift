import Backends
import Connectors
import Core
import Syntax
import Trust

extension SettingsFile {
    /// `deploy/blauwbrug.yaml`, from top to bottom as people write it.
    static let shape = FormShape(
        "settings", "How one installation runs. Paths are relative to the root folder; no secret stands here.",
        [
            .init("listeners", .map(.form(listenerShape)), required: true, "Where vendors ask, by a name of your own"),
            .init("admin", .form(adminShape), "Where /livez and /readyz are", examples: ["{ address: \"127.0.0.1:9443\" }"]),
            .init("public", .form(PublicSettings.shape), "Where citizens, and whoever they show a document to, check and fetch it"),
            .init("documents", .form(PublicSettings.documentsShape), "The register of issued documents, and the fonts they are written in"),
            .init("secrets", .text, "The folder of secrets: one file each", examples: ["secrets"]),
            .init("journal", .form(journalShape), required: true, "The record of every request, durable before its answer leaves"),
            .init("tenants", .map(.form(tenantShape)), required: true, "The municipalities, each by the name of its folder in mappings/"),
            .init("callers", Policy.callersShape, "Who may ask, by a name of your own"),
            .init("limits", .form(LimitSettings.shape), "What a request may cost"),
            .init("loops", .form(loopsShape), "Event loops; as many as fit this machine unless written"),
            .init("reload", .form(reloadShape), "What becomes of files that change while it serves"),
            .init("check", .form(CheckSettings.shape), "Which warnings of `check` are errors here, and which are not told"),
        ])

    static let addressPattern = "^(\\[[^\\]]+\\]|[^:]+):[0-9]+$"

    static let listenerShape = FormShape(
        "listener", "An address at which vendors ask, over TLS.",
        [
            .init(
                "address", .pattern(addressPattern, "host:port, an IPv6 host between brackets"), required: true, "Host and port",
                examples: ["\"0.0.0.0:8443\""]),
            .init("certificate", .text, required: true, "The certificate's file: the leaf first (PEM)", examples: ["tls/server.pem"]),
            .init("key", .text, required: true, "The file of its key (PEM)", examples: ["tls/server.key"]),
            .init(
                "client_certificates", .word(of: Listener.ClientCertificates.self),
                "Whether a client shows a certificate; none unless written"),
            .init(
                "client_ca", .text, "The file of the authority whose client certificates are believed", examples: ["tls/pkioverheid.pem"]),
            .init("anonymous", .boolean, "True when anonymous callers may come in here; only on loopback"),
        ])

    static let adminShape = FormShape(
        "admin", "The admin listener: plain HTTP, on loopback.",
        [
            .init(
                "address", .pattern(addressPattern, "host:port, an IPv6 host between brackets"), required: true, "Host and port",
                examples: ["\"127.0.0.1:9443\""])
        ])

    static let journalShape = FormShape(
        "journal", "The record of every request.",
        [
            .init("folder", .text, required: true, "Where it is kept", examples: ["state/journal"]),
            .init(
                "pseudonym", .form(keyShape), required: true, "The key that keeps BSNs out of it",
                examples: ["{ id: p1, secret: pseudonym }"]),
        ])

    static let tenantShape = FormShape(
        "tenant", "A municipality that is served.",
        [
            .init(
                "kenmerk", .form(keyShape), required: true, "The key that makes the kenmerken its sources lack; never change it silently",
                examples: ["{ id: k1, secret: kenmerk }"]),
            .init(
                "vendors", .texts, required: true, "The folders of connectors/vendors in whose words it is served",
                examples: ["[json, soap]"]),
            .init(
                "known_as", .texts,
                "Its names in messages and certificates, beside that of its folder: an OIN, a code. A StUF message to another receiver is refused",
                examples: ["[\"0999\", \"00000001001234567000\"]"]),
            .init(
                "incomplete",
                .words([
                    .init(Settings.Incomplete.refuse.rawValue, "The whole answer is an error"),
                    .init(Settings.Incomplete.mark.rawValue, "The answer is sent, and says which source is missing"),
                ]), "What happens when a source gives no rows; refuse unless written"),
            .init(
                "minimum_assurance", .word(of: Assurance.self),
                "The lowest level at which a citizen must have logged in; midden unless written"),
            .init(
                "representation",
                .words([
                    .init(Settings.Representation.allow.rawValue, "A citizen may ask for another who authorised him (DigiD Machtigen)"),
                    .init(Settings.Representation.refuse.rawValue, "Citizens ask about themselves only"),
                ]), "What happens when one citizen asks for another; refuse unless written"),
            .init("seal", .form(SealSettings.shape), "What its certified documents are sealed with"),
            .init("sources", .map(SourceConnection.shape), "How to reach each source in connectors/sources/<tenant>"),
        ])

    static let keyShape = FormShape(
        "key", "A key: its name in records, and the secret that holds it.",
        [
            .init("id", .text, required: true, "Its name, told beside what it made", examples: ["k1"]),
            .init("secret", .text, required: true, "The name of the file in the secrets folder", examples: ["kenmerk"]),
        ])

    static let reloadShape = FormShape(
        "reload", "What becomes of files that change while it serves.",
        [
            .init("watch", .boolean, "False when changed files are taken at SIGHUP only"),
            .init("every_ms", .integer(100...600_000), "Milliseconds between two looks at the files", examples: ["2000"]),
            .init(
                "recheck_ms", .integer(100...600_000), "Milliseconds after which a mapping out of service is tried again",
                examples: ["10000"]),
        ])

    static let loopsShape = FormShape(
        "loops", "Event loops.",
        [
            .init("network", .integer(1...64), "For the network"),
            .init("database", .integer(1...64), "For PostgreSQL"),
        ])
}
