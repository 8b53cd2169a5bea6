/// In which language a citizen reads a document.
package enum Language: String, Sendable, CaseIterable {
    case dutch = "nl"
    case english = "en"
}
