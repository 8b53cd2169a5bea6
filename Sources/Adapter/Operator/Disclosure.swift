import ArgumentParser
import Glibc

/// Whether data of a citizen may be shown, and saying so before it is: on a terminal, where somebody sits, or when a flag asks for it.
enum Disclosure {
    /// Says on standard error what follows; refuses (exit code 2) when the output goes somewhere else and nobody asked for that.
    ///
    /// - Parameter inDutch: whether what follows is for a help desk.
    static func begin(showValues: Bool, inDutch: Bool = false) throws {
        guard showValues || isatty(STDOUT_FILENO) == 1 else {
            Words.complain(
                """
                Personal data is shown on a terminal only, and this output goes elsewhere (a pipe or a file). Nothing was asked.
                Add --show-values if that is what you want; then take care of where it goes.
                """)
            throw ExitCode.wrongUsage
        }
        Words.complain(
            inDutch
                ? "Persoonsgegevens: hieronder staan gegevens van één burger."
                : "Personal data (persoonsgegevens): what follows is about one citizen.")
    }
}

extension String {
    /// Runs of eight or more digits left out: a BSN that was typed in the wrong place is not repeated.
    var hidingLongNumbers: String {
        var text = ""
        var digits = ""
        for letter in self + "\0" {
            if letter.isASCII, letter.isNumber {
                digits.append(letter)
                continue
            }
            text += digits.count >= 8 ? "…" : digits
            digits = ""
            if letter != "\0" { text.append(letter) }
        }
        return text
    }
}
