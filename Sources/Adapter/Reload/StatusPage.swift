import Core
import Syntax

/// `/status` of the admin listener: what serves, what came of the last reload, which mappings are out of service. For an operator's eyes and
/// tools; names, places and hashes only.
struct StatusPage: Sendable {
    let serving: Serving
    let history: ReloadHistory

    /// JSON, ended by a line end.
    var bytes: [UInt8] {
        let generation = serving.now
        let told = history.now
        let out = Output(capacity: 4_096)
        out.append("{\"version\":" as StaticString)
        out.json(Version.current)
        out.append(",\"catalogue\":" as StaticString)
        out.json(generation.pipeline.catalogue.hash.hex)
        out.append(",\"loaded\":" as StaticString)
        out.time(generation.loaded)
        out.append(",\"out_of_service\":" as StaticString)
        out.list(generation.pipeline.service.all.sorted { ($0.tenant, $0.plan) < ($1.tenant, $1.plan) }) { absence in
            out.members([
                ("tenant", absence.tenant), ("mapping", absence.plan), ("source", absence.source), ("class", absence.failure.kind.rawValue),
                ("because", absence.failure.detail),
            ])
            out.append(",\"since\":" as StaticString)
            out.time(absence.since)
            out.append("}" as StaticString)
        }
        out.append(",\"restart_needed_for\":" as StaticString)
        out.list(told.restart) { out.json($0) }
        out.append(",\"reloads\":{\"swapped\":" as StaticString)
        out.append(integer: told.swapped)
        out.append(",\"refused\":" as StaticString)
        out.append(integer: told.refused)
        out.append(",\"unchanged\":" as StaticString)
        out.append(integer: told.unchanged)
        out.append("},\"last_reload\":" as StaticString)
        out.optional(told.last) { report in
            out.members([("outcome", report.outcome.rawValue), ("cause", report.cause.rawValue)])
            out.append(",\"time\":" as StaticString)
            out.time(report.time)
            out.append(",\"milliseconds\":" as StaticString)
            out.append(integer: report.took)
            out.append("}" as StaticString)
        }
        out.append(",\"refused\":" as StaticString)
        out.optional(told.refusal) { StatusPage.write($0, to: out) }
        out.append("}\n" as StaticString)
        return out.bytes
    }

    /// Bytes of diagnostics that a page shows at most.
    private static let room = 65_536

    private static func write(_ refusal: ReloadReport, to out: Output) {
        out.append("{\"time\":" as StaticString)
        out.time(refusal.time)
        out.append(",\"errors\":" as StaticString)
        out.append(integer: refusal.diagnostics.errorCount)
        out.append(",\"text\":" as StaticString)
        let text = refusal.because ?? DiagnosticPrinter.text(refusal.diagnostics)
        out.json(text.utf8.count > room ? String(decoding: text.utf8.prefix(room), as: UTF8.self) + "…" : text)
        out.append(",\"diagnostics\":" as StaticString)
        out.list(refusal.diagnostics.sorted.prefix(100)) { diagnostic in
            out.members([
                ("code", diagnostic.code.name), ("severity", diagnostic.severity.rawValue), ("place", diagnostic.span.place),
                ("message", diagnostic.message), ("hint", diagnostic.hint),
            ])
            out.append("}" as StaticString)
        }
        out.append("}" as StaticString)
    }
}

extension Output {
    fileprivate func time(_ milliseconds: Int) {
        append("\"" as StaticString)
        append(Instant(epoch: milliseconds / 1_000))
        append("\"" as StaticString)
    }

    fileprivate func list<Items: Collection>(_ items: Items, _ write: (Items.Element) -> Void) {
        append("[" as StaticString)
        for (index, item) in items.enumerated() {
            if index > 0 { append("," as StaticString) }
            write(item)
        }
        append("]" as StaticString)
    }

    fileprivate func optional<Item>(_ item: Item?, _ write: (Item) -> Void) {
        if let item { write(item) } else { append("null" as StaticString) }
    }

    /// The beginning of an object: its members that are texts. What is nil is left out.
    fileprivate func members(_ members: [(StaticString, String?)]) {
        var separator: StaticString = "{\""
        for case (let name, let value?) in members {
            append(separator)
            append(name)
            append("\":" as StaticString)
            json(value)
            separator = ",\""
        }
    }
}
