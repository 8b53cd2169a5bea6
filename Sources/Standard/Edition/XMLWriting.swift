import Core
import Syntax

extension WriteTable {
    /// Writes a validated document as XML: ready tags, values between them, absent fields left out. The namespace stands once, on the root.
    func writeXML(_ document: RenderedDocument, namespace: String, to output: Output) {
        bytes.withUnsafeBufferPointer { base in
            XMLWriting(table: self, base: base, output: output).write(document, namespace)
        }
    }
}

private struct XMLWriting {
    let table: WriteTable
    let base: UnsafeBufferPointer<UInt8>
    let output: Output

    func write(_ document: RenderedDocument, _ namespace: String) {
        put(table.document.open)
        output.xml(namespace)
        output.append("\">" as StaticString)
        write(table.document.ops, document.values) { op in
            guard op.act == .cases else { return }
            for zaak in document.cases { write(zaak) }
        }
        put(table.document.close)
    }

    private func write(_ zaak: RenderedCase) {
        put(table.zaak.open)
        write(table.zaak.ops, zaak.values) { op in
            if op.act == .events {
                for event in zaak.events {
                    put(table.events[event.kind].open)
                    write(table.events[event.kind].ops, event.values) { _ in }
                    put(table.events[event.kind].close)
                }
            } else {
                for arrear in zaak.arrears {
                    put(table.arrear.open)
                    output.xml(arrear.kenmerk)
                    put(table.arrear.close)
                }
            }
        }
        put(table.zaak.close)
    }

    @inline(__always)
    private func write(_ ops: [WriteTable.Op], _ values: [Value], list: (WriteTable.Op) -> Void) {
        for op in ops {
            switch op.act {
            case .value:
                let value = values[Int(op.slot)]
                if value.isAbsent { continue }
                put(op.before)
                write(value)
                put(op.after)
            case .constant, .open: put(op.before)
            case .close: put(op.after)
            case .cases, .events, .arrears:
                put(op.before)
                list(op)
                put(op.after)
            }
        }
    }

    @inline(__always)
    private func write(_ value: Value) {
        switch value {
        case .absent, .list, .record: break
        case .boolean(let flag): flag ? output.append("true" as StaticString) : output.append("false" as StaticString)
        case .integer(let number): output.append(integer: number)
        case .money(let cents): output.append(integer: cents.amount)
        case .text(let text): output.xml(text)
        case .date(let date): output.append(date)
        case .instant(let instant): output.append(instant)
        }
    }

    @inline(__always)
    private func put(_ piece: WriteTable.Piece) {
        output.append(UnsafeBufferPointer(rebasing: base[Int(piece.start)..<Int(piece.start) + Int(piece.count)]))
    }
}
