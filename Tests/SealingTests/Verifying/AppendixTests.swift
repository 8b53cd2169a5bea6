import Core
import Sealing
import Testing

/// Updates behind a sealed file that look like material for long-term validation.
@Suite struct AppendixTests {
    @Test func certificatesMayStandBehindASeal() throws {
        let found = Sealed.verification(try Update().bytes)
        #expect(found.verdict == .genuine, "\(found.checks)")
        #expect(found.checks.contains { $0.finding == .validationMaterial })
    }

    /// Each of them makes another reader repair the file, or lets it find what was not sealed when it does.
    @Test(arguments: [
        // A table, with an object in its comment, and with lines that are not of twenty bytes.
        Update.Change { $0.table = "0000000000 00000 n \n" },
        Update.Change { $0.table = "% 6 0 obj\n<</Length 0>>\nendobj\n0 n\n" },
        // In a stream that is no certificate, in a text, behind a comment, and a trailer of its own.
        Update.Change { $0.content = Array("\n6 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n".utf8) },
        Update.Change { $0.more = "/Text(6 0 obj<</Length 0>>)" },
        Update.Change { $0.more = "/Text(6 0 %\nobj<</Length 0>>)" },
        Update.Change { $0.more = "/Text(trailer<</Root 6 0 R>>)" },
        // More than certificates and lists; another object than those.
        Update.Change { $0.material = "/VRI<</Type/Catalog>>" },
        Update.Change { $0.stray = "<</Type/Catalog/Pages 6 0 R>>" },
        Update.Change { $0.filter = "/Filter[]" },
        // The catalog says that another reader should look elsewhere.
        Update.Change { $0.catalog = $0.catalog.replacing(#/\/Pages (\d+) 0 R/#) { "/Pages \($0.1) 7 R" } },
        Update.Change { $0.catalog += "/Extensions<</X 6 0 R>>" },
        // A generation that was never there.
        Update.Change { $0.generation = 1 },
        Update.Change { $0.rowGeneration = 1 },
        Update.Change { $0.heading = "obj%\n" },
        Update.Change { $0.gap = "" },
    ])
    func nothingElseMay(change: Update.Change) throws {
        var update = try Update()
        change.make(&update)
        let found = Sealed.verification(update.bytes)
        #expect(!found.verdict.holds, "\(found.checks)")
        #expect([.appended, .damaged].contains(Sealed.flaw(found)))
    }

    /// `approval.pdf`, with an update of a catalog, a `/DSS`, and a certificate.
    struct Update: Sendable {
        struct Change: Sendable {
            let make: @Sendable (inout Update) -> Void
        }

        var catalog: String
        var content: [UInt8]
        var material = ""
        /// In the trailer.
        var more = ""
        var filter = ""
        /// Another object.
        var stray: String?
        /// The rows of a table; nil for a stream.
        var table: String?
        var generation = 0
        var rowGeneration: UInt8 = 0
        var heading = "obj\n"
        var gap = " "
        private let sealed: [UInt8]
        private let before: String
        private let identifier: String

        init() throws {
            sealed = Sealed.file("approval.pdf")
            let text = String(decoding: sealed.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
            let catalogs = text.matches(of: #/\n1 0 obj\s+<<((?s:.*?))>>\s*endobj/#).map { String($0.output.1) }
            let starts = text.matches(of: #/startxref\s+(\d+)/#).map { String($0.output.1) }
            let identifiers = text.matches(of: #/\/ID \[[^\]]*\]/#).map { String($0.output) }
            catalog = try #require(catalogs.last)
            before = try #require(starts.last)
            identifier = try #require(identifiers.last)
            content = try #require(CertificateRoots(pem: Sealed.file("roots.pem"))?.certificates.first).der
        }

        var bytes: [UInt8] {
            var out = sealed + [0x0A]
            var rows: [UInt8] = []
            var index = ""
            func note(_ number: Int) {
                rows += [1] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: out.count >> ($0 * 8)) } + [rowGeneration]
                index += "\(number) 1 "
            }
            func put(_ number: Int, _ value: [UInt8]) {
                note(number)
                out += Array("\(number) \(generation)\(gap)\(heading)".utf8) + value + Array("\nendobj\n".utf8)
            }
            put(1, Array("<<\(catalog)/DSS 17 0 R>>".utf8))
            put(17, Array("<</Type/DSS/Certs[18 0 R]/CRLs[]\(material)>>".utf8))
            put(18, Array("<</Length \(content.count)\(filter)>>\nstream\n".utf8) + content + Array("\nendstream".utf8))
            if let stray { put(19, Array(stray.utf8)) }
            let start = out.count
            let trailer = "/Size 21/Root 1 0 R\(identifier)/Prev \(before)\(more)"
            if let table {
                let heads = rows.count / 6
                out += Array("xref\n".utf8)
                for row in 0..<heads {
                    let place = rows[(row * 6 + 1)..<(row * 6 + 5)].reduce(0) { $0 << 8 | Int($1) }
                    let digits = String(repeating: "0", count: 10 - "\(place)".count) + "\(place)"
                    let number = index.split(separator: " ")[row * 2]
                    out += Array("\(number) 1\n\(table.hasPrefix("%") ? "\(digits) \(table)" : "\(digits)\(table.dropFirst(10))")".utf8)
                }
                out += Array("trailer\n<<\(trailer)>>\n".utf8)
            } else {
                note(20)
                out += Array("20 0 obj\n<</Type/XRef\(trailer)/W[1 4 1]/Index[\(index)]/Length \(rows.count)>>\nstream\n".utf8)
                out += rows + Array("\nendstream\nendobj\n".utf8)
            }
            return out + Array("startxref\n\(start)\n%%EOF\n".utf8)
        }
    }
}
