/// Fonts in a file (ISO 32000-1, 9.7): codes of two bytes, the letters used and no more, and what each of them means.
extension FontSubset {
    func write(into file: inout PDFFile) -> Int {
        let program = file.reserve()
        var length = PDFBytes("/Length1 ")
        length.write(bytes.count)
        file.addStream(length, bytes, as: program)
        let meaning = file.reserve()
        file.addStream(PDFBytes(), toUnicode().bytes, as: meaning)

        var descriptor = PDFBytes("<</Type/FontDescriptor/FontName")
        descriptor.write(name: name)
        descriptor.write("/Flags ")
        descriptor.write(metrics.flags)
        descriptor.write("/FontBBox[")
        descriptor.write(metrics.box.map(Double.init))
        descriptor.write("]/ItalicAngle ")
        descriptor.write(metrics.italicAngle)
        descriptor.write("/Ascent ")
        descriptor.write(metrics.ascent)
        descriptor.write("/Descent ")
        descriptor.write(metrics.descent)
        descriptor.write("/CapHeight ")
        descriptor.write(metrics.capHeight)
        descriptor.write("/XHeight ")
        descriptor.write(metrics.xHeight)
        descriptor.write("/StemV ")
        descriptor.write(metrics.stemV)
        descriptor.write("/FontFile2 ")
        descriptor.write(reference: program)
        descriptor.write(">>")
        let description = file.add(descriptor)

        var descendant = PDFBytes("<</Type/Font/Subtype/CIDFontType2/BaseFont")
        descendant.write(name: name)
        descendant.write("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor ")
        descendant.write(reference: description)
        descendant.write("/W[0[")
        for (index, width) in widths.enumerated() {
            if index > 0 { descendant.write(" ") }
            descendant.write(width)
        }
        descendant.write("]]>>")
        let letters = file.add(descendant)

        var font = PDFBytes("<</Type/Font/Subtype/Type0/BaseFont")
        font.write(name: name)
        font.write("/Encoding/Identity-H/DescendantFonts[")
        font.write(reference: letters)
        font.write("]/ToUnicode ")
        font.write(reference: meaning)
        font.write(">>")
        return file.add(font)
    }

    /// 9.10.3: a block of at most a hundred codes at a time.
    private func toUnicode() -> PDFBytes {
        var out = PDFBytes(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """)
        let known = meanings.indices.filter { !meanings[$0].isEmpty }
        for start in stride(from: 0, to: known.count, by: 100) {
            let block = known[start..<min(start + 100, known.count)]
            out.write(block.count)
            out.write(" beginbfchar\n")
            for code in block {
                out.write("<")
                out.write(hex: UInt8(code >> 8))
                out.write(hex: UInt8(code & 0xFF))
                out.write("> <")
                for scalar in meanings[code] {
                    for unit in String(scalar).utf16 {
                        out.write(hex: UInt8(unit >> 8))
                        out.write(hex: UInt8(unit & 0xFF))
                    }
                }
                out.write(">\n")
            }
            out.write("endbfchar\n")
        }
        out.write("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        return out
    }
}
