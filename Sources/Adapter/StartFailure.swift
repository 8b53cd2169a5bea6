import Core
import Syntax

/// Why the program cannot begin.
struct StartFailure: Error {
    /// Whether a file is to be mended (exit code 1) rather than the environment (3).
    let isFiles: Bool
    /// For the person at the terminal; no secret.
    let text: String

    init(environment text: String) {
        isFiles = false
        self.text = text
    }

    init(_ diagnostics: Diagnostics) {
        isFiles = true
        text = DiagnosticPrinter.text(diagnostics)
    }
}
