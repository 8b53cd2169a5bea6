import Backends
import Connectors
import Core
import Mappings
import Sealing
import Standard
import Syntax
import Trust

/// Everything that was written in files, compiled: immutable and named by its content. A request holds one to its end; a reload swaps it whole.
struct Catalogue: Sendable {
    /// A municipality (or another organisation) that is served.
    struct Tenant: Sendable {
        let name: String
        let plans: [Plan]
        /// The mapping file of each plan.
        let files: [SourceText]
        /// What each plan asks, in the order of the plans.
        let requests: [SourceRequest]
        let sources: [SourceFile]
        /// What their files are called, also of those with a mistake.
        let sourceNames: [String]
        /// Content hashes of the mappings, in the order of the plans, for the journal.
        let mappingHashes: [String]
        /// Content hashes of the source files, sorted by name.
        let sourceHashes: [String]
        /// How its documents look, and whom they name.
        let style: HouseStyle

        /// What its files are known by, each with its name before it.
        fileprivate var marks: [String] {
            var hashes = mappingHashes + sourceHashes
            if let house = style.hash?.hex { hashes.append(house) }
            return hashes.map { "\(name) \($0)" }
        }
    }

    let standard: Standard
    let connectors: [Connector]
    let tenants: [String: Tenant]
    /// Nil when the root has no settings: then nobody may ask anything, but everything can still be checked.
    let settings: Settings?
    let policy: Policy?
    /// Who answers in the place of the databases; nil whenever it is compiled to serve.
    let sandbox: Sandbox?
    let hash: Digest

    /// What a root is compiled for.
    enum Use {
        /// Serving and asking. The sandbox is not even looked at.
        case serving
        /// Telling every mistake, also those of the sandbox.
        case checking
        /// The sandbox: citizens who do not exist in the place of databases.
        case simulating(Sandbox.Terms)
    }

    /// Compiles a whole root, or reports everything that is wrong with it.
    static func compile(_ root: Root, for use: Use = .serving, into diagnostics: inout Diagnostics) -> Catalogue? {
        let before = diagnostics.errorCount
        let settings = root.file("deploy/blauwbrug.yaml").flatMap { SettingsFile.compile($0, into: &diagnostics) }
        guard let standard = standard(root, &diagnostics) else { return nil }
        let connectors = connectors(root, standard, limits: settings?.limits ?? Limits(), &diagnostics)
        var tenants: [String: Tenant] = [:]
        for name in root.folders(in: "mappings") where name != "standard" {
            tenants[name] = TenantFolder(root: root, name: name).compile(standard: standard, into: &diagnostics)
        }
        let sandbox = sandbox(root, standard, for: use, &diagnostics)
        let policy = settings.flatMap { settings in
            check(settings, tenants: tenants, connectors: connectors, root: root, &diagnostics)
            var questions: [String] = []
            for route in connectors.flatMap(\.routes) where !questions.contains(route.question) { questions.append(route.question) }
            return Policy.compile(
                settings.callers, tenants: facts(settings, tenants, sandbox), vendors: connectors.map { VendorFacts($0) },
                questions: questions,
                anonymousListeners: settings.listeners.filter(\.anonymous).map(\.name), into: &diagnostics)
        }
        guard diagnostics.errorCount == before else { return nil }
        let parts =
            [standard.hash.hex] + connectors.map { "\($0.vendor) \($0.hash.hex)" }
            + tenants.values.sorted { $0.name < $1.name }.flatMap(\.marks)
            + [settings?.hash.hex ?? ""] + (sandbox?.citizens ?? []).map(\.hash.hex)
        return Catalogue(
            standard: standard, connectors: connectors, tenants: tenants, settings: settings, policy: policy,
            sandbox: sandbox, hash: Digest(of: parts.joined(separator: "\n")))
    }

    static func standard(_ root: Root, _ diagnostics: inout Diagnostics) -> Standard? {
        let folder = "mappings/standard"
        let files = root.names(in: folder).filter { $0.hasSuffix(".yaml") }.compactMap { root.file("\(folder)/\($0)") }
        guard !files.isEmpty else {
            let place = Span(source: SourceText(name: folder, bytes: []), line: 1, column: 1)
            diagnostics.error(.missingSettings, at: place, "there is no standard in mappings/standard", hint: "is --root the right folder?")
            return nil
        }
        return Standard.compile(files, into: &diagnostics)
    }

    private static func sandbox(_ root: Root, _ standard: Standard, for use: Use, _ diagnostics: inout Diagnostics) -> Sandbox? {
        switch use {
        case .serving: return nil
        case .checking:
            _ = Sandbox.citizens(root, standard, into: &diagnostics)
            return nil
        case .simulating(let terms): return Sandbox(Sandbox.citizens(root, standard, into: &diagnostics), terms: terms)
        }
    }

    /// The vendors that compile.
    static func connectors(
        _ root: Root, _ standard: Standard, limits: Limits, _ diagnostics: inout Diagnostics
    ) -> [Connector] {
        var found: [Connector] = []
        for name in root.folders(in: "connectors/vendors") {
            let folder = VendorFolder(name: name, files: root.files(below: "connectors/vendors/\(name)"))
            guard var connector = Connector.compile(folder, standard: standard, into: &diagnostics) else { continue }
            connector.limits = limits
            for route in connector.routes {
                for other in found {
                    let twin = other.routes.first {
                        $0.method == route.method && $0.path == route.path && !connector.canShare(route, with: other, $0)
                    }
                    guard let twin else { continue }
                    diagnostics.error(
                        .sharedRoute, at: route.span, "\(route.method) \(route.path) belongs to another vendor",
                        others: [Diagnostic.Other(twin.span, "it is taken here")])
                }
            }
            found.append(connector)
        }
        return found
    }

    /// What the settings say about folders must agree with the folders.
    private static func check(
        _ settings: Settings, tenants: [String: Tenant], connectors: [Connector], root: Root, _ diagnostics: inout Diagnostics
    ) {
        let vendors = connectors.map(\.vendor) + root.folders(in: "connectors/vendors")
        for tenant in settings.tenants {
            guard root.isFolder("mappings/\(tenant.name)") else {
                diagnostics.error(
                    .unknownTenantFolder, at: tenant.span, "there is no folder mappings/\(tenant.name)",
                    hint: Spelling.hint(for: tenant.name, in: tenants.keys.sorted()))
                continue
            }
            for vendor in tenant.vendors {
                guard let name = vendor.text, !vendors.contains(name) else { continue }
                diagnostics.error(
                    .unknownVendor, at: vendor.span, "there is no folder connectors/vendors/\(name)",
                    hint: Spelling.hint(for: name, in: connectors.map(\.vendor)))
            }
            check(tenant.seal, of: tenant.name, tenants[tenant.name]?.style, settings, root, &diagnostics)
            guard let compiled = tenants[tenant.name] else { continue }
            let names = compiled.sourceNames
            for connection in tenant.connections where !names.contains(connection.key) {
                diagnostics.error(
                    .missingConnection, at: connection.keySpan, "'\(connection.key)' has no file in connectors/sources/\(tenant.name)",
                    hint: Spelling.hint(for: connection.key, in: names))
            }
            // Which secrets there are is the business of the machine that serves.
            for connection in tenant.connections {
                guard let source = compiled.sources.first(where: { $0.name == connection.key }) else { continue }
                _ = SourceConnection.compile(
                    connection.value, for: source, root: root.folder, secret: { _ in Secret([]) }, into: &diagnostics)
            }
            for source in names where !tenant.connections.contains(where: { $0.key == source }) {
                diagnostics.error(
                    .missingConnection, at: tenant.span, "tenant '\(tenant.name)' has no connection settings for source '\(source)'",
                    hint: "sources: { \(source): … }")
            }
        }
    }

    /// What of a seal can be told without a clock, a network or the machine that serves.
    private static func check(
        _ seal: Settings.SealSettings?, of tenant: String, _ style: HouseStyle?, _ settings: Settings, _ root: Root,
        _ diagnostics: inout Diagnostics
    ) {
        guard let seal else { return }
        let secrets = Secrets(folder: settings.secrets.map { root.path($0) })
        _ = SealFiles.read(seal, root: root, secrets: secrets, isServing: false, into: &diagnostics)
        let folder = root.path(settings.documents.fonts)
        let place = settings.tenants.first { $0.name == tenant }?.span ?? seal.levelSpan
        guard let fonts = DocumentFonts.read(in: folder) else {
            diagnostics.warning(
                .sealFonts, at: place,
                "the documents of '\(tenant)' need the font \(settings.documents.fonts)/\(DocumentFonts.missing(in: folder) ?? "lato")",
                hint: "apt-get install fonts-lato fonts-dejavu-core")
            return
        }
        guard let style, let character = StyleGlyphs.missing(in: style, fonts) else { return }
        let codes = character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
        let written = root.file("mappings/\(tenant)/document.yaml").flatMap { StyleGlyphs.place(of: character, in: $0) }
        diagnostics.error(.sealGlyph, at: written ?? place, "no font of documents has the character \(codes)", hint: "write it another way")
    }

    private static func facts(_ settings: Settings, _ tenants: [String: Tenant], _ sandbox: Sandbox?) -> [TenantFacts] {
        settings.tenants.map { tenant in
            let compiled = tenants[tenant.name]
            var activities = sandbox == nil ? [] : [Sandbox.activity]
            for plan in compiled?.plans ?? [] where !activities.contains(plan.activity) { activities.append(plan.activity) }
            return TenantFacts(
                name: tenant.name, sources: compiled?.sources.map(\.name) ?? [], activities: activities,
                vendors: tenant.vendors.compactMap(\.text), knownAs: tenant.knownAs.compactMap(\.text),
                minimumAssurance: tenant.minimumAssurance, allowsRepresentation: tenant.representation == .allow)
        }
    }
}

extension VendorFacts {
    fileprivate init(_ connector: Connector) {
        self.init(
            name: connector.vendor, carriesAssurance: connector.carriesAssurance, minimumAssurance: connector.minimumAssurance)
    }
}
