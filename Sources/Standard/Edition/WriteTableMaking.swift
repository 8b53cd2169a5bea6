import Core
import Syntax

/// Compiles the write tables of a version.
struct WriteTableMaking {
    let version: VersionDefinition
    let slots: Slots
    let kinds: [EventKind]

    /// Where the fields of the union stand.
    struct Slots {
        let document: [String: Int]
        let zaak: [String: Int]
        let events: [[String: Int]]
    }

    func json() -> WriteTable {
        var table = WriteTable()
        func quoted(_ text: String) -> String {
            let out = Output(capacity: 128)
            out.json(text)
            return String(decoding: out.bytes, as: UTF8.self)
        }
        let braces = (open: "{", close: "}")
        fill(&table) { table, field, act, kind in
            let key = ",\(quoted(field.key)):"
            switch act {
            case .constant:
                let text: String = if case .constant(let text) = field.content { text } else { kind ?? "" }
                return (table.piece(key + quoted(text)), table.piece(""))
            case .open: return (table.piece(key + "{"), table.piece("}"))
            case .cases, .events, .arrears: return (table.piece(key + "["), table.piece("]"))
            case .value, .close: return (table.piece(key), table.piece(""))
            }
        }
        table.document.open = table.piece(braces.open)
        table.document.close = table.piece(braces.close)
        table.zaak.open = table.document.open
        table.zaak.close = table.document.close
        for at in table.events.indices {
            table.events[at].open = table.document.open
            table.events[at].close = table.document.close
        }
        return table
    }

    func xml() -> WriteTable {
        var table = WriteTable()
        func escaped(_ text: String) -> String {
            let out = Output(capacity: 128)
            out.xml(text)
            return String(decoding: out.bytes, as: UTF8.self)
        }
        fill(&table) { table, field, act, kind in
            let open = "<\(field.key)>"
            let close = "</\(field.key)>"
            if act == .constant {
                let text: String = if case .constant(let text) = field.content { text } else { kind ?? "" }
                return (table.piece(open + escaped(text) + close), table.piece(""))
            }
            return (table.piece(open), table.piece(close))
        }
        let root = version.document?.element ?? ""
        table.document.open = table.piece("<\(root) xmlns=\"")
        table.document.close = table.piece("</\(root)>")
        let element = { (list: ListContent) in
            (version.objects + [version.zaak]).flatMap(\.fields).first { $0.content == .list(list) }?.element ?? ""
        }
        table.zaak.open = table.piece("<\(element(.cases))>")
        table.zaak.close = table.piece("</\(element(.cases))>")
        table.arrear.open = table.piece("<\(element(.arrears))>")
        table.arrear.close = table.piece("</\(element(.arrears))>")
        let open = table.piece("<\(element(.events))>")
        let close = table.piece("</\(element(.events))>")
        for at in table.events.indices {
            table.events[at].open = open
            table.events[at].close = close
        }
        return table
    }

    private typealias Pieces = (inout WriteTable, FieldDefinition, WriteTable.Op.Act, _ kind: String?) -> (
        WriteTable.Piece, WriteTable.Piece
    )

    private func fill(_ table: inout WriteTable, _ pieces: Pieces) {
        if let document = version.document {
            table.document = table.block(ops(document.fields, slots.document, nil, &table, pieces))
        }
        table.zaak = table.block(ops(version.zaak.fields, slots.zaak, nil, &table, pieces))
        table.events = kinds.map { _ in WriteTable.Block() }
        for kind in version.kinds {
            guard let at = kinds.firstIndex(where: { $0.name == kind.name }) else { continue }
            table.events[at] = table.block(ops(kind.fields, slots.events[at], kind.name, &table, pieces))
        }
    }

    private func ops(
        _ fields: [FieldDefinition], _ slots: [String: Int], _ kind: String?, _ table: inout WriteTable, _ pieces: Pieces
    ) -> [WriteTable.Op] {
        var ops: [WriteTable.Op] = []
        for field in fields {
            let act: WriteTable.Op.Act =
                switch field.content {
                case .value, .total: .value
                case .constant, .kindName: .constant
                case .object: .open
                case .list(.cases): .cases
                case .list(.events): .events
                case .list(.arrears): .arrears
                }
            let (before, after) = pieces(&table, field, act, kind)
            ops.append(.init(act: act, slot: Int32(slots[field.name] ?? 0), before: before, after: after))
            guard case .object(let name) = field.content, let inner = version.objects.first(where: { $0.name == name }) else { continue }
            ops += self.ops(inner.fields, slots, kind, &table, pieces)
            ops.append(.init(act: .close, slot: 0, before: before, after: after))
        }
        return ops
    }
}
