import Core

/// One version of the standard as a request uses it: tables and slots, nothing to look up by name.
///
/// A class, so that the loops of a rendition hold one reference and not a handful of arrays.
final class Edition: Sendable {
    let version: String
    let caseOrder: [CaseOrderKey]
    let eventOrder: [EventOrderKey]
    /// Names of the document and of a case, for the place of a violation.
    let documentName: String
    let caseName: String
    let document: ScopeTable
    let zaak: ScopeTable
    let totals: [Total]
    let caseKenmerkSlot: Int
    let caseKenmerkName: String
    let caseKenmerkFormat: Format?
    let arrearsSlot: Int
    /// By kind of the standard, also those this version lacks.
    let kinds: [KindTable]
    let json: WriteTable
    let xml: WriteTable

    /// A total of a case.
    struct Total: Sendable {
        let slot: Int
        let name: String
        let formula: Formula
        let isBalance: Bool
    }

    init(
        version: VersionDefinition, document: ScopeTable, zaak: ScopeTable, totals: [Total], caseKenmerk: Field?, arrearsSlot: Int,
        kinds: [KindTable], json: WriteTable, xml: WriteTable
    ) {
        self.version = version.version
        caseOrder = version.caseOrder
        eventOrder = version.eventOrder
        documentName = version.document?.element ?? ""
        caseName = version.objects.flatMap(\.fields).first { $0.content == .list(.cases) }?.element ?? ""
        self.document = document
        self.zaak = zaak
        self.totals = totals
        caseKenmerkSlot = caseKenmerk?.slot ?? 0
        caseKenmerkName = caseKenmerk?.name ?? ""
        caseKenmerkFormat = caseKenmerk?.format
        self.arrearsSlot = arrearsSlot
        self.kinds = kinds
        self.json = json
        self.xml = xml
    }
}

/// The words of a document or a case, and where those that the program gives come from.
struct ScopeTable: Sendable {
    let width: Int
    let fills: [Fill]
}

/// A value that the program gives.
struct Fill: Sendable {
    enum Source: Sendable {
        case subject, organisation, zaak, now, constant
    }

    let slot: Int
    let source: Source
    /// For a constant.
    let constant: Value

    init(slot: Int, source: Source, constant: Value = .absent) {
        self.slot = slot
        self.source = source
        self.constant = constant
    }

    /// What the program gives for a field; nil for one that a mapping gives or that is computed.
    init?(_ field: FieldDefinition, slot: Int, kindName: String = "") {
        switch field.origin {
        case .mapped, .computed: return nil
        case .subject: self.init(slot: slot, source: .subject)
        case .organisation: self.init(slot: slot, source: .organisation)
        case .case: self.init(slot: slot, source: .zaak)
        case .now: self.init(slot: slot, source: .now)
        case .constant:
            switch field.content {
            case .constant(let text): self.init(slot: slot, source: .constant, constant: .text(text))
            case .kindName: self.init(slot: slot, source: .constant, constant: .text(kindName))
            default: return nil
            }
        }
    }
}
