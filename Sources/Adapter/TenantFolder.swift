import Backends
import Core
import Mappings
import Sealing
import Standard
import Syntax

/// The files of one tenant: `mappings/<tenant>/` and `connectors/sources/<tenant>/`.
struct TenantFolder {
    let root: Root
    let name: String

    private var mappings: String { "mappings/\(name)" }
    /// How its documents look; not there for every tenant.
    private var house: String { "\(mappings)/document.yaml" }
    private var sources: String { "connectors/sources/\(name)" }

    /// The mapping files, without their cases and without files that are only included.
    func mappingFiles(into diagnostics: inout Diagnostics) -> (mappings: [SourceText], fragments: [SourceText]) {
        var found: [SourceText] = []
        var fragments: [SourceText] = []
        for file in yamlFiles(in: mappings) where !file.name.hasSuffix(".test.yaml") && file.name != house {
            // Mistakes are reported when the file is compiled; here only its first key matters.
            var ignored = Diagnostics()
            guard let node = YAMLReader.read(file, into: &ignored) else {
                diagnostics.append(ignored)
                continue
            }
            if node["mapping"] != nil { found.append(file) } else { fragments.append(file) }
        }
        return (found, fragments)
    }

    /// The cases beside the mapping of a given file, if there are any.
    func cases(beside mapping: SourceText) -> SourceText? {
        root.file(String(mapping.name.dropLast(".yaml".count)) + ".test.yaml")
    }

    /// A file that a mapping includes or looks codes up in, by its path relative to the mapping's folder.
    func other(_ relative: String) -> SourceText? {
        guard !relative.hasPrefix("/"), !relative.split(separator: "/").contains("..") else { return nil }
        return root.file("\(mappings)/\(relative)")
    }

    func compile(standard: Standard, into diagnostics: inout Diagnostics) -> Catalogue.Tenant? {
        let written = yamlFiles(in: sources)
        let sourceFiles = written.compactMap { SourceFile.compile($0, into: &diagnostics) }
        // A source whose file has a mistake is no unknown source; nobody is told twice.
        let stems = written.map { String($0.name.dropFirst(sources.count + 1).dropLast(".yaml".count)) }
        let before = diagnostics.errorCount
        let (files, fragments) = mappingFiles(into: &diagnostics)
        let isWhole = diagnostics.errorCount == before
        let lists = root.names(in: "\(mappings)/codes").map { "codes/\($0)" }
        let beside = fragments.map { String($0.name.dropFirst(mappings.count + 1)) } + lists
        var included: Set<String> = []
        // What many mappings share is read from the disk once.
        var read: [String: SourceText?] = [:]
        let compiled = files.compactMap { file in
            Plan.compile(
                file, tenant: name, standard: standard, sources: stems, beside: beside,
                others: { relative in
                    included.insert("\(mappings)/\(relative)")
                    if let known = read[relative] { return known }
                    let file = other(relative)
                    read[relative] = .some(file)
                    return file
                }, into: &diagnostics
            ).map { (file, $0) }
        }
        let plans = compiled.map(\.1)
        // What a mapping that cannot be read includes, nobody knows: then no file is called useless.
        for fragment in fragments where isWhole && !included.contains(fragment.name) {
            diagnostics.error(
                .strayFile, at: Span(source: fragment, line: 1, column: 1),
                "this file is no mapping and no mapping includes it", hint: "a mapping begins with 'mapping: <name>'")
        }
        checkNames(compiled, &diagnostics)
        return Catalogue.Tenant(
            name: name, plans: plans, files: compiled.map(\.0), requests: plans.map(\.request), sources: sourceFiles, sourceNames: stems,
            mappingHashes: plans.map(\.hash.hex), sourceHashes: written.map { Digest(of: $0.bytes).hex },
            style: style(of: plans, into: &diagnostics))
    }

    /// The house style; a plain one with the organisation's name where none is written, or it has a mistake, which was told.
    private func style(of plans: [Plan], into diagnostics: inout Diagnostics) -> HouseStyle {
        let written = root.file(house).flatMap { file in
            HouseStyle.compile(
                file, tenant: name, beside: { File.read(root.path("\(mappings)/\($0)")) }, into: &diagnostics)
        }
        let style = written ?? HouseStyle(name: plans.lazy.compactMap(\.organisationName).first ?? name)
        return style.naming(plans.compactMap { plan in plan.organisationName.map { (plan.organisation, $0) } })
    }

    private func checkNames(_ compiled: [(SourceText, Plan)], _ diagnostics: inout Diagnostics) {
        var seen: Set<String> = []
        for (file, plan) in compiled where !seen.insert(plan.name).inserted {
            diagnostics.error(.strayFile, at: Span(source: file, line: 1, column: 1), "two mappings are called '\(plan.name)'")
        }
    }

    private func yamlFiles(in folder: String) -> [SourceText] {
        root.names(in: folder).filter { $0.hasSuffix(".yaml") }.compactMap { root.file("\(folder)/\($0)") }
    }
}
