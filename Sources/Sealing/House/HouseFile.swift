package import Core
import Syntax

/// Reads `mappings/<tenant>/document.yaml`.
struct HouseFile {
    /// A file beside it, as bytes; nil when there is none of that name.
    typealias Beside = (_ name: String) -> [UInt8]?

    let source: SourceText
    let tenant: String
    let beside: Beside

    func style(_ diagnostics: inout Diagnostics) -> HouseStyle? {
        let before = diagnostics.errorCount
        guard let root = YAMLReader.read(source, into: &diagnostics),
            let form = Form(root, "a house style", HouseFile.shape, &diagnostics)
        else { return nil }
        if let node = form.need("document", &diagnostics), let name = node.needText("'document'", &diagnostics), name != tenant {
            diagnostics.error(
                .houseTenant, at: node.span, "this house style is of '\(name)' and stands in the folder of '\(tenant)'",
                hint: "document: \(tenant)")
        }
        let reading = HouseReading(limit: HouseReading.nameLength)
        let name = form.need("name", &diagnostics).flatMap { reading.text($0, "'name'", &diagnostics) }
        let colour = form["colour"].flatMap { self.colour($0, &diagnostics) }
        var logoBytes: [UInt8] = []
        let logo = form["logo"].flatMap { self.logo($0, &logoBytes, &diagnostics) }
        let contact = form["contact"].flatMap { HouseReading.contact($0, &diagnostics) }
        let help = languages(form["help"], HouseFile.helpLanguages, &diagnostics) { HouseReading.help($0, &$1) }
        let sentences = languages(form["sentences"], HouseFile.sentencesLanguages, &diagnostics) { HouseReading.sentences($0, &$1) }
        let organisations = organisations(form["organisations"], &diagnostics)
        guard diagnostics.errorCount == before, let name else { return nil }
        let hash = Digest(of: Array(Digest(of: source.bytes).hex.utf8) + logoBytes)
        return HouseStyle(
            name: name, colour: colour ?? HouseStyle(name: name).colour, logo: logo, contact: contact, help: help,
            organisations: organisations, sentences: sentences, hash: hash)
    }

    private func colour(_ node: Node, _ diagnostics: inout Diagnostics) -> HouseStyle.Colour? {
        // A # without quotes begins a comment: then nothing stands behind the key.
        if case .nothing = node.content {
            diagnostics.error(.houseColour, at: node.span, "no colour stands here: # begins a comment", hint: "colour: \"#154273\"")
            return nil
        }
        guard let text = node.needText("'colour'", &diagnostics) else { return nil }
        guard let colour = HouseStyle.Colour(text) else {
            diagnostics.error(.houseColour, at: node.span, "'\(text.prefix(20))' is no colour", hint: "colour: \"#154273\"")
            return nil
        }
        guard colour.contrast(with: .white) < HouseStyle.Colour.leastContrast else { return colour }
        diagnostics.error(
            .houseContrast, at: node.span, "\(colour.written) has a contrast of \(HouseFile.ratio(colour)) with white, it needs 4.5",
            hint: "\"\(colour.readable.written)\" has \(HouseFile.ratio(colour.readable))")
        return nil
    }

    /// Two decimals, cut off: 4.499 is not shown as enough.
    private static func ratio(_ colour: HouseStyle.Colour) -> String {
        let hundredths = Int(colour.contrast(with: .white) * 100)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private func logo(_ node: Node, _ bytes: inout [UInt8], _ diagnostics: inout Diagnostics) -> Picture? {
        guard let name = node.needText("'logo'", &diagnostics) else { return nil }
        guard !name.contains("/"), !name.hasPrefix("."), let found = beside(name) else {
            diagnostics.error(
                .houseLogo, at: node.span, "there is no file '\(name.prefix(80))' beside this one",
                hint: name.contains("/") ? "a logo stands in the same folder" : nil)
            return nil
        }
        bytes = found
        do throws(PictureFailure) { return try Picture.read(found) } catch {
            switch error {
            case .tooLarge:
                diagnostics.error(
                    .houseLogoSize, at: node.span, "'\(name)' is too large: it may have 1 MB, and 4,000 pixels a side",
                    hint: "save it smaller")
            case .notAPicture:
                diagnostics.error(.houseLogoKind, at: node.span, "'\(name)' is no PNG", hint: "save it as a PNG")
            case .unsupported(let kind):
                diagnostics.error(
                    .houseLogoKind, at: node.span, "'\(name)' is of a kind that is not printed: \(kind)",
                    hint: "save it as a PNG of 8 bits, not interlaced")
            case .damaged: diagnostics.error(.houseLogoKind, at: node.span, "'\(name)' is damaged", hint: "save it again")
            }
            return nil
        }
    }

    private func languages<Thing>(
        _ node: Node?, _ shape: FormShape, _ diagnostics: inout Diagnostics, _ read: (Node, inout Diagnostics) -> Thing?
    ) -> [Language: Thing] {
        guard let node, let form = Form(node, "a map by language", shape, &diagnostics) else { return [:] }
        var things: [Language: Thing] = [:]
        for language in Language.allCases {
            if let inner = form[language.rawValue] { things[language] = read(inner, &diagnostics) }
        }
        return things
    }

    private func organisations(_ node: Node?, _ diagnostics: inout Diagnostics) -> [String: String] {
        var names: [String: String] = [:]
        for entry in node?.needEntries("'organisations'", &diagnostics) ?? [] {
            if OIN(entry.key) == nil {
                diagnostics.error(.houseOrganisation, at: entry.keySpan, "'\(entry.key.prefix(40))' is no OIN", hint: "twenty digits")
            }
            names[entry.key] = HouseReading(limit: HouseReading.nameLength).text(entry.value, "a name", &diagnostics)
        }
        return names
    }
}

extension HouseStyle {
    /// Compiles a house style, or tells what is wrong with it.
    ///
    /// - Parameters:
    ///   - tenant: the folder the file stands in.
    ///   - beside: a file of that folder, as bytes; nil when there is none of that name.
    package static func compile(
        _ source: SourceText, tenant: String, beside: (_ name: String) -> [UInt8]?, into diagnostics: inout Diagnostics
    ) -> HouseStyle? {
        withoutActuallyEscaping(beside) { HouseFile(source: source, tenant: tenant, beside: $0).style(&diagnostics) }
    }
}
