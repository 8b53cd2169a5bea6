import Core

/// Material for long-term validation (PAdES B-LT, ETSI EN 319 142-1, 5.4): certificates and revocation lists that are put behind a sealed file as
/// an incremental update, so that the seal can be checked when nobody publishes them any more.
package struct LastingSeal: Sendable {
    private let certificates: [[UInt8]]
    private let lists: [[UInt8]]

    package init(certificates: [Certificate], lists: [RevocationList]) {
        self.certificates = certificates.map(\.der)
        self.lists = lists.map(\.der)
    }

    /// The file with the material behind it; every byte that was sealed stays.
    ///
    /// - Throws: `documentUnwritable` for a file that is not written as ours are.
    package func added(to sealed: [UInt8]) throws(SealFailure) -> [UInt8] {
        do throws(PDFMistake) {
            var file = try PDFReading(sealed)
            let trailer = file.sections[0].trailer
            guard let root = trailer["Root"]?.reference, let size = trailer["Size"]?.integer, let identifier = trailer["ID"] else {
                throw PDFMistake.malformed
            }
            var update = Update(sealed, from: size)
            let held = certificates.map { update.add(stream: $0) }
            let revoked = lists.map { update.add(stream: $0) }
            var catalog = try file.catalog()
            let material = PDFItem.map(["Type": .name("DSS"), "Certs": .list(held), "CRLs": .list(revoked)])
            catalog["DSS"] = update.add(try LastingSeal.written(material))
            update.put(root, try LastingSeal.written(.map(catalog)))
            var again = [
                "Type": PDFItem.name("XRef"), "Root": .reference(root), "ID": identifier, "Prev": .integer(file.sections[0].start),
            ]
            again["Info"] = trailer["Info"]
            return update.closed(try LastingSeal.entries(again))
        } catch {
            throw .documentUnwritable
        }
    }

    /// A value in the syntax of PDF (ISO 32000-1, 7.3).
    private static func written(_ item: PDFItem) throws(PDFMistake) -> String {
        switch item {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        // What it was worth is not known, and our catalogs have none.
        case .real: throw .malformed
        case .name(let name): return "/" + escaped(name)
        case .string(let bytes, _): return "<\(Hex.text(bytes))>"
        case .reference(let number): return "\(number) 0 R"
        case .list(let items):
            var parts: [String] = []
            for item in items { parts.append(try written(item)) }
            return "[\(parts.joined(separator: " "))]"
        case .map(let map): return "<<\(try entries(map))>>"
        }
    }

    private static func entries(_ map: [String: PDFItem]) throws(PDFMistake) -> String {
        var text = ""
        for (key, item) in map.sorted(by: { $0.key < $1.key }) { text += "/\(escaped(key)) \(try written(item)) " }
        return text
    }

    private static func escaped(_ name: String) -> String {
        name.utf8.map { byte in
            let isPlain = (0x21...0x7E).contains(byte) && !"#/()<>[]{}%".utf8.contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : "#" + Hex.text([byte])
        }.joined()
    }

    /// An incremental update as it is being written.
    private struct Update {
        private var bytes: [UInt8]
        private let first: Int
        private var next: Int
        private var places: [Int: Int] = [:]

        init(_ sealed: [UInt8], from size: Int) {
            bytes = sealed
            first = size
            next = size
            if bytes.last != 0x0A { bytes.append(0x0A) }
        }

        mutating func put(_ number: Int, _ text: String) {
            places[number] = bytes.count
            bytes += Array("\(number) 0 obj\n\(text)\nendobj\n".utf8)
        }

        mutating func add(_ text: String) -> PDFItem {
            defer { next += 1 }
            put(next, text)
            return .reference(next)
        }

        mutating func add(stream content: [UInt8]) -> PDFItem {
            defer { next += 1 }
            places[next] = bytes.count
            bytes += Array("\(next) 0 obj\n<</Length \(content.count)>>\nstream\n".utf8) + content + Array("\nendstream\nendobj\n".utf8)
            return .reference(next)
        }

        /// With the cross-reference stream (ISO 32000-1, 7.5.8) behind it, which names itself too.
        mutating func closed(_ entries: String) -> [UInt8] {
            let start = bytes.count
            places[next] = start
            var index = ""
            var content: [UInt8] = []
            for (number, place) in places.sorted(by: { $0.key < $1.key }) {
                index += "\(number) 1 "
                content += [1] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: place >> ($0 * 8)) } + [0, 0]
            }
            bytes += Array(
                "\(next) 0 obj\n<<\(entries)/Size \(next + 1)/W[1 4 2]/Index[\(index)]/Length \(content.count)>>\nstream\n".utf8)
            bytes += content + Array("\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8)
            return bytes
        }
    }
}
