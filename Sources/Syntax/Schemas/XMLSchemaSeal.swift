import CLibXML2
import Core
import Synchronization

/// What libxml2 may read while it compiles a schema: the files of one set, and nothing else.
///
/// libxml2 has one loader for the whole process. Ours is put there once. On a thread that is compiling a schema it gives the set's files and
/// refuses every other name; on all others it does what the loader before it did.
final class XMLSchemaSeal: Sendable {
    /// Of the compilation that runs on this thread.
    @TaskLocal static var current: XMLSchemaSeal?

    /// Before the path of a file; no other loader knows it.
    private static let scheme = "x-schema-set://set/"

    private let files: [String: SourceText]
    /// Every name libxml2 asked for and did not get.
    private let strangers = Mutex<[String]>([])

    init(_ files: [String: SourceText]) { self.files = files }

    static func address(_ path: String) -> String { scheme + path }

    /// The path behind an address of ours.
    static func path(_ address: String) -> String? { address.hasPrefix(scheme) ? String(address.dropFirst(scheme.count)) : nil }

    var refused: [String] { strangers.withLock { $0 } }

    nonisolated(unsafe) private static var before: xmlExternalEntityLoader?

    static let installed: Void = {
        xmlInitParser()
        // Built at first use otherwise, by whichever threads come first.
        xmlSchemaInitTypes()
        before = xmlGetExternalEntityLoader()
        xmlSetExternalEntityLoader { address, id, context in
            guard let seal = XMLSchemaSeal.current else { return XMLSchemaSeal.before?(address, id, context) }
            return seal.open(address.map { String(cString: $0) } ?? "", context)
        }
    }()

    private func open(_ address: String, _ context: xmlParserCtxtPtr?) -> xmlParserInputPtr? {
        guard let path = XMLSchemaSeal.path(address), let file = files[path] else {
            strangers.withLock { $0.append(address) }
            return nil
        }
        let buffer = file.bytes.withUnsafeBytes { bytes in
            xmlParserInputBufferCreateMem(bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), XML_CHAR_ENCODING_NONE)
        }
        guard let buffer, let input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) else { return nil }
        // Relative names in the file are resolved against this one; freed with the input.
        input.pointee.filename = address.withCString { text in
            text.withMemoryRebound(to: UInt8.self, capacity: address.utf8.count + 1) {
                UnsafeRawPointer(xmlStrdup($0))?.assumingMemoryBound(to: CChar.self)
            }
        }
        return input
    }
}
