import Core
import Syntax

/// The code lists a mapping can name: those written in it and its includes, and those in files `codes/*.csv` beside it.
struct CodeShelf {
    private let written: [Node.Entry]
    private let beside: [String]
    private let others: (String) -> SourceText?
    private var compiled: [String: CodeList?] = [:]
    /// The code files that were read.
    private(set) var files: [SourceText] = []
    private(set) var unread: [Name] = []

    /// - Parameter beside: the names of the files there are, for hints.
    init(_ written: [Node.Entry], beside: [String], others: @escaping (String) -> SourceText?) {
        self.written = written
        self.beside = beside
        self.others = others
    }

    /// The list of that name; nil when there is none or it has a mistake, which is told once.
    mutating func list(named name: String, at span: Span, _ diagnostics: inout Diagnostics) -> CodeList? {
        if let known = compiled[name] { return known }
        let list: CodeList?
        if let entry = written.first(where: { $0.key == name }) {
            list = CodeTable.inline(entry, &diagnostics)
        } else if name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }), let file = others("codes/\(name).csv") {
            files.append(file)
            list = CodeTable.file(file, named: name, &diagnostics)
        } else {
            diagnostics.error(
                .unknownList, at: span, "there is no code list '\(name)'",
                hint: Spelling.nearest(to: name, in: known).map { "did you mean '\($0)'?" }
                    ?? "write it under 'codes' or in codes/\(name).csv")
            // Told at each place that names it, as each must be mended.
            return nil
        }
        compiled[name] = .some(list)
        return list
    }

    /// The lists there are, written or as a file.
    private var known: [String] {
        written.map(\.key)
            + beside.compactMap { $0.hasPrefix("codes/") && $0.hasSuffix(".csv") ? String($0.dropFirst(6).dropLast(4)) : nil }
    }

    /// Lists that no column reads are checked all the same, and remembered as unread.
    mutating func finish(_ diagnostics: inout Diagnostics) {
        for entry in written where compiled[entry.key] == nil {
            unread.append(Name(text: entry.key, span: entry.keySpan))
            _ = list(named: entry.key, at: entry.keySpan, &diagnostics)
        }
    }
}
