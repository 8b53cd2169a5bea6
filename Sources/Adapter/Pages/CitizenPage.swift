import Core
import Sealing

/// A page that a citizen reads: plain HTML and one style sheet, no script and nothing from elsewhere. It works with a keyboard, a screen
/// reader, on a phone, and on paper.
struct CitizenPage: Sendable {
    /// Of the tab; the heading of the page is in `main`.
    let title: String
    var language = Language.dutch
    /// Whose page it is, at the top: `Gemeente Voorbeeldstad`.
    let owner: String
    /// A line above everything, on every page of its kind: that this is a demonstration. Nil for none.
    var banner: String?
    /// Beside the owner: the way to the other language, and the like.
    var aside: HTML = ""
    let main: HTML
    var footer: HTML = ""
    /// The page asks for itself again after so many seconds; nil for never.
    var refresh: Int?

    private var skip: String { language == .dutch ? "Naar de inhoud" : "Skip to the content" }

    var html: HTML {
        let strip: HTML? = banner.map { "<p class=\"demo\"><strong>\($0)</strong></p>" }
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title)</title>
            <style>\(HTML(stringLiteral: CitizenPage.style))</style>
            </head>
            <body>
            <a class="skip" href="#inhoud">\(skip)</a>
            <header>\(strip)<div class="bar"><p class="owner">\(owner)</p>\(aside)</div></header>
            <main id="inhoud" tabindex="-1">
            \(main)
            </main>
            <footer>\(footer)</footer>
            </body>
            </html>

            """
    }

    func reply(status: Int = 200) -> Reply {
        var headers = [
            Request.Header("Content-Type", "text/html; charset=utf-8"), Request.Header("Content-Language", language.rawValue),
        ]
        if let refresh { headers.append(Request.Header("Refresh", "\(refresh)")) }
        return Reply(status: status, headers: headers, body: Array(html.markup.utf8))
    }
}
