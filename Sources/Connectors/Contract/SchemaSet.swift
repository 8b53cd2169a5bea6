import Core
import Syntax

/// XML Schemas (1.0) that together say what messages may be: one document per namespace, because libxml2 and zeep read only the first
/// document of a namespace.
package struct SchemaSet: Sendable {
    package struct Document: Sendable {
        package let namespace: String
        /// What it is called, such as `soap-BK`; its file is that with `.xsd`.
        package let name: String
        /// Its lines; between two, the name of another document where its place must stand.
        let pieces: [Piece]

        /// - Parameter place: where a document can be fetched, by its name, relative to this one.
        package func text(_ place: (String) -> String = { $0 + ".xsd" }) -> String {
            pieces.map { piece in
                switch piece {
                case .text(let text): text
                case .place(let name): XMLText.escaped(place(name))
                }
            }.joined()
        }
    }

    enum Piece: Sendable {
        case text(String)
        case place(String)
    }

    /// In the order in which their namespaces were met.
    package let documents: [Document]
    /// The prefix of each namespace, as the documents use it.
    let prefixes: [String: String]

    /// - Parameters:
    ///   - name: what the names of the documents begin with.
    ///   - messages: the elements that are messages, and whether we read them (then white space around a text does not matter).
    ///   - prefixes: what the vendor calls its namespaces.
    init(_ name: String, _ messages: [(root: ContractPart, isRequest: Bool)], prefixes given: [(prefix: String, namespace: String)]) {
        let writing = SchemaWriting(given)
        for message in messages { writing.message(message.root, isRequest: message.isRequest) }
        prefixes = writing.prefixes
        documents = writing.order.map { namespace in
            Document(
                namespace: namespace, name: SchemaSet.name(name, writing.prefixes[namespace] ?? ""),
                pieces: writing.pieces(namespace) { SchemaSet.name(name, writing.prefixes[$0] ?? "") })
        }
    }

    private static func name(_ vendor: String, _ prefix: String) -> String { "\(vendor)-\(prefix.isEmpty ? "bericht" : prefix)" }
}

/// Texts inside XML that we write.
enum XMLText {
    static func escaped(_ text: String) -> String {
        let output = Output(capacity: text.utf8.count * 2)
        output.xml(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
