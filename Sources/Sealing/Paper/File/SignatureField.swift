internal import Core

/// The place of the seal: a signature field without a picture, and its signature with zeros where the CMS comes (ISO 32000-1, 12.8; ETSI EN
/// 319 142-1).
struct SignatureField {
    let field: Int
    let signature: Int
    private let seal: SealPlace
    /// As wide as a file can be that this program writes.
    private static let digits = 10

    init(_ seal: SealPlace, into file: inout PDFFile) {
        self.seal = seal
        field = file.reserve()
        signature = file.reserve()
    }

    /// The field and its place on a page, of no size.
    func writeField(_ words: String, page: Int, parent: Int, into file: inout PDFFile) {
        let look = file.reserve()
        file.addStream(PDFBytes("/Type/XObject/Subtype/Form/BBox[0 0 0 0]"), [], .asItIs, as: look)
        var out = PDFBytes("<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU")
        out.write(text: words)
        out.write("/V ")
        out.write(reference: signature)
        out.write("/P ")
        out.write(reference: page)
        out.write("/F 132/Rect[0 0 0 0]/StructParent ")
        out.write(parent)
        out.write("/AP<</N ")
        out.write(reference: look)
        out.write(">>>>")
        file.add(out, as: field)
    }

    /// For the catalog.
    var entries: PDFBytes {
        var out = PDFBytes("/AcroForm<</SigFlags 3/Fields[")
        out.write(reference: field)
        out.write("]>>")
        if seal.certifies {
            out.write("/Perms<</DocMDP ")
            out.write(reference: signature)
            out.write(">>")
        }
        return out
    }

    /// Writes the signature. Returns where its `/ByteRange` and its `/Contents` are.
    func writeSignature(into file: inout PDFFile) -> (range: Int, gap: Range<Int>) {
        var out = PDFBytes("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M")
        out.write(date: seal.moment)
        out.write("/Name")
        out.write(text: seal.name)
        if seal.certifies {
            out.write("/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]")
        }
        out.write("/ByteRange")
        let range = out.bytes.count
        out.bytes += [UInt8](repeating: 0x20, count: 3 * (SignatureField.digits + 1) + 3)
        out.write("/Contents")
        let gap = out.bytes.count
        out.write("<")
        out.bytes += [UInt8](repeating: 0x30, count: 2 * max(seal.room, 0))
        out.write(">")
        let end = out.bytes.count
        out.write(">>")
        let start = file.addOpenly(out, as: signature)
        return (start + range, start + gap..<start + end)
    }

    /// `[0 1234 5678 910]`: all of the file but the gap.
    static func byteRange(around gap: Range<Int>, of size: Int) -> [UInt8] {
        var out = PDFBytes("[0 ")
        out.write(gap.lowerBound)
        out.write(" ")
        out.write(gap.upperBound)
        out.write(" ")
        out.write(size - gap.upperBound)
        out.write("]")
        return out.bytes
    }
}
