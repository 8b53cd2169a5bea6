import Backends
import Connectors
import Mappings
import Sealing
import Standard
import Syntax

/// A kind of file that people write: what may stand in it, by the definitions that `check` refuses by.
struct FileKind {
    /// The schema's file name, without its ending.
    let name: String
    /// What it is.
    let title: String
    /// Where it stands.
    let place: String
    let shape: Shape
    /// What the shape refers to by name.
    let parts: [String: Shape]

    static func all(_ standard: Standard) -> [FileKind] {
        let mapping = MappingSchema(standard).parts
        return [
            FileKind(
                name: "mapping", title: "A mapping", place: "mappings/<tenant>/<name>.yaml", shape: MappingSchema.mapping, parts: mapping),
            FileKind(
                name: "mapping-test", title: "The tests of a mapping", place: "mappings/<tenant>/<name>.test.yaml",
                shape: MappingSchema.test,
                parts: mapping),
            FileKind(
                name: "source", title: "A source", place: "connectors/sources/<tenant>/<source>.yaml", shape: .form(SourceFile.shape),
                parts: [:]),
            FileKind(
                name: "vendor", title: "A vendor", place: "connectors/vendors/<vendor>/connector.yaml", shape: Connector.fileShape,
                parts: Connector.parts(standard)),
            FileKind(
                name: "standard", title: "A version of the standard", place: "mappings/standard/*.yaml", shape: Standard.fileShape,
                parts: [:]),
            FileKind(
                name: "document", title: "A house style", place: "mappings/<tenant>/document.yaml", shape: HouseStyle.fileShape, parts: [:]),
            FileKind(
                name: "citizen", title: "A citizen of the sandbox", place: "connectors/sandbox/<name>.yaml", shape: .form(Citizen.shape),
                parts: [:]),
            FileKind(name: "settings", title: "The settings", place: "deploy/blauwbrug.yaml", shape: .form(SettingsFile.shape), parts: [:]),
        ]
    }

    /// The JSON Schema of this kind of file.
    var schema: String { Schema.text(of: shape, title: "\(title): \(place)", where: parts) }

    /// Every form that can stand in it.
    var forms: [FormShape] { shape.forms(where: parts) }
}
