/// The files inside a document, as PDF/A-3 has them (ISO 19005-3, 6.8): in the reader's list, and associated with the whole document.
struct AttachedFiles {
    /// For `/AF`.
    let associated: PDFBytes
    /// For `/Names`.
    let names: PDFBytes

    init(_ attachments: [Attachment], into file: inout PDFFile) {
        var references: [(name: String, object: Int)] = []
        for attachment in attachments {
            let stream = file.reserve()
            var entries = PDFBytes("/Type/EmbeddedFile/Subtype")
            entries.write(name: attachment.mediaType)
            entries.write("/Params<</Size ")
            entries.write(attachment.bytes.count)
            entries.write("/ModDate")
            entries.write(date: attachment.modified)
            entries.write(">>")
            file.addStream(entries, attachment.bytes, as: stream)
            var specification = PDFBytes("<</Type/Filespec/F")
            specification.write(text: attachment.name)
            specification.write("/UF")
            specification.write(text: attachment.name)
            specification.write("/Desc")
            specification.write(text: attachment.summary)
            specification.write("/AFRelationship")
            specification.write(name: attachment.relation.rawValue)
            specification.write("/EF<</F ")
            specification.write(reference: stream)
            specification.write("/UF ")
            specification.write(reference: stream)
            specification.write(">>>>")
            references.append((attachment.name, file.add(specification)))
        }
        var associated = PDFBytes("[")
        for reference in references {
            associated.write(reference: reference.object)
            associated.write(" ")
        }
        associated.write("]")
        // The keys of a name tree stand in the order of their bytes (ISO 32000-1, 7.9.6).
        var names = PDFBytes("<</EmbeddedFiles<</Names[")
        for reference in references.sorted(by: { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }) {
            names.write(text: reference.name)
            names.write(reference: reference.object)
            names.write(" ")
        }
        names.write("]>>>>")
        self.associated = associated
        self.names = names
    }
}
