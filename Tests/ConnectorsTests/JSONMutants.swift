import Core
import Syntax

/// Every way in which one member of a JSON message is wrong in practice, made of a message that is right.
enum JSONMutants {
    static func all(of bytes: [UInt8]) throws -> [XMLMutants.Mutant] {
        let node = try JSONReader.read(bytes, limits: JSONLimits())
        var found: [XMLMutants.Mutant] = []
        change(node, "") { what, text in found.append(XMLMutants.Mutant(what: what, bytes: Array(text.written().utf8))) }
        return found
    }

    /// Tells every way in which this value or something in it can be changed, as the whole that comes of it.
    private static func change(_ node: Node, _ path: String, _ tell: (String, JSONText) -> Void) {
        switch node.content {
        case .map(let entries):
            for (at, entry) in entries.enumerated() {
                func whole(_ change: (inout [(String, JSONText)]) -> Void) -> JSONText {
                    var members = entries.map { ($0.key, text($0.value)) }
                    change(&members)
                    return .object(members)
                }
                let name = "\(path).\(entry.key)"
                tell("drop \(name)", whole { $0.remove(at: at) })
                tell("rename \(name)", whole { $0[at].0 += "x" })
                tell("other \(name)", whole { $0[at].0 = "jansen" })
                tell("capital \(name)", whole { $0[at].0 = $0[at].0.uppercased() })
                tell("deeper \(name)", whole { $0[at].1 = .object([("waarde", $0[at].1)]) })
                tell("list \(name)", whole { $0[at].1 = .list([$0[at].1]) })
                tell("null \(name)", whole { $0[at].1 = .word("null") })
                tell("number \(name)", whole { $0[at].1 = .word("7") })
                tell("value \(name)", whole { $0[at].1 = .text("Jansen") })
                tell("empty \(name)", whole { $0[at].1 = .text("") })
                change(entry.value, name) { what, inner in tell(what, whole { $0[at].1 = inner }) }
            }
        case .list(let items):
            for (at, item) in items.enumerated() {
                change(item, "\(path)[\(at)]") { what, inner in
                    var all = items.map { text($0) }
                    all[at] = inner
                    tell(what, .list(all))
                }
            }
        default: break
        }
    }

    static func text(_ node: Node) -> JSONText {
        switch node.content {
        case .text(let text): .text(text)
        case .number(let digits): .word(digits)
        case .boolean(let value): .word("\(value)")
        case .nothing: .word("null")
        case .list(let items): .list(items.map { text($0) })
        case .map(let entries): .object(entries.map { ($0.key, text($0.value)) })
        }
    }
}
