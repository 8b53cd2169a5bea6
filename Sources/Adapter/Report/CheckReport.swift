import Core

/// What `check` found, to be written for a person or a program.
struct CheckReport {
    enum Format: String, CaseIterable, Sendable {
        case text, json, sarif
    }

    /// In line order, each once.
    let diagnostics: [Diagnostic]
    /// How many mappings and vendors compiled; nil when errors left no catalogue.
    let counts: (mappings: Int, vendors: Int)?

    var errors: Int { diagnostics.count { $0.severity == .error } }
    var warnings: Int { diagnostics.count - errors }

    func written(as format: Format) -> String {
        switch format {
        case .text: text + summary + "\n"
        case .json: JSONReport.text(self)
        case .sarif: SARIFReport.text(self)
        }
    }

    /// Every mistake as compilers print it, with an empty line behind each; empty when there is none.
    var text: String { diagnostics.map { DiagnosticPrinter.text($0) + "\n\n" }.joined() }

    /// The last line: how much of what.
    var summary: String {
        guard errors == 0, let counts else { return "\(count(errors, "error")), \(count(warnings, "warning"))." }
        let checked = "\(count(counts.mappings, "mapping")) and \(count(counts.vendors, "vendor")) checked"
        return "\(checked); no errors, \(count(warnings, "warning"))."
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
