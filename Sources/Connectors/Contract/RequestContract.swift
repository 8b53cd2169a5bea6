import Core
import Standard
import Syntax

/// Draws the contract of a request from its compiled sample: the very tables that requests are compared with.
struct RequestContract {
    let pattern: Pattern
    let words: RequestWords
    let quirks: Quirks
    /// The versions of the standard that can be asked for.
    let versions: [String]
    /// The forms in which the answer can be asked for.
    let forms: [String]

    /// XML: the element of the message. JSON: the object, without a name.
    var root: ContractPart { part(0) }

    private func part(_ at: Int) -> ContractPart {
        let element = pattern.elements[at]
        let name =
            element.name < 0 ? Markup.Name("", "") : isXML ? pattern.names[element.name] : Markup.Name("", pattern.keys[element.name])
        var (content, means) = self.content(element, at)
        if case .text = element.leaf, means.isEmpty { means = "Een vaste waarde." }
        var part = ContractPart(name, isOptional: element.isOptional, content, means: means)
        part.isOpen = element.ignoresOthers
        part.attributes = pattern.attributes[element.attributes].map { attribute in
            let found = value(attribute.leaf, isOptional: attribute.isOptional)
            return ContractPart.Attribute(
                name: pattern.names[attribute.name], value: found?.value ?? ContractValue(.text), isRequired: !attribute.isOptional,
                means: found?.means ?? "")
        }
        return part
    }

    private var isXML: Bool { !pattern.names.isEmpty }

    private func content(_ element: Pattern.Element, _ at: Int) -> (ContractPart.Content, means: String) {
        switch element.leaf {
        case .inner: (.parts(element.children.map { .part(part($0)) }), "")
        case .items: (.items(element.children.map { part($0) }), "")
        case .any:
            if pattern.examples[at] != nil {
                (.value(ContractValue(.text)), "Wordt niet gelezen.")
            } else {
                (.anything, "Wordt niet gelezen.")
            }
        case .passedOver: (.anything, "Wordt niet gelezen.")
        case .fields:
            (
                .list(ContractPart(Markup.Name("", ""), .value(ContractValue(.text, pattern: RequestContract.path))), Recipe.fieldCount),
                "Welke velden van het antwoord gewenst zijn: paden zoals `saldo` of `gebeurtenissen.bedrag`."
            )
        case .company(nil, _): (.refused(RequestContract.company), "Wordt geweigerd wanneer het gevuld is: \(RequestContract.company)")
        case .refused(let sentence): (.refused(sentence), "Wordt geweigerd wanneer het gevuld is: \(sentence)")
        case .number(let digits): (.value(ContractValue(.integer, words: [digits])), "Een vaste waarde.")
        case .boolean(let value): (.value(ContractValue(.boolean, words: [value ? "true" : "false"])), "Een vaste waarde.")
        case .text, .word, .company, .same:
            value(element.leaf, isOptional: element.isOptional).map { (.value($0.value), $0.means) } ?? (.anything, "")
        }
    }

    static let company = Problems.Code.company.reason
    private static let path = "^[a-zA-Z0-9\\._]{1,200}$"

    /// What a leaf may be, and what it means; nil for one that is not read.
    private func value(_ leaf: Pattern.Leaf, isOptional: Bool) -> (value: ContractValue, means: String)? {
        switch leaf {
        case .text(let constant, let ignoringCase): (.constant(constant, ignoringCase: ignoringCase), "Een vaste waarde.")
        case .company(let constant?, _): (.constant(constant), "Een vaste waarde.")
        case .word(let number), .same(let number): word(number, isOptional: isOptional)
        default: nil
        }
    }

    /// What may stand for a word of a request, also in a header.
    func word(_ number: Int, isOptional: Bool) -> (value: ContractValue, means: String) {
        let limit = RequestWords.limit(of: number)
        let name = words.name(of: number)
        let means = ContractWords.request[name] ?? (name.hasPrefix(RequestWords.echoPrefix) ? ContractWords.echo : "")
        switch RequestWords.Fixed(rawValue: number) {
        case .bsn, .represented, .representative:
            // What may lack may also be empty.
            return (ContractValue(.text, pattern: isOptional ? "^(\(bsn.dropFirst().dropLast()))?$" : bsn), means)
        case .version:
            let usual = versions.first.map { " Zonder: \($0)." } ?? ""
            return (ContractValue(.text, words: versions), means + usual)
        case .representation: return (ContractValue(.text, words: forms), means)
        case .language: return (ContractValue(.text, words: Language.allCases.map(\.rawValue)), means + " Zonder: nl.")
        case .assurance where !isXML:
            // A level may be written as the number it is.
            var level = ContractValue(.text, least: isOptional ? 0 : 1, most: limit)
            level.forms.append(ContractValue.Form(base: .integer))
            return (level, means)
        default: return (ContractValue(.text, least: isOptional ? 0 : 1, most: limit), means)
        }
    }

    /// The pattern of a BSN, as far as the switches allow it to be written.
    private var bsn: String {
        let digits = quirks.bsnOf8Digits ? "[0-9]{8,9}" : "[0-9]{9}"
        return quirks.bsnSectorPrefix ? "^(s00000000:)?\(digits)$" : "^\(digits)$"
    }
}
