package import Core
import Syntax

/// A record written out, not yet in the chain: the members between `"durable"` and `"prev"`. Made in the task of the request, so that the
/// journal's one writer only numbers, hashes and copies.
package struct JournalEntry: Sendable {
    package let kind: JournalRecord.Kind
    /// `"time":…` up to the last member, without a comma at either end.
    let members: [UInt8]

    /// Bytes of its line in a chain, at most.
    package var sizeInChain: Int { members.count + 256 }

    /// An audit record. The order of the keys is fixed and every key is always there, so one record has one encoding.
    package init(_ record: JournalRecord) {
        kind = .audit
        let out = Output(capacity: 1_024)
        out.append("\"time\":" as StaticString)
        out.timestamp(record.time)
        out.append(",\"reference\":" as StaticString)
        out.json(record.reference)
        out.append(",\"trace\":" as StaticString)
        out.optional(record.trace)
        out.append(",\"vendor_reference\":" as StaticString)
        out.optional(record.vendorReference)
        out.append(",\"actor\":" as StaticString)
        out.actor(record.actor)
        out.append(",\"action\":{\"vendor\":" as StaticString)
        out.optional(record.action.vendor)
        out.append(",\"question\":" as StaticString)
        out.optional(record.action.question)
        out.append("},\"object\":{\"tenant\":" as StaticString)
        out.optional(record.object.tenant)
        out.append(",\"subject\":" as StaticString)
        out.optional(record.object.subject?.text)
        out.append(",\"acting\":" as StaticString)
        out.optional(record.object.acting?.text)
        out.append(",\"sources\":" as StaticString)
        out.list(record.object.sources) { out.json($0) }
        out.append("},\"assurance\":" as StaticString)
        out.assurance(record.assurance)
        out.append(",\"purposes\":" as StaticString)
        out.list(record.purposes) { out.json($0) }
        out.append(",\"mappings\":" as StaticString)
        out.list(record.mappings) { mapping in
            out.append("{\"name\":" as StaticString)
            out.json(mapping.name)
            out.append(",\"sha256\":" as StaticString)
            out.digest(mapping.hash)
            out.append(byte: UInt8(ascii: "}"))
        }
        out.append(",\"result\":" as StaticString)
        out.result(record.result)
        out.append(",\"origin\":{\"listener\":" as StaticString)
        out.json(record.origin.listener)
        out.append(",\"address\":" as StaticString)
        out.json(record.origin.address)
        out.append("},\"config\":" as StaticString)
        out.digest(record.config)
        members = out.bytes
    }

    /// The record that a torn tail was set aside.
    ///
    /// - Parameters:
    ///   - time: milliseconds since 1970 UTC.
    ///   - file: the name of the file that now holds it.
    ///   - size: bytes.
    package init(recovered file: String, size: Int, hash: Digest, time: Int) {
        kind = .recovered
        let out = Output(capacity: 256)
        out.append("\"time\":" as StaticString)
        out.timestamp(time)
        out.append(",\"torn\":{\"file\":" as StaticString)
        out.json(file)
        out.append(",\"bytes\":" as StaticString)
        out.append(integer: size)
        out.append(",\"sha256\":" as StaticString)
        out.digest(hash)
        out.append(byte: UInt8(ascii: "}"))
        members = out.bytes
    }
}

extension Output {
    fileprivate func optional(_ text: String?) {
        if let text { json(text) } else { append("null" as StaticString) }
    }

    fileprivate func digest(_ digest: Digest?) {
        guard let digest else { return append("null" as StaticString) }
        append(byte: UInt8(ascii: "\""))
        append(digest.hex)
        append(byte: UInt8(ascii: "\""))
    }

    fileprivate func list<Item>(_ items: [Item], _ write: (Item) -> Void) {
        append(byte: UInt8(ascii: "["))
        var first = true
        for item in items {
            if !first { append(byte: UInt8(ascii: ",")) }
            first = false
            write(item)
        }
        append(byte: UInt8(ascii: "]"))
    }

    fileprivate func actor(_ actor: JournalRecord.Actor) {
        append("{\"name\":" as StaticString)
        optional(actor.caller?.name)
        append(",\"proof\":" as StaticString)
        switch actor.caller?.proof {
        case .certificate(let oin, let sha256):
            append("\"certificate\",\"oin\":" as StaticString)
            json(oin.digits)
            append(",\"certificate\":" as StaticString)
            digest(sha256)
            append(",\"key\":null}" as StaticString)
        case .key(let id):
            append("\"key\",\"oin\":null,\"certificate\":null,\"key\":" as StaticString)
            json(id)
            append(byte: UInt8(ascii: "}"))
        case .anonymous:
            append("\"anonymous\",\"oin\":null,\"certificate\":null,\"key\":null}" as StaticString)
        case .account:
            append("\"account\",\"oin\":null,\"certificate\":null,\"key\":null}" as StaticString)
        case nil:
            append("\"none\",\"oin\":null,\"certificate\":" as StaticString)
            digest(actor.unknownCertificate)
            append(",\"key\":null}" as StaticString)
        }
    }

    fileprivate func assurance(_ assurance: StatedAssurance?) {
        guard let assurance else { return append("null" as StaticString) }
        append("{\"level\":" as StaticString)
        append(integer: assurance.level.number)
        append(",\"from\":" as StaticString)
        json(assurance.origin.rawValue)
        append(byte: UInt8(ascii: "}"))
    }

    fileprivate func result(_ result: JournalRecord.Result) {
        append("{\"outcome\":" as StaticString)
        json(result.outcome.rawValue)
        append(",\"situation\":" as StaticString)
        optional(result.situation?.rawValue)
        append(",\"status\":" as StaticString)
        if let status = result.status { append(integer: status) } else { append("null" as StaticString) }
        append(",\"sources\":" as StaticString)
        list(result.sources) { source in
            append("{\"source\":" as StaticString)
            json(source.source)
            append(",\"outcome\":" as StaticString)
            json(source.failure?.rawValue ?? "rows")
            append(",\"rows\":" as StaticString)
            append(integer: source.rows)
            append(byte: UInt8(ascii: "}"))
        }
        append(",\"complete\":" as StaticString)
        switch result.complete {
        case true?: append("true" as StaticString)
        case false?: append("false" as StaticString)
        case nil: append("null" as StaticString)
        }
        append(",\"answer\":" as StaticString)
        optional(result.answer?.text)
        append(",\"document\":" as StaticString)
        optional(result.document?.description)
        append(byte: UInt8(ascii: "}"))
    }

    /// RFC 3339 in UTC with milliseconds, in quotes: `"2025-07-01T07:15:00.042Z"`.
    fileprivate func timestamp(_ milliseconds: Int) {
        let seconds = milliseconds / 1000
        // Noon of a UTC day is the same day in Amsterdam, and Core knows the calendar only there.
        let civil = Instant(epoch: seconds - seconds % 86_400 + 43_200).civil
        append(byte: UInt8(ascii: "\""))
        digits(civil.year, 4)
        append(byte: UInt8(ascii: "-"))
        digits(civil.month, 2)
        append(byte: UInt8(ascii: "-"))
        digits(civil.day, 2)
        append(byte: UInt8(ascii: "T"))
        digits(seconds / 3600 % 24, 2)
        append(byte: UInt8(ascii: ":"))
        digits(seconds / 60 % 60, 2)
        append(byte: UInt8(ascii: ":"))
        digits(seconds % 60, 2)
        append(byte: UInt8(ascii: "."))
        digits(milliseconds % 1000, 3)
        append("Z\"" as StaticString)
    }
}
