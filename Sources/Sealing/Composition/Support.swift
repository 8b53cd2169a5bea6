import Core

/// Where to get help with debts, and how to reach the municipality.
extension Narration {
    var support: [Block] {
        var blocks: [Block] = [
            .heading(say("Hulp bij schulden", "Help with debts"), level: 2),
            paragraph(
                say(
                    "Kunt u niet alles betalen? Wacht niet en vraag om hulp. Vraag ons ook of u in delen mag betalen.",
                    "Can you not pay everything? Do not wait and ask for help. Ask us too whether you may pay in parts.")),
        ]
        let help = style.help[say.language] ?? HouseStyle.Help.usual(say.language)
        blocks.append(.list(help.map { phrases($0) }))
        if let contact = style.contact {
            blocks.append(
                .together([.heading(say("Vragen aan \(style.name)", "Questions to \(style.name)"), level: 3), .facts(lines(of: contact))]))
        }
        return blocks
    }

    private func phrases(_ help: HouseStyle.Help) -> [Phrase] {
        var phrases = [Phrase("\(help.name). ", .strong), Phrase(help.text)]
        if let phone = help.phone {
            phrases.append(Phrase(say(" Bel ", " Call ")))
            phrases.append(Narration.phone(phone))
            phrases.append(Phrase("."))
        }
        if let url = help.url {
            phrases.append(Phrase(say(" Kijk op ", " Look at ")))
            phrases.append(Narration.page(url))
            phrases.append(Phrase("."))
        }
        return phrases
    }

    private func lines(of contact: HouseStyle.Contact) -> [Block.Fact] {
        var facts: [Block.Fact] = []
        if let phone = contact.phone { facts.append(.init(say("Telefoon", "Telephone"), [Narration.phone(phone)])) }
        if let email = contact.email { facts.append(.init(say("E-mail", "Email"), [Phrase(email, link: "mailto:\(email)")])) }
        if let url = contact.url { facts.append(.init(say("Website", "Website"), [Narration.page(url)])) }
        if !contact.address.isEmpty { facts.append(.init(say("Adres", "Address"), [Phrase(contact.address.joined(separator: ", "))])) }
        return facts
    }

    private static func phone(_ number: String) -> Phrase {
        // Never in two parts on two lines.
        Phrase(
            number.split(separator: " ").joined(separator: "\u{A0}"),
            link: "tel:" + String(number.filter { $0 == "+" || $0.isASCII && $0.isNumber }))
    }

    /// A page by its address as people read it, without `https://`.
    static func page(_ url: String) -> Phrase {
        var text = Substring(url)
        for start in ["https://", "http://"] where text.hasPrefix(start) { text = text.dropFirst(start.count) }
        if text.hasSuffix("/") { text = text.dropLast() }
        return Phrase(String(text), link: url)
    }
}
