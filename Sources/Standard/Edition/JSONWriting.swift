import Core
import Syntax

extension WriteTable {
    /// Writes a validated document as JSON: ready keys, values between them, absent fields left out.
    func writeJSON(_ document: RenderedDocument, to output: Output) {
        bytes.withUnsafeBufferPointer { base in
            JSONWriting(table: self, base: base, output: output).write(document)
        }
    }
}

private struct JSONWriting {
    let table: WriteTable
    let base: UnsafeBufferPointer<UInt8>
    let output: Output

    func write(_ document: RenderedDocument) {
        put(table.document.open)
        write(table.document.ops, document.values) { op in
            guard op.act == .cases else { return }
            for (at, zaak) in document.cases.enumerated() {
                if at > 0 { output.append(byte: UInt8(ascii: ",")) }
                write(zaak)
            }
        }
        put(table.document.close)
    }

    private func write(_ zaak: RenderedCase) {
        put(table.zaak.open)
        write(table.zaak.ops, zaak.values) { op in
            if op.act == .events {
                for (at, event) in zaak.events.enumerated() {
                    if at > 0 { output.append(byte: UInt8(ascii: ",")) }
                    put(table.events[event.kind].open)
                    write(table.events[event.kind].ops, event.values) { _ in }
                    put(table.events[event.kind].close)
                }
            } else {
                for (at, arrear) in zaak.arrears.enumerated() {
                    if at > 0 { output.append(byte: UInt8(ascii: ",")) }
                    output.json(arrear.kenmerk)
                }
            }
        }
        put(table.zaak.close)
    }

    @inline(__always)
    private func write(_ ops: [WriteTable.Op], _ values: [Value], list: (WriteTable.Op) -> Void) {
        var isFirst = true
        for op in ops {
            switch op.act {
            case .value:
                let value = values[Int(op.slot)]
                if value.isAbsent { continue }
                key(op.before, isFirst)
                write(value)
                isFirst = false
            case .constant:
                key(op.before, isFirst)
                isFirst = false
            case .open:
                key(op.before, isFirst)
                isFirst = true
            case .close:
                put(op.after)
                isFirst = false
            case .cases, .events, .arrears:
                key(op.before, isFirst)
                list(op)
                put(op.after)
                isFirst = false
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
        case .text(let text): output.json(text)
        case .date(let date):
            output.append(byte: UInt8(ascii: "\""))
            output.append(date)
            output.append(byte: UInt8(ascii: "\""))
        case .instant(let instant):
            output.append(byte: UInt8(ascii: "\""))
            output.append(instant)
            output.append(byte: UInt8(ascii: "\""))
        }
    }

    /// The first field of an object leaves out the comma its key begins with.
    @inline(__always)
    private func key(_ piece: WriteTable.Piece, _ isFirst: Bool) {
        let skip = isFirst ? 1 : 0
        output.append(UnsafeBufferPointer(rebasing: base[Int(piece.start) + skip..<Int(piece.start) + Int(piece.count)]))
    }

    @inline(__always)
    private func put(_ piece: WriteTable.Piece) {
        output.append(UnsafeBufferPointer(rebasing: base[Int(piece.start)..<Int(piece.start) + Int(piece.count)]))
    }
}
