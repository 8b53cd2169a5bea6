import Core

/// One walk over a statement.
struct SQLScan {
    private let text: [UInt8]
    private let places: SQLPlaces
    private var at = 0
    /// Where the text that is not yet in a segment begins.
    private var from = 0
    private(set) var segments: [Query.Segment] = []
    /// Where in the text each parameter begins, and how long it is.
    private var parameters: [(start: Int, length: Int)] = []
    private(set) var diagnostics = Diagnostics()
    /// The last two things that were no comment or space: a word in lower case, or a single sign.
    private var last = ""
    private var beforeLast = ""
    /// Whether anything but an opening parenthesis was read.
    private var hasBegun = false
    /// Behind a `;` nothing may follow.
    private var closedAt: Int?
    private var stopped = false
    /// Mistakes after which the rest is not looked at.
    private static let enough = 20

    init(_ text: String, places: SQLPlaces) {
        self.text = Array(text.utf8)
        self.places = places
    }

    mutating func run() {
        while at < text.count, !stopped, diagnostics.all.count < SQLScan.enough { step() }
        guard !stopped else { return }
        if !hasBegun {
            error(.noStatement, 0, max(1, text.count), "there is no statement here")
            return
        }
        flush(to: closedAt ?? text.count)
    }

    private mutating func step() {
        let byte = text[at]
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: at += 1
        case UInt8(ascii: "-") where next == UInt8(ascii: "-"): skipLine()
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"): skipComment()
        case UInt8(ascii: ";"):
            if !hasBegun { return refuse(.noStatement, at, 1, "there is no statement before ';'") }
            closedAt = closedAt ?? at
            at += 1
        default: token(byte)
        }
    }

    /// Anything that is neither space nor comment nor `;`.
    private mutating func token(_ byte: UInt8) {
        if closedAt != nil {
            return refuse(.severalStatements, at, 1, "a second statement begins here", hint: "make it a row set of its own")
        }
        let start = at
        switch byte {
        case UInt8(ascii: "'"): quoted(byte, backslashes: false)
        case UInt8(ascii: "\""): quoted(byte, backslashes: false)
        case UInt8(ascii: "$"): dollar()
        case UInt8(ascii: ":"): colon()
        case UInt8(ascii: "?"):
            refuse(.unknownParameter, at, 1, "'?' is no parameter here", hint: "write :bsn; for the jsonb operator write jsonb_exists(…)")
        case UInt8(ascii: "@") where SQLScan.isWordStart(next):
            refuse(.unknownParameter, at, wordLength(at + 1) + 1, "only :bsn can be a parameter", hint: "write :bsn, or a space behind '@'")
        case _ where SQLScan.isWord(byte): word()
        default:
            if byte == UInt8(ascii: "*") { star() }
            at += 1
        }
        guard !stopped else { return }
        note(start)
    }

    /// Remembers what was just read, and looks at how a statement begins.
    private mutating func note(_ start: Int) {
        let read =
            SQLScan.isWord(text[start])
            ? String(decoding: text[start..<at], as: UTF8.self).lowercased() : String(decoding: text[start...start], as: UTF8.self)
        if !hasBegun, read != "(" {
            hasBegun = true
            if !["select", "with", "values"].contains(read) {
                refuse(.notASelect, start, at - start, "a statement begins with SELECT, WITH or VALUES")
            }
        } else if last == "(", ["insert", "update", "delete", "merge"].contains(read), SQLScan.isSpace(at < text.count ? text[at] : 0) {
            error(.notASelect, start, at - start, "a statement may only select")
        }
        beforeLast = last
        last = read
    }

    // MARK: - What is text

    private mutating func quoted(_ quote: UInt8, backslashes: Bool) {
        let start = at
        at += 1
        while at < text.count {
            if backslashes, text[at] == UInt8(ascii: "\\") {
                at += 2
            } else if text[at] != quote {
                at += 1
            } else if next == quote {
                at += 2
            } else {
                at += 1
                return
            }
        }
        refuse(.unterminatedSQL, start, 1, "this quote is not closed")
    }

    /// `$$ … $$` or `$tag$ … $tag$`; anything else behind a `$` would be a parameter of some database.
    private mutating func dollar() {
        let start = at
        let tag = SQLScan.isDigit(next) ? 0 : wordLength(at + 1)
        let close = at + 1 + tag
        guard close < text.count, text[close] == UInt8(ascii: "$") else {
            return refuse(.unknownParameter, start, wordLength(at + 1) + 1, "only :bsn can be a parameter", hint: "write :bsn")
        }
        let mark = text[start...close]
        at = close + 1
        while at + mark.count <= text.count {
            if text[at] == UInt8(ascii: "$"), text[at..<at + mark.count] == mark {
                at += mark.count
                return
            }
            at += 1
        }
        refuse(.unterminatedSQL, start, mark.count, "this dollar quote is not closed")
    }

    private mutating func skipLine() {
        while at < text.count, text[at] != 0x0A { at += 1 }
    }

    private mutating func skipComment() {
        let start = at
        at += 2
        while at < text.count {
            if text[at] == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                at += 2
                return
            }
            if text[at] == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                return refuse(.nestedComment, at, 2, "a comment begins inside a comment", hint: "databases disagree where it ends")
            }
            at += 1
        }
        refuse(.unterminatedSQL, start, 2, "this comment is not closed")
    }

    // MARK: - What means something

    private mutating func word() {
        let start = at
        at += wordLength(at)
        if at - start == Decision.word.utf8.count, text[start..<at].elementsEqual(Decision.word.utf8) {
            Decision.tell(Decision.word, at: span(start, at - start), &diagnostics)
        }
        // E'…' is the one kind of quote in which a backslash hides a quote.
        if at < text.count, text[at] == UInt8(ascii: "'"), at - start == 1, text[start] | 0x20 == UInt8(ascii: "e") {
            quoted(UInt8(ascii: "'"), backslashes: true)
        }
    }

    private mutating func colon() {
        if next == UInt8(ascii: ":") {
            at += 2
            return
        }
        guard SQLScan.isWordStart(next) else {
            at += 1
            return
        }
        let length = wordLength(at + 1)
        let name = String(decoding: text[at + 1..<at + 1 + length], as: UTF8.self)
        guard let parameter = Query.Parameter(rawValue: name) else {
            error(
                .unknownParameter, at, length + 1, "there is no parameter ':\(name)'",
                hint: last.isEmpty || last == "[" ? "only :bsn is one; in an array slice put a space behind ':'" : "only :bsn is one")
            at += 1 + length
            return
        }
        flush(to: at)
        segments.append(.parameter(parameter))
        parameters.append((at, length + 1))
        at += 1 + length
        from = at
    }

    private mutating func star() {
        guard [".", ",", "select", "distinct", "all"].contains(last), !(last == "select" && beforeLast == "(") else { return }
        diagnostics.warning(
            .selectStar, at: span(at, 1), "'*' takes whatever columns the table has tomorrow", hint: "name the columns the mapping declares"
        )
    }

    // MARK: - Bytes and places

    /// Where each parameter stands in its file.
    var parameterPlaces: [Span] { parameters.map { span($0.start, $0.length) } }

    /// The word (with its dots) or sign at a place in characters.
    func word(at offset: Int) -> (word: String, span: Span)? {
        let start = String(String(decoding: text, as: UTF8.self).prefix(offset)).utf8.count
        guard start < text.count else { return nil }
        var end = start
        while end < text.count, SQLScan.isWord(text[end]) || text[end] == UInt8(ascii: ".") { end += 1 }
        let found = text[start..<max(end, start + 1)]
        return (String(decoding: found, as: UTF8.self), span(start, found.count))
    }

    /// Where a word first stands in its file, in any case of letters; quotes and comments are looked into too.
    func place(of word: String) -> Span? {
        let wanted = Array(word.lowercased().utf8)
        guard !wanted.isEmpty, wanted.count <= text.count else { return nil }
        for start in 0...(text.count - wanted.count) {
            let end = start + wanted.count
            guard start == 0 || !SQLScan.isWord(text[start - 1]), end == text.count || !SQLScan.isWord(text[end]),
                zip(text[start..<end], wanted).allSatisfy({ $0 == $1 || ($0 | 0x20) == $1 && $0 &- 0x41 < 26 })
            else { continue }
            return span(start, wanted.count)
        }
        return nil
    }

    private mutating func flush(to end: Int) {
        if end > from { segments.append(.text(String(decoding: text[from..<end], as: UTF8.self))) }
    }

    private var next: UInt8 { at + 1 < text.count ? text[at + 1] : 0 }

    private func wordLength(_ start: Int) -> Int {
        var end = start
        while end < text.count, SQLScan.isWord(text[end]) || text[end] == UInt8(ascii: "$") && end > start && !isDollarTag(start) {
            end += 1
        }
        return end - start
    }

    /// Whether the word that begins here stands behind a `$`, where the next `$` ends it.
    private func isDollarTag(_ start: Int) -> Bool { start > 0 && text[start - 1] == UInt8(ascii: "$") }

    private static func isWordStart(_ byte: UInt8) -> Bool { isWord(byte) && !isDigit(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    private static func isWord(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return letter >= 0x61 && letter <= 0x7A || isDigit(byte) || byte == 0x5F || byte >= 0x80
    }

    private func span(_ start: Int, _ length: Int) -> Span {
        var line = 0
        var lineStart = 0
        for index in 0..<min(start, text.count) where text[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        let column = String(decoding: text[lineStart..<min(start, text.count)], as: UTF8.self).count
        let token = String(decoding: text[min(start, text.count)..<min(start + length, text.count)], as: UTF8.self)
        return places.span(line: line, column: column, token: token)
    }

    private mutating func error(_ code: Code, _ start: Int, _ length: Int, _ message: String, hint: String? = nil) {
        diagnostics.error(code, at: span(start, length), message, hint: hint)
    }

    /// A mistake after which the rest has no meaning.
    private mutating func refuse(_ code: Code, _ start: Int, _ length: Int, _ message: String, hint: String? = nil) {
        error(code, start, length, message, hint: hint)
        stopped = true
    }
}
