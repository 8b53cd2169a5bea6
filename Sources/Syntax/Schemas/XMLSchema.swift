import CLibXML2
package import Core

/// A schema of XML (XML Schema 1.0), compiled by libxml2 from files that are all in memory: nothing is ever fetched, from disk or network.
///
/// Immutable once compiled, shared by all threads and freed with its last owner; what a validation changes is its own.
package struct XMLSchema: Sendable {
    /// The files it was made of, by path: the start, and what that includes and imports.
    package let files: [String: SourceText]
    private let compiled: XMLSchemaCompiled
    private let words: XMLSchemaWords

    /// - Parameters:
    ///   - files: every file a schema may name, by relative path (`schemas/0301/stuf0301.xsd`).
    ///   - start: the one that is the schema; `xs:include` and `xs:import` are resolved relative to the file they stand in.
    ///   - diagnostics: told of files that are no XML as it is read here.
    /// - Returns: no schema when there is any mistake.
    package static func compile(
        _ files: [String: SourceText], start: String, into diagnostics: inout Diagnostics
    ) -> (schema: XMLSchema?, mistakes: [XMLSchemaMistake]) {
        var set = XMLSchemaSet(files)
        let before = diagnostics.errorCount
        set.gather(from: start, &diagnostics)
        guard set.mistakes.isEmpty, diagnostics.errorCount == before else { return (nil, set.mistakes) }
        switch XMLSchemaCompiled.make(set, start: start) {
        case .failure(let found): return (nil, found.all)
        case .success(let compiled): return (XMLSchema(files: set.used, compiled: compiled, words: set.words), [])
        }
    }

    /// What of a message does not hold against the schema: at most 16 violations, none of which carries a value.
    ///
    /// - Parameters:
    ///   - bytes: the whole message, so that namespaces declared around the element are known.
    ///   - markup: what `XMLReader` made of these bytes; it has refused what libxml2 must not see.
    ///   - token: the element that is validated, with all below it; what stands around it may be anything.
    package func violations(in bytes: [UInt8], of markup: Markup, at token: Int) -> [XMLViolation] {
        // The same element in both readings: the one with as many elements before it.
        let before = markup.tokens[..<token].count { $0.kind == .element }
        return compiled.violations(in: bytes, element: before, words: words)
    }
}
