import Core
import Glibc

/// Reads a BSN from standard input: asked for without echo on a terminal, else the first line of what is given.
enum SubjectPrompt {
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
