import Core

/// How a debt stands as a bar: what is done with, what is open, what of that is late. The same is said in words, to who cannot see it and
/// below it to everybody; what is late has stripes, so that colour is not needed.
struct DebtPicture {
    private struct Part {
        let cents: Int
        let colour: String
        let isStriped: Bool
        let words: (String, String)
    }

    let zaak: DebtOverview.Case
    let language: Language
    /// The number of the case on the page.
    let number: Int

    private var isPaidOnly: Bool { !zaak.events.contains { $0.kind == .remitted || $0.kind == .corrected } }

    private var parts: [Part] {
        let late = min(zaak.late, max(0, zaak.saldo))
        return [
            Part(
                cents: zaak.imposed - max(0, zaak.saldo), colour: "#1c5a3b", isStriped: false,
                words: isPaidOnly ? ("betaald", "paid") : ("betaald of van uw schuld afgehaald", "paid or taken off your debt")),
            Part(cents: max(0, zaak.saldo) - late, colour: "#6f9cc9", isStriped: false, words: ("nog te betalen", "still to pay")),
            Part(cents: late, colour: "#a3120a", isStriped: true, words: ("te laat", "overdue")),
        ].filter { $0.cents > 0 }
    }

    private func words(of part: Part) -> HTML { "\(language.money(part.cents)) \(language.say(part.words.0, part.words.1))" }

    /// Nothing when there is nothing to compare.
    var html: HTML? {
        let parts = parts
        let sum = parts.reduce(0) { $0 + $1.cents }
        guard sum > 0 else { return nil }
        var bars: [HTML] = []
        var from = 0
        for part in parts {
            // In tenths of a thousandth of the width; a part that is there can be seen.
            let width = max(60, part.cents * 10_000 / sum)
            bars.append("<rect x=\"\(from)\" y=\"0\" width=\"\(width)\" height=\"40\" fill=\"\(part.colour)\"/>")
            if part.isStriped {
                let stripes = stride(from: from + 80, to: from + width, by: 200).map { at -> HTML in
                    "<rect x=\"\(at)\" y=\"0\" width=\"40\" height=\"40\" fill=\"#fff\"/>"
                }
                bars += stripes
            }
            if from > 0 { bars.append("<rect x=\"\(from - 15)\" y=\"0\" width=\"30\" height=\"40\" fill=\"#fff\"/>") }
            from += width
        }
        let text = HTML(parts.map { words(of: $0) }, separatedBy: ", ").plain
        let keys = parts.map { part -> HTML in
            let stripes: HTML? =
                part.isStriped
                ? "<rect x=\"3\" y=\"0\" width=\"2\" height=\"16\" fill=\"#fff\"/><rect x=\"10\" y=\"0\" width=\"2\" height=\"16\" fill=\"#fff\"/>"
                : nil
            return """
                <li><svg class="swatch" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><rect width="16" height="16" \
                fill="\(part.colour)"/>\(stripes)</svg><span>\(words(of: part))</span></li>
                """
        }
        return """
            <svg class="picture" viewBox="0 0 \(from) 40" preserveAspectRatio="none" role="img" aria-labelledby="beeld-\(number) tekst-\(number)">\
            <title id="beeld-\(number)">\(language.say("Hoe deze schuld ervoor staat", "How this debt stands"))</title>\
            <desc id="tekst-\(number)">\(text)</desc>\(bars)</svg>
            <ul class="key">\(keys)</ul>
            """
    }
}

extension HTML {
    /// Without its tags, for where markup cannot stand.
    fileprivate var plain: HTML {
        var text = ""
        var isTag = false
        for character in markup {
            switch character {
            case "<": isTag = true
            case ">": isTag = false
            case _ where !isTag: text.append(character)
            default: break
            }
        }
        return HTML(stringLiteral: text)
    }
}
