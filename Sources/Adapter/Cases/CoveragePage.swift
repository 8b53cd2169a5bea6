import Core
import Mappings

/// The coverage of mappings as one HTML page: no script, no other file, readable without colours.
enum CoveragePage {
    static func text(_ coverages: [Coverage]) -> String {
        let total = coverages.map { $0.count() }.reduce((exercised: 0, all: 0)) { ($0.exercised + $1.exercised, $0.all + $1.all) }
        var page = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>Coverage of the mappings: \(CoverageTable.percentage(total))</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <main>
            <h1>Coverage of the mappings</h1>
            <p>\(CoverageTable.percentage(total)): the cases that pass exercise \(total.exercised) of \(total.all) things. Fields that are never
            set do not count. In the files <span class="sign">✓</span> marks a line of which everything is exercised,
            <span class="sign">◐</span> a part, <span class="sign">✗</span> nothing; other lines hold nothing to exercise.</p>

            """
        page += summary(coverages)
        for (number, coverage) in coverages.enumerated() { page += section(coverage, number) }
        return page + "</main>\n</body>\n</html>\n"
    }

    private static let style = """
        :root { color-scheme: light dark; --ok: #0a6b2b; --part: #8a5a00; --none: #b00020; --line: #8888; }
        @media (prefers-color-scheme: dark) { :root { --ok: #6fdc8c; --part: #f1c21b; --none: #ff8389; } }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 82rem; padding: 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; }
        .scroll { overflow-x: auto; } h1, h2, h3 { overflow-wrap: anywhere; }
        caption { text-align: left; font-weight: 600; }
        th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top; }
        td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .ok .sign, .ok.n { color: var(--ok); } .part .sign, .part.n { color: var(--part); } .none .sign, .none.n { color: var(--none); }
        .file td { border: 0; padding: 0 .6rem; } .file { width: 100%; }
        .file code { white-space: pre-wrap; } .file .none code, .file .part code { font-weight: 600; }
        .file ul, .file p { margin: 0 0 .3rem; font-size: .9rem; }
        """

    private static func summary(_ coverages: [Coverage]) -> String {
        let subjects = Coverage.Subject.allCases
        var text = "<div class=\"scroll\" tabindex=\"0\"><table>\n<caption>Exercised of each mapping</caption>\n<thead><tr><th scope=\"col\">mapping</th>"
        text += subjects.map { "<th scope=\"col\">\($0.rawValue)</th>" }.joined() + "<th scope=\"col\">all</th></tr></thead>\n<tbody>\n"
        for (number, coverage) in coverages.enumerated() {
            text += "<tr><th scope=\"row\"><a href=\"#m\(number)\">\(escaped(coverage.file.name))</a></th>"
            for subject in subjects { text += cell(coverage.count(subject)) }
            let all = coverage.count()
            text += "<td class=\"n \(mark(all).name)\">\(CoverageTable.percentage(all))</td></tr>\n"
        }
        return text + "</tbody></table></div>\n"
    }

    private static func cell(_ count: (exercised: Int, all: Int)) -> String {
        count.all == 0 ? "<td class=\"n\">–</td>" : "<td class=\"n \(mark(count).name)\">\(count.exercised)/\(count.all)</td>"
    }

    private static func section(_ coverage: Coverage, _ number: Int) -> String {
        var text = "<section id=\"m\(number)\">\n<h2>\(escaped(coverage.file.name))</h2>\n"
        text += "<div class=\"scroll\" tabindex=\"0\"><table>\n<caption>Fields of the standard that each event gives</caption>\n<thead><tr>"
        text += ["event", "mapped from a row", "constant", "computed", "never set"].map { "<th scope=\"col\">\($0)</th>" }.joined()
        text += "</tr></thead>\n<tbody>\n"
        for event in coverage.events {
            let place = anchor(number, event.span.source.name, event.span.line)
            text += "<tr><th scope=\"row\"><a href=\"#\(place)\">\(escaped(event.kind))</a></th>"
            for names in [event.mapped, event.constant, event.computed, event.neverSet] {
                text += "<td>\(names.isEmpty ? "–" : names.map(escaped).joined(separator: ", "))</td>"
            }
            text += "</tr>\n"
        }
        text += "</tbody></table></div>\n"
        if !coverage.unusedKinds.isEmpty {
            text += "<p>No rule makes: \(coverage.unusedKinds.map(escaped).joined(separator: ", ")).</p>\n"
        }
        let missing = coverage.missing
        text += "<h3>Never exercised</h3>\n"
        text += missing.isEmpty ? "<p>Nothing: every thing is exercised.</p>\n" : "<ul>\n"
        for (thing, _) in missing {
            let place = anchor(number, thing.span.source.name, thing.span.line)
            text += "<li><a href=\"#\(place)\">\(escaped(thing.span.source.name)):\(thing.span.line)</a> \(escaped(thing.what))</li>\n"
        }
        if !missing.isEmpty { text += "</ul>\n" }
        var files: [SourceText] = [coverage.file]
        for thing in coverage.things where !files.contains(thing.span.source) { files.append(thing.span.source) }
        for file in files { text += listing(file, coverage, number) }
        return text + "</section>\n"
    }

    private static func listing(_ file: SourceText, _ coverage: Coverage, _ number: Int) -> String {
        var byLine: [Int: [Coverage.Thing]] = [:]
        for thing in coverage.things where thing.span.source == file { byLine[thing.span.line, default: []].append(thing) }
        var text =
            "<h3>\(escaped(file.name))</h3>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"file\">\n<caption>Its lines, and how often the least exercised thing of each was exercised</caption>\n"
        text +=
            "<thead><tr><th scope=\"col\">line</th><th scope=\"col\">state</th><th scope=\"col\">times</th><th scope=\"col\">text</th></tr></thead>\n<tbody>\n"
        let last = file.line(file.lineCount).isEmpty ? file.lineCount - 1 : file.lineCount
        for line in 1..<max(2, last + 1) {
            let things = byLine[line] ?? []
            let state = mark((things.count(where: \.isExercised), things.count))
            text += "<tr id=\"\(anchor(number, file.name, line))\" class=\"\(state.name)\"><td class=\"n\">\(line)</td>"
            if let least = things.map(\.count).min() {
                text +=
                    "<td><span class=\"sign\" role=\"img\" aria-label=\"\(state.told)\">\(state.sign)</span></td><td class=\"n\">\(least)</td>"
            } else {
                text += "<td></td><td></td>"
            }
            text += "<td><code>\(escaped(file.line(line)))</code>"
            let open = things.filter { !$0.isExercised }
            if !open.isEmpty {
                text += "<ul>" + open.map { "<li>never: \(escaped($0.what))</li>" }.joined() + "</ul>"
            }
            text += "</td></tr>\n"
        }
        return text + "</tbody></table></div>\n"
    }

    private static func mark(_ count: (exercised: Int, all: Int)) -> (name: String, sign: String, told: String) {
        if count.all == 0 { return ("", "", "") }
        if count.exercised == count.all { return ("ok", "✓", "all exercised") }
        return count.exercised == 0 ? ("none", "✗", "not exercised") : ("part", "◐", "partly exercised")
    }

    private static func anchor(_ number: Int, _ file: String, _ line: Int) -> String {
        "m\(number)-" + String(file.map { $0.isLetter || $0.isNumber ? $0 : "-" }) + "-\(line)"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
