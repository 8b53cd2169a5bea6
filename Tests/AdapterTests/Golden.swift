import Core
import Foundation

/// What the rooms' tests hold of diagnostics as they are printed: `*.case` files, `expected.txt` beside a vendor folder, `*.txt` beside a
/// section of settings or an edit of the standard.
enum Golden {
    /// A golden file with what is printed of the wrong files it stands for.
    struct Case: Sendable {
        /// Its path below `Tests/`.
        let path: String
        /// It begins with the code it shows.
        let name: String
        /// What is put in, so that two cases can be told apart; empty when it stands in Swift.
        let input: String
        let printed: String
    }

    private static let folders: Set<String> = ["Diagnostics", "diagnostics", "Settings", "callers", "live"]

    static let cases: [Case] = {
        let tests = ProefstadRoot.repository.appending(path: "Tests")
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: tests.path(percentEncoded: false))) ?? []
        return paths.sorted().compactMap { path in
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count > 2, parts.dropLast().contains(where: folders.contains),
                let text = try? String(contentsOf: tests.appending(path: path), encoding: .utf8)
            else { return nil }
            if path.hasSuffix(".case") {
                // What is the same on every kind of database is expected once, else once per kind.
                guard let mark = text.range(of: "=== expected"), let end = text[mark.upperBound...].firstIndex(of: "\n") else { return nil }
                let printed = text[end...].dropFirst()
                return Case(path: path, name: parts[parts.count - 1], input: String(text[..<mark.lowerBound]), printed: String(printed))
            }
            guard path.hasSuffix(".txt"), text.contains("error[") || text.contains("warning[") else { return nil }
            let name = parts[parts.count - 1] == "expected.txt" ? parts[parts.count - 2] : parts[parts.count - 1]
            return Case(path: path, name: name, input: path, printed: text)
        }
    }()

    /// How a code is shown first: in the case that bears its name, else in any.
    static func example(of code: Code) -> String? {
        let own = cases.filter { $0.name.hasPrefix("\(code.name)-") || $0.name.hasPrefix("\(code.name).") }
        for found in own + cases {
            let told = found.printed.components(separatedBy: "\n\n").first { $0.contains("[\(code.name)]:") }
            if let told { return told.trimmingCharacters(in: .newlines) }
        }
        return nil
    }
}
