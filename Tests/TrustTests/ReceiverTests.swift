import Core
import Testing
import Trust

@Suite("Whom a message is for")
struct ReceiverTests {
    private static let oinOfOne = "00000000000000000001"

    private static func policy(knownAs: [String] = ["0999", oinOfOne], others: [String] = ["0363"]) throws -> (Policy, Caller) {
        func town(_ name: String, _ names: [String]) -> TenantFacts {
            TenantFacts(name: name, sources: [], activities: ["https://register.example/1"], vendors: ["soap"], knownAs: names)
        }
        let policy = try Town.rightPolicy(
            "callers:\n  a: { oin: \"\(oinOfOne)\", tenants: [dorp, stad], vendors: [soap], questions: [saldo], sender: { application: portaal, administration: \"7\" } }\n  b: { oin: \"00000000000000000002\", tenants: [dorp], vendors: [soap], questions: [saldo] }\n",
            tenants: [town("dorp", knownAs), town("stad", others), town("veld", ["9"])])
        return (policy, try policy.caller(Certificates.credentials(oinEndingIn: 1)))
    }

    private static func parties(_ part: Parties.TenantPart?, _ organisation: String?, _ administration: String? = nil) -> Parties {
        var parties = Parties()
        parties.tenantPart = part
        parties.receiver.organisation = organisation
        parties.receiver.administration = administration
        return parties
    }

    @Test(
        "the part that the vendor's rule names",
        arguments: [
            (.organisation, "0999", nil, nil, "dorp"), (.organisation, " 0999\n", nil, nil, "dorp"),
            (.organisation, "DORP", nil, nil, "dorp"),
            (.organisation, "0363", nil, nil, "stad"), (.organisation, "0363", "0999", nil, "stad"), (.organisation, "1", nil, nil, nil),
            (.organisation, nil, nil, nil, nil), (.organisation, nil, "0999", nil, nil), (.organisation, nil, nil, "stad", "stad"),
            (.organisation, "0999", nil, "stad", nil), (.organisation, "0999", nil, "dorp", "dorp"),
            (.administration, "Regio", "0363", nil, "stad"), (.administration, "0363", "0999", nil, "dorp"),
            (.administration, "0999", nil, nil, nil), (.certificate, nil, nil, nil, "dorp"), (.certificate, "0999", nil, nil, "dorp"),
            (.certificate, "0363", nil, nil, nil), (.certificate, nil, nil, "stad", nil), (.application, "0999", nil, nil, nil),
        ] as [(Parties.TenantPart, String?, String?, String?, String?)])
    func byRule(part: Parties.TenantPart, organisation: String?, administration: String?, path: String?, expected: String?) throws {
        let (policy, caller) = try Self.policy()
        var tenant: String?
        let refused = fault { () throws(Fault) in
            tenant = try policy.tenant(for: caller, named: path, parties: Self.parties(part, organisation, administration))
        }
        #expect(tenant == expected)
        #expect(refused == (expected == nil ? .receiverUnknown : nil))
    }

    @Test(
        "the path, and a receiver that must be that municipality",
        arguments: [
            (nil, nil, true), ("0999", nil, true), ("dorp", nil, true), ("Regio", "0999", true), ("0999", "Belastingen", true),
            (nil, "Belastingen", true), (nil, "0363", false), ("0363", nil, false), ("0999", "0363", false), ("0363", "0999", false),
            ("Regio", nil, false), ("Regio", "Belastingen", false),
        ] as [(String?, String?, Bool)])
    func byPath(organisation: String?, administration: String?, agrees: Bool) throws {
        let (policy, caller) = try Self.policy()
        let refused = fault { () throws(Fault) in
            _ = try policy.tenant(for: caller, named: "dorp", parties: Self.parties(nil, organisation, administration))
        }
        #expect(refused == (agrees ? nil : .receiverUnknown))
        // Who does not say who it is, is not asked.
        let (silent, known) = try Self.policy(knownAs: [], others: [])
        #expect(
            fault { () throws(Fault) in
                _ = try silent.tenant(for: known, named: "dorp", parties: Self.parties(nil, organisation, administration))
            } == nil)
    }

    @Test("a municipality that is not the caller's is forbidden, after its sender was judged")
    func forbidden() throws {
        let (policy, caller) = try Self.policy()
        var parties = Self.parties(.organisation, "9")
        #expect(fault { () throws(Fault) in _ = try policy.tenant(for: caller, named: nil, parties: parties) } == .forbidden)
        parties.sender.application = "ander"
        #expect(fault { () throws(Fault) in _ = try policy.tenant(for: caller, named: nil, parties: parties) } == .senderMismatch)
    }

    @Test("the sender's administration is compared too, and goes before what may be asked")
    func sender() throws {
        let (policy, caller) = try Self.policy()
        var parties = Parties()
        func refused(_ question: String) -> Fault.Situation? {
            fault { () throws(Fault) in try policy.check(parties, question: question, vendor: "soap", tenant: "dorp", to: caller) }
        }
        #expect(refused("saldo") == nil)
        parties.sender.application = "Portaal "
        parties.sender.administration = "7"
        #expect(refused("saldo") == nil)
        #expect(refused("anders") == .forbidden)
        parties.sender.administration = "8"
        #expect(refused("saldo") == .senderMismatch)
        #expect(refused("anders") == .senderMismatch)
    }
}
