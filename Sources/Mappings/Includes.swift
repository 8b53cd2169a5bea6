import Core
import Syntax

/// Follows the includes of a mapping: files of the same folder only, at most four deep, never in a circle.
struct Includes {
    private static let depth = 4
    private let beside: [String]
    private let others: (String) -> SourceText?
    /// Every file that was followed, once.
    private(set) var files: [SourceText] = []
    private var read: [String: SharedParts] = [:]

    /// - Parameter beside: the names of the files there are, for hints.
    init(beside: [String], others: @escaping (String) -> SourceText?) {
        self.beside = beside
        self.others = others
    }

    /// The shared parts of a file: its own, and under them those of its includes.
    mutating func parts(of form: Form, trail: [String] = [], _ diagnostics: inout Diagnostics) -> SharedParts {
        var own = SharedParts(form, &diagnostics)
        var included: SharedParts?
        for node in form.texts("include", &diagnostics) ?? [] {
            guard let path = node.text, let parts = follow(path, node.span, trail, &diagnostics) else {
                // What the file would have given is unknown, so nothing of it is told missing.
                own.organisationIsTold = true
                own.activityIsTold = true
                continue
            }
            if included == nil { included = parts } else { included?.join(parts, &diagnostics) }
        }
        if let included { own.inherit(included) }
        return own
    }

    private mutating func follow(_ path: String, _ span: Span, _ trail: [String], _ diagnostics: inout Diagnostics) -> SharedParts? {
        guard Includes.staysInside(path) else {
            diagnostics.error(
                .badInclude, at: span, "an include stays inside the mapping's own folder",
                hint: "a path such as gemeente.yaml or delen/gemeente.yaml")
            return nil
        }
        guard !trail.contains(path) else {
            diagnostics.error(.badInclude, at: span, "'\(path)' includes itself, by way of \((trail + [path]).joined(separator: " → "))")
            return nil
        }
        guard trail.count < Includes.depth else {
            diagnostics.error(.badInclude, at: span, "includes go at most \(Includes.depth) deep")
            return nil
        }
        if let parts = read[path] { return parts }
        guard let file = others(path) else {
            diagnostics.error(
                .badInclude, at: span, "there is no file '\(path)' beside this mapping",
                hint: Spelling.nearest(to: path, in: beside).map { "did you mean '\($0)'?" })
            return nil
        }
        files.append(file)
        guard let root = YAMLReader.read(file, into: &diagnostics),
            let form = Form(root, "an included file", SharedParts.shape, &diagnostics)
        else { return nil }
        Decision.tell(root, &diagnostics)
        let parts = parts(of: form, trail: trail + [path], &diagnostics)
        read[path] = parts
        return parts
    }

    private static func staysInside(_ path: String) -> Bool {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.contains("\\") && !path.contains("\0") && steps.allSatisfy { !$0.isEmpty && $0 != ".." && $0 != "." }
    }
}
