import Core
import Syntax

/// Compiles the schema of a vendor folder and tells its author what is wrong with it.
enum SchemaMistakes {
    static func compile(_ folder: VendorFolder, start: String, _ diagnostics: inout Diagnostics) -> XMLSchema? {
        let outcome = XMLSchema.compile(folder.files, start: start, into: &diagnostics)
        for mistake in outcome.mistakes {
            let code: Code =
                switch mistake.kind {
                case .outside: .schemaOutside
                case .invalid: .badSchema
                case .tooLarge: .largeSchema
                }
            diagnostics.error(code, at: mistake.span, mistake.message, hint: mistake.hint)
        }
        return outcome.schema
    }
}
