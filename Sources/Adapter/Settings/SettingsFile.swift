import Core
import Syntax
import Trust

/// Compiles `deploy/blauwbrug.yaml`.
enum SettingsFile {
    /// Nil when a mistake leaves no settings; every mistake is reported.
    static func compile(_ file: SourceText, into diagnostics: inout Diagnostics) -> Settings? {
        guard let node = YAMLReader.read(file, into: &diagnostics),
            let form = Form(node, "the settings file", shape, &diagnostics)
        else { return nil }
        let before = diagnostics.errorCount
        let listeners = listeners(form, &diagnostics)
        let admin = admin(form, &diagnostics)
        // Logs, the journal and reloads know a listener by its name only.
        for name in ["admin", PublicSettings.listener] where form[name] != nil {
            guard let twice = listeners.first(where: { $0.name == name }) else { continue }
            diagnostics.error(
                .strayFile, at: twice.span, "'\(name)' is the name of the \(name) listener", hint: "give this listener another name")
        }
        let journal = journal(form, &diagnostics)
        let tenants = tenants(form, &diagnostics)
        let limits = LimitSettings.compile(form["limits"], into: &diagnostics)
        let loops = form["loops"].flatMap { Form($0, "'loops'", loopsShape, &diagnostics) }
        let network = loops?.integer("network", &diagnostics)
        let database = loops?.integer("database", &diagnostics)
        let reload = reload(form["reload"], &diagnostics)
        let secrets = form.text("secrets", &diagnostics)
        let site = PublicSettings.compile(form["public"], into: &diagnostics)
        let documents = PublicSettings.documents(form["documents"], into: &diagnostics)
        _ = CheckSettings.compile(form["check"], into: &diagnostics)
        guard diagnostics.errorCount == before, let journal, let tenants else { return nil }
        return Settings(
            listeners: listeners, admin: admin, secrets: secrets, journal: journal, tenants: tenants, callers: form["callers"],
            limits: limits, networkLoops: network, databaseLoops: database, reload: reload, site: site, documents: documents, file: file,
            hash: Digest(of: file.bytes))
    }

    private static func listeners(_ form: Form, _ diagnostics: inout Diagnostics) -> [Settings.ListenerSettings] {
        guard let node = form.need("listeners", &diagnostics), let entries = node.needEntries("'listeners'", &diagnostics) else {
            return []
        }
        if entries.isEmpty { diagnostics.error(.noService, at: node.span, "there is no listener") }
        return entries.compactMap { Self.listener($0, &diagnostics) }
    }

    private static func listener(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> Settings.ListenerSettings? {
        guard let form = Form(entry.value, "listener '\(entry.key)'", listenerShape, &diagnostics) else { return nil }
        let address = form.need("address", &diagnostics).flatMap { Self.address($0, &diagnostics) }
        let certificate = form.needText("certificate", &diagnostics)
        let key = form.needText("key", &diagnostics)
        let word = form.word("client_certificates", of: Listener.ClientCertificates.self, &diagnostics)
        let clients = word ?? Listener.ClientCertificates.none
        let authority = form.text("client_ca", &diagnostics)
        let anonymous = form.boolean("anonymous", &diagnostics) ?? false
        // A word that is none of those possible was reported, and says nothing about the authority.
        let isMistyped = word == nil && form["client_certificates"] != nil
        if !isMistyped, (clients == .none) != (form["client_ca"] == nil) {
            diagnostics.error(
                .clientAuthority, at: (form.entry("client_ca") ?? form.entry("client_certificates"))?.keySpan ?? entry.keySpan,
                "'client_certificates' and 'client_ca' belong together",
                hint: "client_certificates: required and client_ca: the certificate file of the authority to trust")
        }
        if anonymous, let address, !address.isLoopback {
            diagnostics.error(
                .anonymousNotLocal, at: form.entry("anonymous")?.keySpan ?? entry.keySpan,
                "only a listener on loopback may have anonymous callers", hint: "address: 127.0.0.1:…")
        }
        guard let address, let certificate, let key else { return nil }
        return Settings.ListenerSettings(
            name: entry.key, address: address, certificate: certificate, key: key, clientCertificates: clients,
            clientAuthority: authority, anonymous: anonymous, span: entry.keySpan)
    }

    private static func admin(_ form: Form, _ diagnostics: inout Diagnostics) -> Settings.Address? {
        guard let node = form["admin"], let inner = Form(node, "'admin'", adminShape, &diagnostics),
            let written = inner.need("address", &diagnostics), let address = Self.address(written, &diagnostics)
        else { return nil }
        if !address.isLoopback {
            diagnostics.error(.adminNotLocal, at: written.span, "the admin listener speaks plain HTTP and must be on loopback")
        }
        return address
    }

    private static func journal(_ form: Form, _ diagnostics: inout Diagnostics) -> Settings.JournalSettings? {
        guard let node = form.need("journal", &diagnostics),
            let inner = Form(node, "'journal'", journalShape, &diagnostics)
        else { return nil }
        let folder = inner.needText("folder", &diagnostics)
        let pseudonym = inner.need("pseudonym", &diagnostics).flatMap { keyName($0, "'pseudonym'", &diagnostics) }
        guard let folder, let pseudonym else { return nil }
        return Settings.JournalSettings(folder: folder, pseudonym: pseudonym)
    }

    private static func tenants(_ form: Form, _ diagnostics: inout Diagnostics) -> [Settings.TenantSettings]? {
        guard let node = form.need("tenants", &diagnostics), let entries = node.needEntries("'tenants'", &diagnostics) else { return nil }
        let tenants = entries.compactMap { Self.tenant($0, &diagnostics) }
        shared(tenants, &diagnostics)
        return tenants
    }

    /// Reports a name by which two municipalities would be known: a message with it could be for either.
    private static func shared(_ tenants: [Settings.TenantSettings], _ diagnostics: inout Diagnostics) {
        var seen: [String: (tenant: String, span: Span)] = [:]
        for tenant in tenants { seen[Parties.key(tenant.name)] = (tenant.name, tenant.span) }
        for tenant in tenants {
            for node in tenant.knownAs {
                guard let text = node.text else { continue }
                if let other = seen[Parties.key(text)], other.tenant != tenant.name {
                    diagnostics.error(
                        .sharedName, at: node.span, "'\(text)' is also a name of \(other.tenant)",
                        others: [Diagnostic.Other(other.span, "here")])
                }
                seen[Parties.key(text)] = (tenant.name, node.span)
            }
        }
    }

    private static func tenant(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> Settings.TenantSettings? {
        guard let form = Form(entry.value, "tenant '\(entry.key)'", tenantShape, &diagnostics) else { return nil }
        let kenmerk = form.need("kenmerk", &diagnostics).flatMap { keyName($0, "'kenmerk'", &diagnostics) }
        let vendors = form.need("vendors", &diagnostics) == nil ? nil : form.texts("vendors", &diagnostics)
        let knownAs = form.texts("known_as", &diagnostics) ?? []
        let incomplete = form.word("incomplete", of: Settings.Incomplete.self, &diagnostics) ?? .refuse
        let minimum = form.word("minimum_assurance", of: Assurance.self, &diagnostics) ?? TenantFacts.usualMinimum
        let representation = form.word("representation", of: Settings.Representation.self, &diagnostics) ?? .refuse
        let connections = form["sources"].flatMap { $0.needEntries("'sources'", &diagnostics) } ?? []
        let seal = SealSettings.compile(form["seal"], into: &diagnostics)
        guard let kenmerk, let vendors else { return nil }
        return Settings.TenantSettings(
            name: entry.key, span: entry.keySpan, kenmerk: kenmerk, vendors: vendors, knownAs: knownAs, incomplete: incomplete,
            minimumAssurance: minimum, representation: representation, connections: connections, seal: seal)
    }

    private static func reload(_ node: Node?, _ diagnostics: inout Diagnostics) -> Settings.ReloadSettings {
        var reload = Settings.ReloadSettings()
        guard let node, let form = Form(node, "'reload'", reloadShape, &diagnostics) else { return reload }
        reload.watch = form.boolean("watch", &diagnostics) ?? reload.watch
        reload.every = form.integer("every_ms", &diagnostics) ?? reload.every
        reload.recheck = form.integer("recheck_ms", &diagnostics) ?? reload.recheck
        return reload
    }

    private static func keyName(_ node: Node, _ what: String, _ diagnostics: inout Diagnostics) -> Settings.KeyName? {
        guard let form = Form(node, what, keyShape, &diagnostics) else { return nil }
        let id = form.needText("id", &diagnostics)
        let secret = form.needText("secret", &diagnostics)
        guard let id, let secret else { return nil }
        return Settings.KeyName(id: id, secret: secret)
    }

    /// `host:port`, an IPv6 host between brackets.
    static func address(_ node: Node, _ diagnostics: inout Diagnostics) -> Settings.Address? {
        guard let text = node.needText("'address'", &diagnostics) else { return nil }
        if let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            text[colon...].dropFirst().first != "+"
        {
            let host = text[..<colon]
            let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
            let name = String(isBracketed ? host.dropFirst().dropLast() : host)
            // Without brackets the last group of an IPv6 address would be taken for a port.
            if !name.isEmpty, isBracketed == name.contains(":") { return Settings.Address(host: name, port: Int(port)) }
        }
        diagnostics.error(.wrongAddress, at: node.span, "'\(text)' is no address", hint: "host:port, such as 127.0.0.1:8443")
        return nil
    }
}
