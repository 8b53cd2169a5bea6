import Core
import Syntax

extension Settings {
    /// Where citizens, and whoever they show a document to, come: the page that checks documents, and what waits for a citizen to fetch it.
    struct PublicSettings: Sendable, Equatable {
        var address: Address
        /// Under which name everybody finds it, without a slash at the end; it stands in every document.
        let url: String
        /// Paths relative to the root.
        let certificate: String
        let key: String
        /// Minutes that a document waits to be fetched.
        let linkMinutes: Int
        /// Checks in a minute, from one address and from all together.
        let checks: Int
        let allChecks: Int
    }

    /// What certified documents need on this machine.
    struct DocumentSettings: Sendable, Equatable {
        /// The register of issued documents, relative to the root.
        var register = "state/register/documents.sqlite"
        /// The folder of fonts: `lato/Lato-Regular.ttf` and the others stand below it.
        var fonts = "/usr/share/fonts/truetype"
        /// Months after which the register forgets a document; nil keeps all.
        var keepMonths: Int?
        /// Whether the file has the section at all.
        var isWritten = false
    }

    /// Whether this installation has a register of issued documents.
    var hasRegister: Bool { site != nil || documents.isWritten || tenants.contains { $0.seal != nil } }
}

/// Compiles the `public:` and `documents:` sections.
enum PublicSettings {
    /// The name of the listener in logs, records and reloads.
    static let listener = "public"

    static let shape = FormShape(
        "public", "Where citizens check and fetch documents, over TLS. Without it there is no such page.",
        [
            .init(
                "address", .pattern(SettingsFile.addressPattern, "host:port, an IPv6 host between brackets"), required: true,
                "Host and port",
                examples: ["\"0.0.0.0:8444\""]),
            .init(
                "url", .text, required: true, "The address under which everybody finds it; it stands in every document",
                examples: ["\"https://schulden.voorbeeldstad.nl\""]),
            .init("certificate", .text, required: true, "The certificate's file: the leaf first (PEM)", examples: ["tls/public.pem"]),
            .init("key", .text, required: true, "The file of its key (PEM)", examples: ["tls/public.key"]),
            .init("link_minutes", .integer(1...1_440), "Minutes that a document waits to be fetched. Default 15"),
            .init("checks", .integer(1...100_000), "Checks of documents in a minute from one address. Default 20"),
            .init("all_checks", .integer(1...1_000_000), "Checks of documents in a minute from all addresses together. Default 600"),
        ])

    static let documentsShape = FormShape(
        "documents", "What certified documents need on this machine.",
        [
            .init(
                "register", .text, "The register of issued documents (SQLite). Default state/register/documents.sqlite",
                examples: ["state/register/documents.sqlite"]),
            .init(
                "fonts", .text, "The folder of fonts. Default /usr/share/fonts/truetype", examples: ["/usr/share/fonts/truetype"]),
            .init("keep_months", .integer(1...1_200), "Months after which the register forgets a document; it keeps all unless written"),
        ])

    static func compile(_ node: Node?, into diagnostics: inout Diagnostics) -> Settings.PublicSettings? {
        guard let node, let form = Form(node, "'public'", shape, &diagnostics) else { return nil }
        let address = form.need("address", &diagnostics).flatMap { SettingsFile.address($0, &diagnostics) }
        let url = form.need("url", &diagnostics).flatMap { Self.url($0, &diagnostics) }
        let certificate = form.needText("certificate", &diagnostics)
        let key = form.needText("key", &diagnostics)
        let minutes = form.integer("link_minutes", &diagnostics) ?? 15
        let checks = form.integer("checks", &diagnostics) ?? 20
        let all = form.integer("all_checks", &diagnostics) ?? 600
        guard let address, let url, let certificate, let key else { return nil }
        return Settings.PublicSettings(
            address: address, url: url, certificate: certificate, key: key, linkMinutes: minutes, checks: checks, allChecks: all)
    }

    static func documents(_ node: Node?, into diagnostics: inout Diagnostics) -> Settings.DocumentSettings {
        var documents = Settings.DocumentSettings()
        guard let node, let form = Form(node, "'documents'", documentsShape, &diagnostics) else { return documents }
        documents.isWritten = true
        documents.register = form.text("register", &diagnostics) ?? documents.register
        documents.fonts = form.text("fonts", &diagnostics) ?? documents.fonts
        documents.keepMonths = form.integer("keep_months", &diagnostics)
        return documents
    }

    /// `https://`, a host, perhaps a port, and nothing behind it: the pages have their own paths.
    private static func url(_ node: Node, _ diagnostics: inout Diagnostics) -> String? {
        guard let text = node.needText("'url'", &diagnostics) else { return nil }
        let written = text.hasSuffix("/") ? String(text.dropLast()) : text
        if written.hasPrefix("https://"), isHost(written.dropFirst("https://".count)) { return written }
        diagnostics.error(
            .publicURL, at: node.span, "'\(text)' is not https:// and a host", hint: "https://schulden.voorbeeldstad.nl, without a path")
        return nil
    }

    private static func isHost(_ text: Substring) -> Bool {
        var host = text
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            let port = text[text.index(after: colon)...]
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port), (1...65_535).contains(number) else {
                return false
            }
            host = text[..<colon]
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { return false }
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.dropFirst().dropLast().utf8.allSatisfy { byte in
                (0x30...0x3A).contains(byte) || (0x61...0x66).contains(byte | 0x20) || byte == UInt8(ascii: ".")
            }
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63
                && label.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
                }
        }
    }
}
