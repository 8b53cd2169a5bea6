import Core
import Glibc

/// Reads a BSN from standard input: asked for without echo on a terminal, else the first line of what is given.
enum SubjectPrompt {
    static let notOne = "That is no BSN: it has nine digits, leading zeros included, and passes the 11-proef."

    /// Said when one was typed where everybody can read it.
    static let misplaced = """
        A BSN does not belong on the command line: others on this machine can see it, and your shell remembers it (remove that line from its \
        history). Leave it out and type it when asked, or give it on standard input with --bsn-stdin.
        """

    /// Whether words of a command line hold a BSN: one that stands alone, or as a part of a name. A case may be numbered as citizens are.
    static func isTyped(in words: [String]) -> Bool {
        for (at, word) in words.enumerated() where at == 0 || !["--case-number", "--seed"].contains(words[at - 1]) {
            if word.hasPrefix("--case-number=") || word.hasPrefix("--seed=") { continue }
            for part in word.split(whereSeparator: { "/=: ".contains($0) }) where part.allSatisfy({ $0.isASCII && $0.isNumber }) {
                if part.count == 9, BSN(String(part)) != nil { return true }
                // A day as eight digits may be part of a path.
                if part.count == 8, part.count == word.count, BSN("0" + part) != nil { return true }
            }
        }
        return false
    }

    /// Nil when it is none.
    static func read() -> BSN? {
        guard isatty(STDIN_FILENO) == 1 else { return line().flatMap { BSN($0) } }
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            Words.complain("")
        }
        Words.ask("BSN (is not shown): ")
        return line().flatMap { BSN($0) }
    }

    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The first line without blanks around it; nil when there is none or it is longer than any BSN.
    private static func line() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < 64 {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != 0x0A else { break }
            if byte != 0x20, byte != 0x0D, byte != 0x09 { bytes.append(byte) }
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
