import Connectors
import Core
import Standard
import Syntax

/// A citizen who does not exist, for suppliers to try against: `connectors/sandbox/<name>.yaml`, known by its BSN, with the answer that the
/// sources of a municipality would give.
struct Citizen: Sendable {
    /// The file's own name, which the log may tell: it names what is shown, not who.
    let name: String
    let bsn: BSN
    /// What there is to see, in Dutch and in English.
    let dutch: String
    let english: String
    let answer: Answer
    let hash: Digest
    /// Where the number stands.
    let place: Span

    /// An answer is tried at this moment; every moment would do.
    private static let trial = Instant(epoch: 1_751_354_100)

    /// Nil after reporting every mistake of the file. An answer that no version of the standard may carry is one.
    static func compile(_ file: SourceText, standard: Standard, into diagnostics: inout Diagnostics) -> Citizen? {
        guard let node = YAMLReader.read(file, into: &diagnostics), let form = Form(node, "a citizen", shape, &diagnostics) else {
            return nil
        }
        let before = diagnostics.errorCount
        let number = bsn(form, &diagnostics)
        let dutch = form.needText("toont", &diagnostics)
        let english = form.needText("shows", &diagnostics)
        guard let answer = CaseAnswer(standard: standard).read(form, &diagnostics), let number, let place = form["bsn"]?.span, let dutch,
            let english, diagnostics.errorCount == before
        else { return nil }
        for version in standard.versions {
            do throws(Violation) {
                _ = try standard.rendition(of: answer, about: number, in: version, at: trial, as: .json)
            } catch {
                diagnostics.error(
                    .citizenAnswer, at: form["documenten"]?.span ?? node.span,
                    "version \(version) of the standard cannot say this: \(error.place) breaks '\(error.rule)'")
                return nil
            }
        }
        let name = file.name.split(separator: "/").last.map { String($0.dropLast(".yaml".count)) } ?? ""
        return Citizen(
            name: name, bsn: number, dutch: dutch, english: english, answer: answer, hash: Digest(of: file.bytes), place: place)
    }

    private static func bsn(_ form: Form, _ diagnostics: inout Diagnostics) -> BSN? {
        guard let text = form.needText("bsn", &diagnostics), let node = form["bsn"] else { return nil }
        if text.hasPrefix(Sandbox.prefix), let bsn = BSN(text) { return bsn }
        diagnostics.error(
            .citizenNumber, at: node.span, "this is not the number of an invented citizen",
            hint: "nine digits that begin with \(Sandbox.prefix) and pass the 11-proef, such as 999991000")
        return nil
    }

    static let shape = FormShape(
        "citizen", "A citizen who does not exist, for suppliers to try against.",
        [
            .init(
                "bsn", .pattern("^\(Sandbox.prefix)[0-9]{4}$", "nine digits, between quotes"), required: true,
                "The number by which a supplier asks for it", examples: ["\"999991000\""]),
            .init("toont", .text, required: true, "What there is to see, in Dutch", examples: ["Eén openstaande zaak"]),
            .init("shows", .text, required: true, "The same in English", examples: ["One open case"]),
        ] + CaseAnswer.shape.keys)
}
