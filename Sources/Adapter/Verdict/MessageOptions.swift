import ArgumentParser
import Core

/// What `explain` is told beside the file of a message.
struct MessageOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(name: .long, help: "With a message: the address it is sent to, instead of the vendor's first.")
    var path: String?

    @Option(
        name: [.customShort("H"), .customLong("header")],
        help: ArgumentHelp(
            "With a message: a header to add, such as 'SOAPAction: \"…\"'; may be given more than once.", valueName: "header"))
    var headers: [String] = []

    @Option(name: .long, help: "With a message: text or json; text unless said.")
    var format: Format?

    var isGiven: Bool { path != nil || !headers.isEmpty || format != nil }

    func check() throws {
        if let path, !path.hasPrefix("/") { throw ValidationError("--path begins with a slash.") }
        if headers.contains(where: { MessageOptions.header($0) == nil }) { throw ValidationError("-H takes 'Name: value'.") }
    }

    /// `Name: value`.
    static func header(_ text: String) -> Request.Header? {
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { return nil }
        let value = text[text.index(after: colon)...].drop { $0 == " " }
        return Request.Header(String(text[..<colon]), String(value))
    }
}
