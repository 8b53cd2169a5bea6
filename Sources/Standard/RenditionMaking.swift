package import Core
import Syntax

extension Standard {
    /// An answer in a version of the standard: totals and arrears computed, everything validated, then written.
    ///
    /// - Parameters:
    ///   - answer: handed over when the caller is done with it: its events are then filled in place, not copied.
    ///   - bsn: the citizen the answer is about.
    ///   - now: the moment of composition, to which the balances refer.
    /// - Throws: the first violation; nothing of an answer that violates the standard is ever written.
    package func rendition(
        of answer: consuming Answer, about bsn: BSN, in version: String, at now: Instant, as form: Rendition.Form
    ) throws(Violation) -> Rendition {
        guard let edition = edition(version) else { throw Violation(place: "version", rule: "one of \(versions.joined(separator: ", "))") }
        var completeness = answer.completeness
        // Swapped out, not copied: an array that only one holds is changed where it stands.
        var organisations: [OrganisationAnswer] = []
        swap(&organisations, &answer.documents)
        var composition = Composition(edition, subject: .text(bsn.reveal()), at: now)
        var documents: [RenderedDocument] = []
        documents.reserveCapacity(organisations.count)
        let output = Output()
        for at in organisations.indices {
            var document = try composition.document(&organisations[at])
            output.clear()
            switch form {
            case .json: edition.json.writeJSON(document, to: output)
            case .xml(let namespace): edition.xml.writeXML(document, namespace: namespace, to: output)
            case .values: break
            }
            if form != .values { document.bytes = output.bytes }
            documents.append(document)
        }
        completeness.notes += composition.notes
        return Rendition(version: version, moment: now, documents: documents, completeness: completeness)
    }
}
