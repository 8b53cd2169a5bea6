import Core
import Standard

extension Language {
    /// The one of the two that is in this language.
    func say(_ dutch: String, _ english: String) -> String { self == .dutch ? dutch : english }

    /// The same for markup, under another name: a text that was meant as markup does not compile, and cannot be taken for the other.
    func write(_ dutch: HTML, _ english: HTML) -> HTML { self == .dutch ? dutch : english }

    /// `€ 1.218,40` or `€1,218.40`, never broken over two lines; without its sign.
    func money(_ cents: Int) -> HTML { "<span class=\"amount\">\(PlainWords(self, isUnbroken: true).money(Cents(cents)))</span>" }

    /// `3 maart 2026` or `3 March 2026`, the day it is in Amsterdam.
    func day(_ instant: Instant) -> String { PlainWords(self).day(instant) }

    /// `8:05`, in Amsterdam.
    func time(_ instant: Instant) -> String { PlainWords(self).time(instant) }

    func cases(_ count: Int) -> String {
        count == 1 ? say("1 zaak", "1 case") : say("\(count) zaken", "\(count) cases")
    }
}
