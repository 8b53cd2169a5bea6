import Core
import Standard
import Syntax

/// Runs a recipe: the values of one rendition, written between the bytes of a vendor's sample.
struct Filling {
    private let recipe: Recipe
    private let rendition: Rendition
    private let asked: Asked
    private let stamp: Stamp
    private let remarks: [String]
    private let output: Output
    private let issued: ReplyDocument?
    /// Whether the certified document travels beside the message.
    private let isPackaged: Bool
    private var document: RenderedDocument?
    private var zaak: RenderedCase?
    private var event: CaseEvent?
    private var arrear: Arrear?
    private var remark = ""
    /// Per JSON depth how much was written when its bracket opened.
    private var starts: [Int]

    init(
        _ recipe: Recipe, _ rendition: Rendition, _ issued: ReplyDocument?, _ asked: Asked, _ stamp: Stamp, isPackaged: Bool,
        into output: Output
    ) {
        self.recipe = recipe
        self.rendition = rendition
        self.asked = asked
        self.stamp = stamp
        self.output = output
        self.issued = issued
        self.isPackaged = isPackaged
        remarks = Remarks.all(of: rendition.completeness) + (issued?.isAwaited == true ? [ReplyDocument.awaited] : [])
        starts = Array(repeating: 0, count: recipe.depth)
    }

    mutating func run() throws(Violation) { try run(0..<recipe.ops.count) }

    private mutating func run(_ range: Range<Int>) throws(Violation) {
        var at = range.lowerBound
        while at < range.upperBound {
            switch recipe.ops[at] {
            case .copy(let from, let to):
                recipe.bytes.withUnsafeBufferPointer { output.append(UnsafeBufferPointer(rebasing: $0[from..<to])) }
            case .value(let hole, let escape, let isNeeded): try write(hole, escape, isNeeded)
            case .optional(let test, let skip):
                if isAbsent(recipe.tests[test]) { at = skip - 1 }
            case .each(let list, let end):
                try each(list, at + 1..<end)
                at = end - 1
            case .kinds(let table, let end):
                if let event { try run(recipe.tables[table][event.kind]) }
                at = end - 1
            case .open(let depth): starts[depth] = output.count
            case .separator(let depth):
                if output.count != starts[depth] { output.append(byte: UInt8(ascii: ",")) }
            case .whole(let escaped):
                guard let document else { break }
                if escaped { output.xmlText(document.bytes) } else { output.append(document.bytes) }
            case .field(let field, let skip):
                if let fields = asked.fields, !fields[field] { at = skip - 1 }
            case .form(let form, let skip):
                if form != asked.shape { at = skip - 1 }
            case .pdf:
                if isPackaged { output.append(XOPReply.include) } else { output.append(Base64.plain(issued?.bytes ?? [])) }
            case .link(let escape):
                let link = issued?.link ?? ""
                if escape == .xml { output.xml(link) } else { output.json(link) }
            }
            at += 1
        }
    }

    private mutating func each(_ list: Recipe.List, _ body: Range<Int>) throws(Violation) {
        switch list {
        case .documents:
            for document in rendition.documents {
                self.document = document
                try run(body)
            }
            document = nil
        case .cases:
            let outer = document
            for document in outer.map({ [$0] }) ?? rendition.documents {
                self.document = document
                for zaak in document.cases {
                    self.zaak = zaak
                    try run(body)
                }
            }
            document = outer
            zaak = nil
        case .events:
            for event in zaak?.events ?? [] {
                self.event = event
                try run(body)
            }
            event = nil
        case .arrears:
            for arrear in zaak?.arrears ?? [] {
                self.arrear = arrear
                try run(body)
            }
            arrear = nil
        case .remarks:
            for remark in remarks {
                self.remark = remark
                try run(body)
            }
        }
    }

    private func isAbsent(_ tests: [Recipe.Test]) -> Bool {
        tests.allSatisfy { test in
            switch test {
            case .hole(let hole): value(of: recipe.holes[hole]).isAbsent
            case .list(.documents): rendition.documents.isEmpty
            case .list(.cases): document.map { $0.cases.isEmpty } ?? rendition.documents.allSatisfy { $0.cases.isEmpty }
            case .list(.events): zaak?.events.isEmpty ?? true
            case .list(.arrears): zaak?.arrears.isEmpty ?? true
            case .list(.remarks): remarks.isEmpty
            }
        }
    }

    private func value(of hole: Hole) -> Value {
        switch hole.origin {
        case .reference: .text(stamp.reference)
        case .moment: .instant(stamp.now)
        case .isComplete: .boolean(rendition.completeness.isComplete && issued?.isAwaited != true)
        case .documentNumber: issued?.number.map { .text($0.description) } ?? .absent
        case .documentValidUntil: issued?.validUntil.map { .instant($0) } ?? .absent
        case .version: .text(asked.version)
        case .request(let word): asked.word(word).map { .text($0) } ?? .absent
        case .document(let slot): document?.values[slot] ?? .absent
        case .zaak(let slot): zaak?.values[slot] ?? .absent
        case .firstEvent(let kind, let slot): zaak?.events.first { $0.kind == kind }?.values[slot] ?? .absent
        case .caseCount where issued?.isAwaited == true: .absent
        case .caseCount: .integer(documents.reduce(0) { $0 + $1.cases.count })
        case .totalSaldo: total(\.saldo)
        case .totalDue: total(\.due)
        case .event(let slots): eventValue(slots)
        case .remark: .text(remark)
        case .arrearKenmerk: arrear.map { .text($0.kenmerk) } ?? .absent
        case .arrearOpen: arrear.map { .money($0.open) } ?? .absent
        }
    }

    /// The document at hand, or all.
    private var documents: [RenderedDocument] { document.map { [$0] } ?? rendition.documents }

    /// Absent when it is too large for an amount, which no reply can then be given.
    private func total(_ amount: (RenderedCase) -> Cents) -> Value {
        // Nobody knows it yet.
        if issued?.isAwaited == true { return .absent }
        var sum = Cents.zero
        for document in documents {
            for zaak in document.cases {
                guard let longer = sum.adding(amount(zaak)) else { return .absent }
                sum = longer
            }
        }
        return .money(sum)
    }

    private func eventValue(_ slots: [Int]) -> Value {
        guard let event, slots[event.kind] >= 0 else { return .absent }
        return event.values[slots[event.kind]]
    }

    private func write(_ at: Int, _ escape: Recipe.Escape, _ isNeeded: Bool) throws(Violation) {
        let hole = recipe.holes[at]
        var value = value(of: hole)
        if value.isAbsent {
            if isNeeded { throw Violation(place: hole.name, rule: "required", provenance: event?.provenance) }
            return
        }
        for step in hole.steps {
            do { value = try step(value) } catch {
                throw Violation(place: hole.name, rule: "step \(error.step)", provenance: event?.provenance)
            }
        }
        switch (value, escape) {
        case (.text(let text), .xml): output.xml(text)
        case (.text(let text), .json): output.json(text)
        case (.text(let text), .jsonPart): output.jsonPart(text)
        case (.money(let cents), _): output.append(integer: cents.amount)
        case (.integer(let number), _): output.append(integer: number)
        case (.boolean(let value), _): output.append(value ? "true" : "false")
        case (.date(let date), .json):
            quoted { output.append(date) }
        case (.date(let date), _): output.append(date)
        case (.instant(let instant), .json):
            quoted { output.append(instant) }
        case (.instant(let instant), _): output.append(instant)
        case (.absent, _), (.list, _), (.record, _): throw Violation(place: hole.name, rule: "type")
        }
    }

    private func quoted(_ body: () -> Void) {
        output.append(byte: UInt8(ascii: "\""))
        body()
        output.append(byte: UInt8(ascii: "\""))
    }
}

extension Output {
    /// JSON, which holds no control characters, as the text of an element: quotes may stand there as they are, which keeps it readable. The two
    /// characters that JSON may hold and XML may not are escaped as JSON does.
    func xmlText(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for (at, byte) in bytes.enumerated() where byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0xEF {
                if byte == 0xEF {
                    guard at + 2 < bytes.count, bytes[at + 1] == 0xBF, bytes[at + 2] >= 0xBE else { continue }
                    append(UnsafeBufferPointer(rebasing: bytes[start..<at]))
                    append(bytes[at + 2] == 0xBE ? "\\uFFFE" : "\\uFFFF" as StaticString)
                    start = at + 3
                    continue
                }
                append(UnsafeBufferPointer(rebasing: bytes[start..<at]))
                append(byte == 0x26 ? "&amp;" : byte == 0x3C ? "&lt;" : "&gt;" as StaticString)
                start = at + 1
            }
            append(UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }

    /// Text inside a JSON string that is already open.
    func jsonPart(_ text: String) {
        let whole = Output(capacity: text.utf8.count + 16)
        whole.json(text)
        append(Array(whole.bytes.dropFirst().dropLast()))
    }
}

extension Asked {
    /// A word of the request as it was given, by its number.
    func word(_ number: Int) -> String? {
        switch RequestWords.Fixed(rawValue: number) {
        case .bsn: inquiry.bsn.reveal()
        case .reference: inquiry.reference
        case .version: version
        case .representation: inquiry.representation
        case .senderOrganisation: inquiry.parties.sender.organisation
        case .senderApplication: inquiry.parties.sender.application
        case .senderAdministration: inquiry.parties.sender.administration
        case .receiverOrganisation: inquiry.parties.receiver.organisation
        case .receiverApplication: inquiry.parties.receiver.application
        case .receiverAdministration: inquiry.parties.receiver.administration
        case .assurance: assurance
        case .represented: inquiry.acting == nil ? nil : inquiry.bsn.reveal()
        case .representative: inquiry.acting?.reveal()
        case .language: inquiry.language?.rawValue
        case nil: echo[number - RequestWords.Fixed.allCases.count]
        }
    }
}
