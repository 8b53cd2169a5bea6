internal import Core

/// What a file says of itself, twice: as XMP (ISO 16684-1) and as the older document information. PDF/A wants them to agree.
struct Metadata {
    private static let producer = "Blauwbrug"

    let title: String
    let author: String
    let language: Language
    let number: DocumentNumber
    let moment: Instant

    /// `nl-NL`.
    var languageTag: String { language == .dutch ? "nl-NL" : "en-GB" }

    func information() -> PDFBytes {
        var out = PDFBytes("<</Title")
        out.write(text: title)
        out.write("/Author")
        out.write(text: author)
        out.write("/Creator(Blauwbrug)/Producer(Blauwbrug)/CreationDate")
        out.write(date: moment)
        out.write("/ModDate")
        out.write(date: moment)
        out.write(">>")
        return out
    }

    /// The packet, with the description of the one schema that PDF/A does not know itself (ISO 19005-3, 6.6.2.3).
    func packet() -> [UInt8] {
        let date = Metadata.written(moment)
        let schema = """
            <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
            xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
            <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
            <pdfaProperty:category>internal</pdfaProperty:category>
            <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
            </rdf:li></rdf:Seq></pdfaSchema:property>
            </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
            """
        let packet = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
            xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
            xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
            <dc:format>application/pdf</dc:format><dc:identifier>\(number)</dc:identifier>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(Metadata.escaped(title))</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>\(Metadata.escaped(author))</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>\(languageTag)</rdf:li></rdf:Bag></dc:language>
            <pdf:Producer>\(Metadata.producer)</pdf:Producer><xmp:CreatorTool>\(Metadata.producer)</xmp:CreatorTool>
            <xmp:CreateDate>\(date)</xmp:CreateDate><xmp:ModifyDate>\(date)</xmp:ModifyDate><xmp:MetadataDate>\(date)</xmp:MetadataDate>
            </rdf:Description>
            \(schema)
            </rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """
        return Array(packet.utf8)
    }

    /// What XML cannot hold is left out: it is not in the text either, no font has it.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// `2026-11-22T08:29:00+01:00`.
    private static func written(_ moment: Instant) -> String {
        let at = moment.civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let hours = Int(moment.offset) / 3600
        return "\(at.year)-\(two(at.month))-\(two(at.day))T\(two(at.hour)):\(two(at.minute)):\(two(at.second))+\(two(hours)):00"
    }
}

extension PDFBytes {
    /// `D:20261122082900+01'00'` (ISO 32000-1, 7.9.4).
    mutating func write(date moment: Instant) {
        let at = moment.civil
        write("(D:")
        write(at.year)
        for part in [at.month, at.day, at.hour, at.minute, at.second] { write(twoDigits: part) }
        write("+")
        write(twoDigits: Int(moment.offset) / 3600)
        write("'00')")
    }

    private mutating func write(twoDigits number: Int) {
        if number < 10 { write("0") }
        write(number)
    }
}
