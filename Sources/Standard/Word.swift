package import Core

/// Where a word of a version stands: the words of a document, of a case in it, of an event of one kind in that.
package enum Scope: Sendable, Hashable {
    case document
    case zaak
    /// By the index of the kind in `Standard.kinds`.
    case event(Int)
}

/// A field as a sample message may name it: its place among the rendered values and the type it has.
package struct Word: Sendable, Equatable {
    package let name: String
    /// Index in `RenderedDocument.values`, `RenderedCase.values` or `CaseEvent.values`.
    package let slot: Int
    package let kind: ValueKind

    package init(name: String, slot: Int, kind: ValueKind) {
        self.name = name
        self.slot = slot
        self.kind = kind
    }
}
