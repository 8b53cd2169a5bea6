import Syntax
import Testing

@Suite struct Latin1Tests {
    @Test func everyByteIsTheCharacterOfWindows1252OrNone() {
        for byte in UInt8.min...UInt8.max {
            let text = Latin1.utf8([byte]).map { String(decoding: $0, as: UTF8.self) }
            switch byte {
            case 0x81, 0x8D, 0x8F, 0x90, 0x9D: #expect(text == nil)
            case 0x80..<0xA0: #expect((text?.unicodeScalars.first?.value ?? 0) > 0xFF)
            default: #expect(text?.unicodeScalars.first?.value == UInt32(byte))
            }
        }
        #expect(Latin1.utf8([0x80, 0x9F, 0xE9, 0x41]).map { String(decoding: $0, as: UTF8.self) } == "€ŸéA")
    }

    @Test(
        arguments: [
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", "ISO-8859-1", 43),
            ("<?xml version='1.0' encoding = 'x'?>\n<a/>", "x", 36),
            ("<?xml version=\"1.0\"?><a/>", nil, 21), ("<a/>", nil, 0), ("", nil, 0), ("<?xml version=\"1.0\" encoding=x?><a/>", nil, 32),
            ("<?xml version=\"1.0\" encoding=\"a", nil, 0), ("<?xm", nil, 0),
        ] as [(String, String?, Int)]) func theDeclarationSaysItsEncoding(text: String, encoding: String?, end: Int)
    {
        let declaration = XMLDeclaration(of: Array(text.utf8))
        #expect(declaration.encoding == encoding)
        #expect(declaration.end == end)
        #expect(!declaration.hasMark)
        let marked = XMLDeclaration(of: [0xEF, 0xBB, 0xBF] + Array(text.utf8))
        #expect(marked.hasMark && marked.encoding == encoding)
        #expect(marked.end == (end == 0 ? 0 : end + 3))
    }
}
