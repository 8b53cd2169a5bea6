package import Core
package import Standard
import Syntax

extension MappingCase {
    /// The rows of one case of a test file, as if a source had given them; nil after telling what is wrong with it.
    ///
    /// - Parameter name: as the file writes it; nil when the file has one case only.
    package static func rows(
        of name: String?, in file: SourceText, plan: Plan, into diagnostics: inout Diagnostics
    ) -> (name: String, rows: [Rows])? {
        guard let root = YAMLReader.read(file, into: &diagnostics),
            let items = root["cases"]?.needList("'cases'", &diagnostics)
        else { return nil }
        let names = items.compactMap { $0["name"]?.text }
        guard let found = items.first(where: { $0["name"]?.text == name || (name == nil && items.count == 1) }) else {
            diagnostics.error(
                .badCaseFile, at: root["cases"]?.span ?? root.span, "the file has no case '\(name ?? "")'",
                hint: Spelling.hint(for: name ?? "", in: names))
            return nil
        }
        return CaseRows.rows(found["rows"], plan, at: found.span, &diagnostics).map { (found["name"]?.text ?? "", $0) }
    }

    /// The key under which the cases of test files compute missing kenmerken.
    package static var testKey: KenmerkKey { key }
}
