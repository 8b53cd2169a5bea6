internal import Core

/// Puts the pages of a document and all that belongs to them in one file.
struct Binding {
    let pages: [PageDrawing]
    let bookmarks: Bookmarks
    let metadata: Metadata
    let attachments: [Attachment]
    let seal: SealPlace

    func bound(_ flow: inout Flow, logo: Picture?) -> UnsealedDocument {
        var file = PDFFile()
        let catalog = file.reserve()
        let tree = file.reserve()
        let objects = pages.map { _ in file.reserve() }
        let field = SignatureField(seal, into: &file)
        let resources = writeResources(flow, logo: logo, into: &file)
        let annotations = writeAnnotations(&flow, objects, field, into: &file)
        for (index, page) in pages.enumerated() {
            write(
                page, as: objects[index], in: tree, annotations: annotations.objects[index], resources: resources, hasLogo: logo != nil,
                into: &file)
        }
        var kids = PDFBytes("<</Type/Pages/Count ")
        kids.write(pages.count)
        kids.write("/Kids[")
        for object in objects {
            kids.write(reference: object)
            kids.write(" ")
        }
        kids.write("]>>")
        file.add(kids, as: tree)
        let structure = flow.tree.write(
            into: &file, pages: objects, marks: pages.map(\.canvas.marks), annotations: annotations.elements)

        var out = PDFBytes("<</Type/Catalog/Pages ")
        out.write(reference: tree)
        out.write("/Lang")
        out.write(text: metadata.languageTag)
        out.write("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot ")
        out.write(reference: structure.root)
        out.write("/Metadata ")
        out.write(reference: writeMetadata(into: &file))
        out.write("/OutputIntents[")
        out.write(writeOutputIntent(into: &file))
        out.write("]")
        if let root = bookmarks.write(into: &file, pages: objects) {
            out.write("/Outlines ")
            out.write(reference: root)
        }
        if !attachments.isEmpty {
            let files = AttachedFiles(attachments, into: &file)
            out.write("/AF")
            out.write(files.associated)
            out.write("/Names")
            out.write(files.names)
        }
        out.write(field.entries)
        out.write(">>")
        // In the open, so that a later revision finds it without unpacking anything.
        file.addOpenly(out, as: catalog)

        let place = field.writeSignature(into: &file)
        file.finish(trailer(catalog, information: file.add(metadata.information())))
        file.replace(at: place.range, with: SignatureField.byteRange(around: place.gap, of: file.bytes.count))
        return UnsealedDocument(bytes: file.finished(), gap: place.gap, pages: pages.count)
    }

    private func trailer(_ catalog: Int, information: Int) -> PDFBytes {
        var out = PDFBytes("/Root ")
        out.write(reference: catalog)
        out.write("/Info ")
        out.write(reference: information)
        out.write("/ID[")
        let mark = Digest(of: metadata.number.description).bytes.prefix(16)
        for _ in 0..<2 {
            out.write("<")
            for byte in mark { out.write(hex: byte) }
            out.write(">")
        }
        out.write("]")
        return out
    }

    private func writeMetadata(into file: inout PDFFile) -> Int {
        let object = file.reserve()
        file.addStream(PDFBytes("/Type/Metadata/Subtype/XML"), metadata.packet(), .asItIs, as: object)
        return object
    }

    private func writeOutputIntent(into file: inout PDFFile) -> PDFBytes {
        let profile = file.reserve()
        file.addStream(PDFBytes("/N 3"), ColourProfile.bytes, as: profile)
        var out = PDFBytes("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile ")
        out.write(reference: profile)
        out.write(">>")
        return out
    }

    /// The fonts and the logo, the same for all pages.
    private func writeResources(_ flow: Flow, logo: Picture?, into file: inout PDFFile) -> Int {
        var out = PDFBytes("<</Font<<")
        for (face, subset) in flow.shaper.types.subsets().enumerated() {
            guard let subset else { continue }
            out.write("/F")
            out.write(face)
            out.write(" ")
            out.write(reference: subset.write(into: &file))
        }
        out.write(">>")
        if let logo {
            out.write("/XObject<</Logo ")
            out.write(reference: logo.write(into: &file))
            out.write(">>")
        }
        out.write(">>")
        return file.add(out)
    }

    private func write(
        _ page: PageDrawing, as object: Int, in tree: Int, annotations: [Int], resources: Int, hasLogo: Bool, into file: inout PDFFile
    ) {
        let content = file.reserve()
        file.addStream(PDFBytes(), page.canvas.content.bytes, as: content)
        var out = PDFBytes("<</Type/Page/Parent ")
        out.write(reference: tree)
        out.write("/MediaBox[0 0 595.28 841.89]/Resources ")
        out.write(reference: resources)
        out.write("/Contents ")
        out.write(reference: content)
        out.write("/Tabs/S/StructParents ")
        out.write(page.canvas.page)
        if hasLogo { out.write("/Group<</S/Transparency/CS/DeviceRGB>>") }
        if !annotations.isEmpty {
            out.write("/Annots[")
            for annotation in annotations {
                out.write(reference: annotation)
                out.write(" ")
            }
            out.write("]")
        }
        out.write(">>")
        file.add(out, as: object)
    }

    /// The links, and the field of the seal on the first page.
    ///
    /// - Returns: per page their objects, and the elements they belong to in the order of their keys.
    private func writeAnnotations(
        _ flow: inout Flow, _ objects: [Int], _ field: SignatureField, into file: inout PDFFile
    ) -> (objects: [[Int]], elements: [Int]) {
        var written: [[Int]] = []
        var elements: [Int] = []
        for page in pages {
            var here: [Int] = []
            for spot in page.hotspots {
                let link = flow.links[spot.link]
                var out = PDFBytes("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[")
                out.write([spot.left, spot.bottom, spot.right, spot.top])
                out.write("]/Contents")
                out.write(text: link.words)
                out.write("/A<</S/URI/URI")
                out.write(literal: link.target.utf8)
                out.write(">>/StructParent ")
                out.write(pages.count + elements.count)
                out.write(">>")
                let object = file.add(out)
                here.append(object)
                elements.append(link.element)
                flow.tree.add(.annotation(page: page.canvas.page, object: object), to: link.element)
            }
            written.append(here)
        }
        let words = flow.language == .dutch ? "Elektronisch zegel van \(seal.name)" : "Electronic seal of \(seal.name)"
        let form = flow.tree.add("Form", in: 0, alternative: words)
        field.writeField(words, page: objects[0], parent: pages.count + elements.count, into: &file)
        flow.tree.add(.annotation(page: 0, object: field.field), to: form)
        elements.append(form)
        written[0].append(field.field)
        return (written, elements)
    }
}
