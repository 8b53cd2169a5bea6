import Core

/// The words a request sample can fill, by number: those of an `Inquiry`, then the vendor's own (`echo.…`) in the order in which samples
/// name them.
struct RequestWords {
    enum Fixed: Int, CaseIterable {
        case bsn, reference, version, representation, senderOrganisation, senderApplication, assurance
        case represented, representative
        case senderAdministration, receiverOrganisation, receiverApplication, receiverAdministration
        case language

        var name: String {
            switch self {
            case .bsn: "bsn"
            case .reference: "referentie"
            case .version: "documentVersie"
            case .representation: "representatie"
            case .senderOrganisation: "zender.organisatie"
            case .senderApplication: "zender.applicatie"
            case .assurance: "betrouwbaarheidsniveau"
            case .represented: "vertegenwoordigde"
            case .representative: "vertegenwoordiger"
            case .senderAdministration: "zender.administratie"
            case .receiverOrganisation: "ontvanger.organisatie"
            case .receiverApplication: "ontvanger.applicatie"
            case .receiverAdministration: "ontvanger.administratie"
            case .language: "taal"
            }
        }

        /// Whether it is the BSN of the other person of a representation.
        var isSecondPerson: Bool { self == .represented || self == .representative }

        /// Whether it is the BSN of somebody.
        var isPerson: Bool { self == .bsn || isSecondPerson }

        /// The longest value, in characters. 40 is a StUF referentienummer, 200 StUF's organisatie, 50 its applicatie and administratie.
        var limit: Int {
            switch self {
            case .bsn, .version, .representation, .represented, .representative, .language: 40
            case .reference: 40
            case .senderOrganisation, .assurance: 200
            case .senderApplication, .senderAdministration, .receiverApplication, .receiverAdministration: 50
            case .receiverOrganisation: 200
            }
        }
    }

    static let echoPrefix = "echo."
    /// The longest word of a vendor that is kept for the reply, in characters.
    static let echoLimit = 200

    /// The names after `echo.`.
    private(set) var echoes: [String] = []
    /// By number: whether every request of the connector always fills it.
    private var always: Set<Int>?

    /// The names of the fixed words, for hints.
    static let fixedNames = Fixed.allCases.map(\.name)

    var count: Int { Fixed.allCases.count + echoes.count }

    /// The number of a word; nil when no request fills it.
    func number(of name: String) -> Int? {
        if let fixed = Fixed.allCases.first(where: { $0.name == name }) { return fixed.rawValue }
        guard name.hasPrefix(RequestWords.echoPrefix) else { return nil }
        return echoes.firstIndex(of: String(name.dropFirst(RequestWords.echoPrefix.count))).map { Fixed.allCases.count + $0 }
    }

    /// What a sample calls a word.
    func name(of number: Int) -> String {
        Fixed(rawValue: number)?.name ?? RequestWords.echoPrefix + echoes[number - Fixed.allCases.count]
    }

    /// The number of a word in a request sample; an echo is made known by it. Nil for a word that does not exist.
    mutating func admit(_ name: String) -> Int? {
        if let number = number(of: name) { return number }
        guard name.hasPrefix(RequestWords.echoPrefix), name.utf8.count > RequestWords.echoPrefix.utf8.count else { return nil }
        echoes.append(String(name.dropFirst(RequestWords.echoPrefix.count)))
        return count - 1
    }

    /// Notes what one of the requests always fills.
    mutating func guarantee(_ words: Set<Int>) { always = always?.intersection(words) ?? words }

    /// Whether a reply can count on a word.
    func isAlwaysThere(_ number: Int) -> Bool { always?.contains(number) ?? false }

    static func limit(of number: Int) -> Int { Fixed(rawValue: number)?.limit ?? echoLimit }
}

/// What a request gave for each word, by number, and what is wrong with it.
struct Caught {
    var values: [String?]
    /// For each word the name under which the vendor's message carries it, for faults.
    var labels: [String]
    /// Which parts of the answer are asked, by their paths; nil when the request does not choose.
    var fields: [String]?
    /// What the message calls that list.
    var fieldsLabel = ""
    /// Values that stand in the message once more (`a:same`), each with the word it must agree with.
    var repeats: [(word: Int, value: String, label: String)] = []
    var problems = Problems()
    /// The version of the dialect's protocol that the request speaks, by the dialect's own number.
    var spoken = 0
    /// What the answer's WS-Addressing headers must say; nil when the request has none.
    var addressing: Addressing?
    /// Whether the reply should be the PDF itself (`Accept: application/pdf`).
    var wantsPDF = false
    /// Whether it may come before its document (`Prefer: respond-async`).
    var prefersLater = false

    init(words: Int) {
        values = Array(repeating: nil, count: words)
        labels = Array(repeating: "", count: words)
    }

    subscript(_ word: RequestWords.Fixed) -> String? { values[word.rawValue] }
    func label(_ word: RequestWords.Fixed) -> String { labels[word.rawValue] }

    /// Between whom the message says it goes.
    func parties(_ part: Parties.TenantPart?) -> Parties {
        var parties = Parties()
        parties.sender.organisation = self[.senderOrganisation]
        parties.sender.application = self[.senderApplication]
        parties.sender.administration = self[.senderAdministration]
        parties.receiver.organisation = self[.receiverOrganisation]
        parties.receiver.application = self[.receiverApplication]
        parties.receiver.administration = self[.receiverAdministration]
        parties.tenantPart = part
        return parties
    }

    mutating func take(_ value: String, for word: Int, as label: String) {
        labels[word] = label
        guard values[word] == nil else { return problems.add(label, .duplicate) }
        // A control character has no business in a word, and XML could not give it back.
        let limit = RequestWords.limit(of: word)
        guard value.utf8.count <= limit || (value.utf8.count <= limit * 4 && value.unicodeScalars.count <= limit),
            value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return problems.add(label, .length) }
        values[word] = value
    }
}
