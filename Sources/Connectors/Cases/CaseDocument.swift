import Core

/// What stands for a certified document in the cases of a vendor: a few bytes that begin as a PDF does, always the same.
enum CaseDocument {
    private static let number = DocumentNumber(random: Array(1...10))
    private static let link = "https://schulden.voorbeeldstad.example/document/Tm9ib2R5IGNhbiBmZXRjaCB0aGlzIG9uZSwgbm8gb25l"

    /// What the reply to a question holds; nil when no document is asked.
    static func document(for asked: Asked, isComplete: Bool) -> ReplyDocument? {
        guard let wish = asked.document else { return nil }
        if wish.way == .link || wish.isLater {
            let until = Instant(epoch: ConnectorCase.stamp.now.epoch + 900)
            return ReplyDocument(wish.isLater ? nil : number, at: link, until: until, isComplete: isComplete)
        }
        return ReplyDocument(number, bytes: Array("%PDF-1.7 voorbeeld\n%%EOF\n".utf8), isComplete: isComplete)
    }
}
