import Core
import Syntax

extension WriteTable {
    /// Writes a validated document as JSON: ready keys, values between them, absent fields left out.
    func writeJSON(_ document: RenderedDocument, to output: Output) {
        let moments = InstantText()
        withPointers { JSONWriting(table: $0, output: output, moments: moments).write(document) }
        moments.free()
    }
}

private struct JSONWriting {
    let table: WritePointers
    let output: Output
    let moments: InstantText

    func write(_ document: RenderedDocument) {
        document.values.withUnsafeBufferPointer { values in
            write(table.document, values) { op in
                guard op.act == .cases else { return }
                for at in document.cases.indices {
                    if at > 0 { output.append(byte: UInt8(ascii: ",")) }
                    write(document.cases[at])
                }
            }
        }
    }

    private func write(_ zaak: RenderedCase) {
        zaak.values.withUnsafeBufferPointer { values in
            write(table.zaak, values) { op in
                if op.act == .events { write(zaak.events) } else { write(zaak.arrears) }
            }
        }
    }

    private func write(_ events: [CaseEvent]) {
        for at in events.indices {
            if at > 0 { output.append(byte: UInt8(ascii: ",")) }
            let block = table.events[events[at].kind]
            events[at].values.withUnsafeBufferPointer { write(block, $0) { _ in } }
        }
    }

    private func write(_ arrears: [Arrear]) {
        for at in arrears.indices {
            if at > 0 { output.append(byte: UInt8(ascii: ",")) }
            output.json(arrears[at].kenmerk)
        }
    }

    @inline(__always)
    private func write(_ block: WriteTable.Block, _ values: UnsafeBufferPointer<Value>, list: (WriteTable.Op) -> Void) {
        output.append(table.piece(block.open))
        var isFirst = true
        for at in block.first..<block.end {
            let op = table.ops[at]
            switch op.act {
            case .value:
                guard let base = values.baseAddress, !values[Int(op.slot)].isAbsent else { continue }
                key(op.before, isFirst)
                (base + Int(op.slot)).held { write($0) }
                isFirst = false
            case .constant:
                key(op.before, isFirst)
                isFirst = false
            case .open:
                key(op.before, isFirst)
                isFirst = true
            case .close:
                output.append(table.piece(op.after))
                isFirst = false
            case .cases, .events, .arrears:
                key(op.before, isFirst)
                list(op)
                output.append(table.piece(op.after))
                isFirst = false
            }
        }
        output.append(table.piece(block.close))
    }

    @inline(__always)
    private func write(_ held: borrowing HeldValue) {
        switch held.value {
        case .absent, .list, .record: break
        case .boolean(let flag): flag ? output.append("true" as StaticString) : output.append("false" as StaticString)
        case .integer(let number): output.append(integer: number)
        case .money(let cents): output.append(integer: cents.amount)
        case .text(let text): output.json(text)
        case .date(let date):
            output.append(byte: UInt8(ascii: "\""))
            output.append(date)
            output.append(byte: UInt8(ascii: "\""))
        case .instant(let instant): moments.appendQuoted(instant, to: output)
        }
    }

    /// The first field of an object leaves out the comma its key begins with.
    @inline(__always)
    private func key(_ piece: WriteTable.Piece, _ isFirst: Bool) {
        output.append(table.piece(piece, skipping: isFirst ? 1 : 0))
    }
}
