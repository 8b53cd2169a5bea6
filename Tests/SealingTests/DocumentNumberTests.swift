import Core
import Testing

@Suite struct DocumentNumberTests {
    @Test func isReadAsItIsPrinted() throws {
        let number = DocumentNumber(random: [0x3A, 0x11, 0xFE, 0x90, 0x42, 0x07, 0xCC, 0x5B, 0x81, 0x2F])
        #expect("\(number)".count == 19)
        #expect(DocumentNumber("\(number)") == number)
        #expect(DocumentNumber("\(number)".lowercased().filter { $0 != "-" }) == number)
    }

    @Test func aMistypedCharacterIsSeen() {
        let text = Array("\(DocumentNumber(random: [UInt8](repeating: 0x5A, count: 10)))")
        for at in text.indices where text[at] != "-" {
            var wrong = text
            wrong[at] = wrong[at] == "7" ? "8" : "7"
            if wrong != text { #expect(DocumentNumber(String(wrong)) == nil) }
        }
    }

    @Test(arguments: ["", "0", "0000-0000-0000-000", "0000-0000-0000-00000", "U000-0000-0000-0000", "é000-0000-0000-0000"])
    func whatCannotBeOneIsRefused(text: String) { #expect(DocumentNumber(text) == nil) }
}
