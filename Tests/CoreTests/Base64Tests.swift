import Core
import Testing

/// The vectors of RFC 4648, section 10, and what is no base64 of anything.
@Suite struct Base64Tests {
    @Test(arguments: [
        ("", "", ""), ("f", "Zg==", "Zg"), ("fo", "Zm8=", "Zm8"), ("foo", "Zm9v", "Zm9v"), ("foob", "Zm9vYg==", "Zm9vYg"),
        ("\u{3f}\u{7f}>", "P38+", "P38-"),
    ])
    func thereAndBack(content: String, plain: String, url: String) {
        let bytes = Array(content.utf8)
        #expect(Base64.plain(bytes) == Array(plain.utf8))
        #expect(Base64.url(bytes) == Array(url.utf8))
        #expect(Base64.bytes(plain: Array(plain.utf8)[...]) == bytes)
        #expect(Base64.bytes(url: Array(url.utf8)[...]) == bytes)
    }

    /// One content has one spelling.
    @Test(arguments: ["Zg=", "Zh==", "Z===", "Zm9v=", "P38-", "Zm 9v", "=m9v"]) func refusedPlain(text: String) {
        #expect(Base64.bytes(plain: Array(text.utf8)[...]) == nil)
    }

    @Test(arguments: ["Zh", "Z", "Zg==", "P38+", "Zm9v\n"]) func refusedURL(text: String) {
        #expect(Base64.bytes(url: Array(text.utf8)[...]) == nil)
    }
}
