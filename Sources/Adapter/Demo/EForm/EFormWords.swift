import Core

extension Language {
    /// The one of the two that is in this language.
    func say(_ dutch: String, _ english: String) -> String { self == .dutch ? dutch : english }

    /// The same for markup, under another name: a text that was meant as markup does not compile, and cannot be taken for the other.
    func write(_ dutch: HTML, _ english: HTML) -> HTML { self == .dutch ? dutch : english }

    /// `€ 1.218,40` or `€1,218.40`, never broken over two lines; without its sign.
    func money(_ cents: Int) -> HTML {
        let rest = cents.magnitude % 100
        let decimals = "\(rest < 10 ? "0" : "")\(rest)"
        let whole = Int(cents.magnitude / 100)
        return
            "<span class=\"amount\">\(say("€\u{A0}\(whole.grouped(by: ".")),\(decimals)", "€\(whole.grouped(by: ",")).\(decimals)"))</span>"
    }

    /// `3 maart 2026` or `3 March 2026`, the day it is in Amsterdam.
    func day(_ instant: Instant) -> String {
        guard let date = instant.localDate else { return "" }
        return "\(date.day) \((self == .dutch ? Language.maanden : Language.months)[Int(date.month) - 1]) \(date.year)"
    }

    /// `08:05`.
    func time(_ instant: Instant) -> String {
        let minutes = (instant.epoch + Int(instant.offset)) / 60 % 1_440
        return "\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    }

    func cases(_ count: Int) -> String {
        count == 1 ? say("1 zaak", "1 case") : say("\(count) zaken", "\(count) cases")
    }

    private static let maanden = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
