import Core
import Syntax

extension Settings {
    /// What the documents of a tenant are sealed with: `tenants.<t>.seal`.
    struct SealSettings: Sendable {
        /// A path relative to the root, and where it is written.
        struct Place: Sendable {
            let path: String
            let span: Span
        }

        /// Where the key is.
        enum Key: Sendable {
            /// A PEM file that is not encrypted.
            case pem(Place)
            /// A PKCS#12 file, and the name of the secret that opens it.
            case pkcs12(Place, secret: Place)
            /// A key that never leaves its module: its address (RFC 7512), the name of the secret that holds the PIN, and the module's library.
            case pkcs11(Place, pin: Place, module: Place)

            /// Files that are read here.
            var files: [String] {
                switch self {
                case .pem(let place), .pkcs12(let place, _): [place.path]
                case .pkcs11: []
                }
            }
        }

        /// How much the seal proves by itself (ETSI EN 319 142-1, 6.1).
        enum Level: String, CaseIterable, Sendable {
            /// Who and what.
            case basic = "b-b"
            /// And when, by a time stamp authority.
            case timed = "b-t"
            /// And that no certificate was revoked then.
            case lasting = "b-lt"
        }

        /// What happens when the time stamp authority does not answer.
        enum WhenDown: String, CaseIterable, Sendable {
            /// The document says the time by our clock only (B-B).
            case without
            /// There is no document.
            case refuse
        }

        struct TimeStamp: Sendable {
            let url: WebAddress
            let roots: Place
            /// Milliseconds for connecting, asking and being answered together.
            let timeout: Int
            let whenDown: WhenDown
        }

        let certificate: Place
        let key: Key
        let level: Level
        let levelSpan: Span
        /// Not nil when the level asks for time.
        let timeStamp: TimeStamp?
        /// What whoever checks here believes.
        let roots: Place

        /// The files that are read when serving begins.
        var files: [String] { [certificate.path, roots.path] + key.files + (timeStamp.map { [$0.roots.path] } ?? []) }
    }
}

/// Compiles `tenants.<t>.seal`.
enum SealSettings {
    static let shape = FormShape(
        "seal", "What the tenant's documents are sealed with. Without it nobody can ask for a certified document.",
        [
            .init("certificate", .text, required: true, "The seal certificate, then what issued it (PEM)", examples: ["tls/seal.pem"]),
            .init(
                "key", .choice([.text, .having("pkcs12", pkcs12Shape, otherwise: pkcs11Shape)]), required: true,
                "Its key: a PEM file, a PKCS#12 file, or a key in a hardware module", examples: ["tls/seal.key"]),
            .init(
                "level",
                .words([
                    .init(Settings.SealSettings.Level.basic.rawValue, "Who sealed what"),
                    .init(Settings.SealSettings.Level.timed.rawValue, "And when, by a time stamp authority"),
                    .init(Settings.SealSettings.Level.lasting.rawValue, "And that nothing was revoked then; for long keeping"),
                ]), "How much the seal proves by itself; b-t when there is a time stamp authority, else b-b, unless written"),
            .init("time_stamp", .form(timeStampShape), "The time stamp authority (RFC 3161); b-t and b-lt need one"),
            .init(
                "roots", .text, required: true, "The authorities (PEM) under which whoever checks a document here believes it",
                examples: ["tls/seal-root.pem"]),
        ])

    static let pkcs12Shape = FormShape(
        "pkcs12_key", "A key in a PKCS#12 file.",
        [
            .init("pkcs12", .text, required: true, "The file", examples: ["tls/seal.p12"]),
            .init("secret", .text, required: true, "The name of the secret that opens it", examples: ["seal"]),
        ])

    static let pkcs11Shape = FormShape(
        "pkcs11_key", "A key in a hardware module, which never leaves it.",
        [
            .init(
                "pkcs11", .pattern("^pkcs11:", "an address that begins with pkcs11:"), required: true,
                "The key's address (RFC 7512), without its PIN",
                examples: ["\"pkcs11:token=zegel;object=zegel;type=private\""]),
            .init("pin", .text, required: true, "The name of the secret that holds the PIN", examples: ["hsm-pin"]),
            .init(
                "module", .text, required: true, "The library of the module's maker", examples: ["/usr/lib/softhsm/libsofthsm2.so"]),
        ])

    static let timeStampShape = FormShape(
        "time_stamp", "A time stamp authority (RFC 3161).",
        [
            .init("url", .text, required: true, "Its address", examples: ["\"http://tsa.example/\""]),
            .init("roots", .text, required: true, "The authorities that stand for it (PEM)", examples: ["tls/tsa-roots.pem"]),
            .init("timeout_ms", .integer(50...30_000), "Milliseconds in which it must have answered. Default 2000"),
            .init(
                "when_down",
                .words([
                    .init(Settings.SealSettings.WhenDown.without.rawValue, "Documents are sealed without its time"),
                    .init(Settings.SealSettings.WhenDown.refuse.rawValue, "No document is sealed"),
                ]), "What happens when it does not answer; refuse unless written"),
        ])

    static func compile(_ node: Node?, into diagnostics: inout Diagnostics) -> Settings.SealSettings? {
        guard let node, let form = Form(node, "'seal'", shape, &diagnostics) else { return nil }
        let certificate = place("certificate", form, &diagnostics)
        let key = form.need("key", &diagnostics).flatMap { Self.key($0, &diagnostics) }
        let roots = place("roots", form, &diagnostics)
        let written = form["time_stamp"]
        let timeStamp = written.flatMap { Self.timeStamp($0, &diagnostics) }
        let word = form.word("level", of: Settings.SealSettings.Level.self, &diagnostics)
        if form["level"] != nil, word == nil { return nil }
        let level = word ?? (written == nil ? .basic : .timed)
        if written == nil, level != .basic {
            diagnostics.error(
                .sealTimeStamp, at: form.entry("level")?.value.span ?? node.span, "level \(level.rawValue) needs a time stamp authority",
                hint: "add 'time_stamp', or level: b-b")
        }
        guard let certificate, let key, let roots, (written == nil) == (timeStamp == nil) else { return nil }
        return Settings.SealSettings(
            certificate: certificate, key: key, level: level, levelSpan: form.entry("level")?.value.span ?? node.span,
            timeStamp: level == .basic ? nil : timeStamp, roots: roots)
    }

    private static func place(_ key: String, _ form: Form, _ diagnostics: inout Diagnostics) -> Settings.SealSettings.Place? {
        guard let text = form.needText(key, &diagnostics), let node = form[key] else { return nil }
        return Settings.SealSettings.Place(path: text, span: node.span)
    }

    private static func key(_ node: Node, _ diagnostics: inout Diagnostics) -> Settings.SealSettings.Key? {
        if let text = node.text { return .pem(Settings.SealSettings.Place(path: text, span: node.span)) }
        guard let entries = node.entries else {
            _ = node.needText("'key'", &diagnostics)
            return nil
        }
        if entries.contains(where: { $0.key == "pkcs12" }) {
            guard let form = Form(node, "'key'", pkcs12Shape, &diagnostics) else { return nil }
            let file = place("pkcs12", form, &diagnostics)
            let secret = place("secret", form, &diagnostics)
            guard let file, let secret else { return nil }
            return .pkcs12(file, secret: secret)
        }
        guard let form = Form(node, "'key'", pkcs11Shape, &diagnostics) else { return nil }
        let address = place("pkcs11", form, &diagnostics)
        let pin = place("pin", form, &diagnostics)
        let module = place("module", form, &diagnostics)
        guard let address, let pin, let module else { return nil }
        if !address.path.hasPrefix("pkcs11:") || address.path.contains("pin-value=") {
            diagnostics.error(
                .sealKey, at: address.span, "this is no address of a key in a module, or it holds the PIN",
                hint: "pkcs11:token=…;object=…;type=private; the PIN is a secret that 'pin' names")
            return nil
        }
        return .pkcs11(address, pin: pin, module: module)
    }

    private static func timeStamp(_ node: Node, _ diagnostics: inout Diagnostics) -> Settings.SealSettings.TimeStamp? {
        guard let form = Form(node, "'time_stamp'", timeStampShape, &diagnostics) else { return nil }
        let text = form.needText("url", &diagnostics)
        let url = text.flatMap { WebAddress($0) }
        if let text, url == nil {
            diagnostics.error(
                .sealTimeStamp, at: form["url"]?.span ?? node.span, "'\(text)' is not the address of a service",
                hint: "http:// or https://, a host, perhaps a port and a path")
        }
        let roots = place("roots", form, &diagnostics)
        let timeout = form.integer("timeout_ms", &diagnostics) ?? 2_000
        let whenDown = form.word("when_down", of: Settings.SealSettings.WhenDown.self, &diagnostics) ?? .refuse
        guard let url, let roots else { return nil }
        return Settings.SealSettings.TimeStamp(url: url, roots: roots, timeout: timeout, whenDown: whenDown)
    }
}
