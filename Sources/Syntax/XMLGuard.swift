package import Core

/// Looks at every byte of an XML message before libxml2 sees one of them.
///
/// Debian's libxml2 (2.9.14) spends seconds on messages of tens of kilobytes: a DTD with default attributes, an element with ten thousands of
/// attributes or namespaces. So all of these are refused here, together with everything that is not UTF-8, in one pass of linear cost.
/// What passes is XML in its tokens: libxml2 sees the same tags, attributes and texts as this guard has counted, or an error.
package enum XMLGuard {
    /// - Throws: `doctype`, `encoding`, `tooComplex` or `malformed`.
    package static func check(_ bytes: UnsafeBufferPointer<UInt8>, limits: XMLLimits) throws(Fault) {
        switch scan(bytes, limits: limits, keepsOffsets: false) {
        case .success: return
        case .failure(let mistake): throw Fault(mistake.situation)
        }
    }

    /// The tally of what stands in the message.
    static func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: XMLLimits, keepsOffsets: Bool
    ) -> Result<XMLTally, XMLMistake> {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return .failure(XMLMistake(.malformed, at: 0, "it is empty")) }
        let check = UTF8Check(bytes)
        switch check.flaw {
        case .invalid: return .failure(XMLMistake(.encoding, at: check.at, "it is not UTF-8"))
        case .null: return .failure(XMLMistake(.encoding, at: check.at, "a NUL character"))
        case .control: return .failure(XMLMistake(.malformed, at: check.at, "a control character"))
        case nil: break
        }
        if check.nonCharacter >= 0 { return .failure(XMLMistake(.malformed, at: check.nonCharacter, "a character XML cannot hold")) }
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, limits.depth + 1)) { scopes in
            var scan = XMLScan(base, count: bytes.count, limits: limits, scopes: scopes, keepsOffsets: keepsOffsets)
            do throws(XMLMistake) {
                try scan.document()
                return .success(scan.tally)
            } catch {
                return .failure(error)
            }
        }
    }
}

/// What the guard counted: how much room a reader needs.
struct XMLTally {
    var elements = 0
    var attributes = 0
    var texts = 0
    /// Byte offset of every token in the order of `Markup.tokens`; empty unless asked for.
    var offsets: [Int] = []

    /// As many as `Markup.tokens` will have.
    var tokens: Int { elements * 2 + texts }
}
