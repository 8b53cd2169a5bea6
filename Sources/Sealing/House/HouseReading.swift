import Core
import Syntax

/// Reads the texts of a house style: each within its bounds, every address one that leads somewhere.
struct HouseReading {
    /// In characters.
    let limit: ClosedRange<Int>

    static let nameLength = 2...100
    static let lineLength = 2...100
    static let textLength = 10...300
    static let sentenceLength = 10...600

    func text(_ node: Node, _ what: String, _ diagnostics: inout Diagnostics) -> String? {
        guard let text = node.needText(what, &diagnostics) else { return nil }
        guard limit.contains(text.count) else {
            diagnostics.error(
                .houseLength, at: node.span, "\(what) has \(text.count) characters, it may have \(limit.lowerBound) to \(limit.upperBound)")
            return nil
        }
        // Line ends and marks that turn the direction of text have no place in one.
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
            default: true
            }
        }
        guard isPlain else {
            diagnostics.error(.houseLength, at: node.span, "\(what) must be one line of plain characters")
            return nil
        }
        return text
    }

    static func contact(_ node: Node, _ diagnostics: inout Diagnostics) -> HouseStyle.Contact? {
        guard let form = Form(node, "the contact", HouseFile.contactShape, &diagnostics) else { return nil }
        let line = HouseReading(limit: lineLength)
        let address = form.texts("address", &diagnostics) ?? []
        if address.count > 5 {
            diagnostics.error(
                .houseLength, at: form["address"]?.span ?? node.span, "an address has at most 5 lines, this has \(address.count)")
        }
        return HouseStyle.Contact(
            phone: form["phone"].flatMap { HouseReading.phone($0, &diagnostics) },
            email: form["email"].flatMap { HouseReading.email($0, &diagnostics) },
            url: form["url"].flatMap { HouseReading.url($0, &diagnostics) },
            address: address.compactMap { line.text($0, "a line", &diagnostics) })
    }

    static func help(_ node: Node, _ diagnostics: inout Diagnostics) -> [HouseStyle.Help]? {
        guard let items = node.needList("'help'", &diagnostics) else { return nil }
        if !(1...6).contains(items.count) {
            diagnostics.error(.houseLength, at: node.span, "'help' names 1 to 6, this names \(items.count)")
        }
        return items.compactMap { item -> HouseStyle.Help? in
            guard let form = Form(item, "a help", HouseFile.helpShape, &diagnostics) else { return nil }
            let name = form.need("name", &diagnostics).flatMap { HouseReading(limit: nameLength).text($0, "'name'", &diagnostics) }
            let text = form.need("text", &diagnostics).flatMap { HouseReading(limit: textLength).text($0, "'text'", &diagnostics) }
            let phone = form["phone"].flatMap { HouseReading.phone($0, &diagnostics) }
            let url = form["url"].flatMap { HouseReading.url($0, &diagnostics) }
            guard let name, let text else { return nil }
            return HouseStyle.Help(name: name, text: text, phone: phone, url: url)
        }
    }

    static func sentences(_ node: Node, _ diagnostics: inout Diagnostics) -> HouseStyle.Sentences? {
        guard let form = Form(node, "the sentences", HouseFile.sentencesShape, &diagnostics) else { return nil }
        func sentence(_ key: String) -> String? {
            guard let node = form[key], let text = HouseReading(limit: sentenceLength).text(node, "'\(key)'", &diagnostics) else {
                return nil
            }
            guard let names = HouseStyle.Holes.names(in: text) else {
                diagnostics.error(.houseHole, at: node.span, "a brace stands alone in '\(key)'", hint: "{naam}")
                return nil
            }
            for name in names where !HouseStyle.Holes.known.contains(name) {
                diagnostics.error(
                    .houseHole, at: node.span, "nothing fills '{\(name)}' in '\(key)'",
                    hint: Spelling.hint(for: name, in: HouseStyle.Holes.known))
            }
            return text
        }
        return HouseStyle.Sentences(
            introduction: sentence("introduction"), certified: sentence("certified"), closing: sentence("closing"))
    }

    private static func phone(_ node: Node, _ diagnostics: inout Diagnostics) -> String? {
        guard let text = HouseReading(limit: lineLength).text(node, "'phone'", &diagnostics) else { return nil }
        let bytes = Array(text.utf8)
        let isPhone = bytes.allSatisfy { $0 &- 0x30 <= 9 || " +-()".utf8.contains($0) } && bytes.count { $0 &- 0x30 <= 9 } >= 3
        if isPhone { return text }
        diagnostics.error(.houseAddress, at: node.span, "this is no telephone number", hint: "14 0999")
        return nil
    }

    private static func email(_ node: Node, _ diagnostics: inout Diagnostics) -> String? {
        guard let text = HouseReading(limit: lineLength).text(node, "'email'", &diagnostics) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isName = { (byte: UInt8) in byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 < 26 || "._-+".utf8.contains(byte) }
        let isEmail = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isName) } && parts[1].contains(".")
        if isEmail { return text }
        diagnostics.error(.houseAddress, at: node.span, "this is no e-mail address", hint: "schulden@voorbeeldstad.example")
        return nil
    }

    private static func url(_ node: Node, _ diagnostics: inout Diagnostics) -> String? {
        guard let text = HouseReading(limit: 2...200).text(node, "'url'", &diagnostics) else { return nil }
        let start = "https://"
        let isPart = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}@".utf8.contains(byte) }
        let host = text.dropFirst(start.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if text.hasPrefix(start), text.utf8.allSatisfy(isPart), host.contains("."), !host.hasPrefix("."), !host.hasSuffix(".") {
            return text
        }
        diagnostics.error(.houseAddress, at: node.span, "this is no https:// address", hint: "https://www.voorbeeldstad.example/schulden")
        return nil
    }
}
