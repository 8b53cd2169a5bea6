import Core
import Testing
import Trust

/// Records to write.
enum JournalSamples {
    static let key = PseudonymKey(id: "p1", key: Secret(Array("0123456789abcdef0123456789abcdef".utf8)))

    static func caller() throws -> Caller {
        try Town.rightPolicy(
            "callers:\n  eform: { oin: \"00000000000000000001\", tenants: [elders], vendors: [json], questions: [saldo] }\n"
        ).caller(Certificates.credentials(oinEndingIn: 1))
    }

    /// A request that was answered with everything a record can say.
    static func answered(number: Int = 0) throws -> JournalRecord {
        JournalRecord(
            time: 1_751_354_100_042 + number, reference: "r-\(number)", trace: "0af7651916cd43dd8448eb211c80319c",
            vendorReference: "eform-\(number)", actor: .init(try caller()), action: .init(vendor: "soap", question: "schuldenoverzicht"),
            object: .init(
                tenant: "voorbeeldstad", subject: try #require(key).pseudonym(of: try #require(BSN("999990019"))),
                acting: try #require(key).pseudonym(of: try #require(BSN("999993653"))), sources: ["heffingen", "sociaal"]),
            assurance: StatedAssurance(.substantieel, by: .contract), purposes: ["https://register.example/1"],
            mappings: [.init(name: "heffingen", hash: Digest(of: "m"))],
            result: .init(
                .answered, status: 200,
                sources: [.init(source: "heffingen", failure: nil, rows: 25), .init(source: "sociaal", failure: .timeout, rows: 0)],
                complete: false, answer: try #require(key).mark(of: [97])),
            origin: .init(listener: "service", address: "127.0.0.1"), config: Digest(of: "c"))
    }

    /// A request of nobody for nothing.
    static func refused() -> JournalRecord {
        JournalRecord(
            time: 0, reference: "r-\"\\\n", trace: "not a trace", actor: .init(unproven: nil), action: .init(vendor: nil, question: nil),
            object: .init(), result: .init(.refused, situation: .unauthenticated, status: 401),
            origin: .init(listener: "service", address: "::1"),
            config: Digest(of: "c"))
    }

    /// The lines of a journal of some records.
    static func lines(_ count: Int) throws -> [[UInt8]] {
        var chain = JournalChain(id: "0123456789abcdef")
        return try (0..<count).map { chain.append(JournalEntry(try answered(number: $0)), durable: $0) }
    }
}
