import Core
import Syntax

extension WriteTable {
    /// Writes a validated document as XML: ready tags, values between them, absent fields left out. The namespace stands once, on the root.
    func writeXML(_ document: RenderedDocument, namespace: String, to output: Output) {
        let moments = InstantText()
        withPointers { XMLWriting(table: $0, output: output, moments: moments).write(document, namespace) }
        moments.free()
    }
}

private struct XMLWriting {
    let table: WritePointers
    let output: Output
    let moments: InstantText

    func write(_ document: RenderedDocument, _ namespace: String) {
        output.append(table.piece(table.document.open))
        output.xml(namespace)
        output.append("\">" as StaticString)
        document.values.withUnsafeBufferPointer { values in
            write(table.document, values) { op in
                guard op.act == .cases else { return }
                for at in document.cases.indices { write(document.cases[at]) }
            }
        }
        output.append(table.piece(table.document.close))
    }

    private func write(_ zaak: RenderedCase) {
        output.append(table.piece(table.zaak.open))
        zaak.values.withUnsafeBufferPointer { values in
            write(table.zaak, values) { op in
                if op.act == .events { write(zaak.events) } else { write(zaak.arrears) }
            }
        }
        output.append(table.piece(table.zaak.close))
    }

    private func write(_ events: [CaseEvent]) {
        for at in events.indices {
            let block = table.events[events[at].kind]
            output.append(table.piece(block.open))
            events[at].values.withUnsafeBufferPointer { write(block, $0) { _ in } }
            output.append(table.piece(block.close))
        }
    }

    private func write(_ arrears: [Arrear]) {
        for at in arrears.indices {
            output.append(table.piece(table.arrear.open))
            output.xml(arrears[at].kenmerk)
            output.append(table.piece(table.arrear.close))
        }
    }

    @inline(__always)
    private func write(_ block: WriteTable.Block, _ values: UnsafeBufferPointer<Value>, list: (WriteTable.Op) -> Void) {
        for at in block.first..<block.end {
            let op = table.ops[at]
            switch op.act {
            case .value:
                guard let base = values.baseAddress, !values[Int(op.slot)].isAbsent else { continue }
                output.append(table.piece(op.before))
                (base + Int(op.slot)).held { write($0) }
                output.append(table.piece(op.after))
            case .constant, .open: output.append(table.piece(op.before))
            case .close: output.append(table.piece(op.after))
            case .cases, .events, .arrears:
                output.append(table.piece(op.before))
                list(op)
                output.append(table.piece(op.after))
            }
        }
    }

    @inline(__always)
    private func write(_ held: borrowing HeldValue) {
        switch held.value {
        case .absent, .list, .record: break
        case .boolean(let flag): flag ? output.append("true" as StaticString) : output.append("false" as StaticString)
        case .integer(let number): output.append(integer: number)
        case .money(let cents): output.append(integer: cents.amount)
        case .text(let text): output.xml(text)
        case .date(let date): output.append(date)
        case .instant(let instant): moments.append(instant, to: output)
        }
    }
}
