package import Core

/// Reads JSON (RFC 8259) strictly: what two readers could understand in two ways is refused.
///
/// UTF-8 without byte order mark, no key twice in one object, no half of a surrogate pair, no NUL, nothing behind the value. Numbers stay
/// the digits that were written.
package enum JSONReader {
    /// A request. Its nodes carry no place: what a vendor sent is never quoted back.
    ///
    /// - Throws: `malformed`, `encoding`, `tooComplex`, or `invalid` for a key that stands twice.
    package static func read(_ bytes: [UInt8], limits: JSONLimits) throws(Fault) -> Node {
        let outcome: Result<Node, JSONMistake> = bytes.withUnsafeBufferPointer { bytes in
            var parser = JSONParser(bytes, limits: limits, places: nil)
            do throws(JSONMistake) { return .success(try parser.document()) } catch { return .failure(error) }
        }
        do { return try outcome.get() } catch { throw error.fault }
    }

    /// A file of ours or of an author; a mistake is reported where it stands.
    package static func read(_ source: SourceText, into diagnostics: inout Diagnostics) -> Node? {
        let outcome: Result<Node, JSONMistake> = source.bytes.withUnsafeBufferPointer { bytes in
            var limits = JSONLimits()
            limits.nodes = 1_000_000
            var parser = JSONParser(bytes, limits: limits, places: PlaceCursor(source))
            do throws(JSONMistake) { return .success(try parser.document()) } catch { return .failure(error) }
        }
        switch outcome {
        case .success(let node): return node
        case .failure(let mistake):
            diagnostics.add(mistake.diagnostic(in: source))
            return nil
        }
    }
}
