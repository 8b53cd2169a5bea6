import Core

extension Language {
    /// By a language tag such as `en` or `nl-BE` (RFC 5646); nil for another language.
    init?(tag: String) {
        let primary = tag.prefix { $0 != "-" }.lowercased()
        self.init(rawValue: primary)
    }

    /// The one that `Accept-Language` likes best of those there are (RFC 9110 section 12.5.4); Dutch when it likes none or all alike: a
    /// document in another language than was asked is worth more than none.
    static func preferred(by request: Request) -> Language {
        var best: (language: Language, weight: Int)?
        for range in request.values(of: "Accept-Language").flatMap({ $0.split(separator: ",") }) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first.map({ String($0).trimmedOfSpace }), let language = Language(tag: tag) else { continue }
            let weight = parts.dropFirst().compactMap { MediaType.weight(parameter: String($0)) }.first ?? 1_000
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .dutch
    }
}
