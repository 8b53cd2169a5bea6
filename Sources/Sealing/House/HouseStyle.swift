package import Core

/// How the documents of a municipality look and whom they name: `mappings/<tenant>/document.yaml`.
package struct HouseStyle: Sendable {
    /// As citizens know it: `gemeente Voorbeeldstad`.
    package let name: String
    /// Of the bar at the top and of headings: enough contrast with white paper (WCAG 2.1, 1.4.3).
    package let colour: Colour
    package let logo: Picture?
    /// Where citizens ask their questions; nil when nobody wrote it.
    package let contact: Contact?
    /// Who helps with debts, by language; a language that is not here has the usual help.
    package let help: [Language: [Help]]
    /// What organisations are called, by OIN.
    package internal(set) var organisations: [String: String]
    /// What the municipality says in its own words, by language.
    package let sentences: [Language: Sentences]
    /// Over the file and the logo; nil for the plain style.
    package let hash: Digest?

    /// How to reach the municipality.
    package struct Contact: Sendable, Equatable {
        package let phone: String?
        package let email: String?
        /// An absolute https address.
        package let url: String?
        /// A line each.
        package let address: [String]

        package init(phone: String? = nil, email: String? = nil, url: String? = nil, address: [String] = []) {
            self.phone = phone
            self.email = email
            self.url = url
            self.address = address
        }
    }

    /// Who helps with debts.
    package struct Help: Sendable, Equatable {
        package let name: String
        /// What they do, in a sentence or two.
        package let text: String
        package let phone: String?
        /// An absolute https address.
        package let url: String?

        package init(name: String, text: String, phone: String? = nil, url: String? = nil) {
            self.name = name
            self.text = text
            self.phone = phone
            self.url = url
        }
    }

    /// What a municipality says in its own words; nil where the usual words do. `{naam}` and `{datum}` are filled in.
    package struct Sentences: Sendable, Equatable {
        /// In the place of the first paragraph.
        package let introduction: String?
        /// In the place of what is said of the certification.
        package let certified: String?
        /// After all else.
        package let closing: String?

        package init(introduction: String? = nil, certified: String? = nil, closing: String? = nil) {
            self.introduction = introduction
            self.certified = certified
            self.closing = closing
        }
    }

    package init(
        name: String, colour: Colour = Colour(red: 0x15, green: 0x42, blue: 0x73), logo: Picture? = nil, contact: Contact? = nil,
        help: [Language: [Help]] = [:], organisations: [String: String] = [:], sentences: [Language: Sentences] = [:], hash: Digest? = nil
    ) {
        self.name = name
        self.colour = colour
        self.logo = logo
        self.contact = contact
        self.help = help
        self.organisations = organisations
        self.sentences = sentences
        self.hash = hash
    }

    /// The same, knowing these organisations too where the file itself does not name them.
    package func naming(_ names: [(oin: OIN, name: String)]) -> HouseStyle {
        var style = self
        for organisation in names where style.organisations[organisation.oin.digits] == nil {
            style.organisations[organisation.oin.digits] = organisation.name
        }
        return style
    }

    /// All that it says in a document: fonts must have every character of it.
    package var texts: [String] {
        var texts = [name] + organisations.values.sorted()
        if let contact { texts += [contact.phone, contact.email, contact.url].compactMap(\.self) + contact.address }
        for help in help.values.flatMap(\.self) { texts += [help.name, help.text, help.phone, help.url].compactMap(\.self) }
        for sentences in sentences.values {
            texts += [sentences.introduction, sentences.certified, sentences.closing].compactMap(\.self)
        }
        return texts
    }
}

extension HouseStyle.Help {
    /// Whoever has no file of their own names the national help.
    static func usual(_ language: Language) -> [HouseStyle.Help] {
        let text =
            language == .dutch
            ? "Zij helpen gratis en u hoeft uw naam niet te zeggen." : "They help for free and you do not have to give your name."
        return [.init(name: "Geldfit", text: text, phone: "0800 8115", url: "https://geldfit.nl/")]
    }
}
