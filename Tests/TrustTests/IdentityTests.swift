import Core
import Testing
import Trust

@Suite("How sure the vendor is of the citizen, and for whom he asks")
struct IdentityTests {
    /// A policy of one municipality and one caller, with what each of them says.
    private static func policy(
        minimum: Assurance = .midden, contract: [String: Assurance] = [:], stated: String? = nil, representation: Bool = false
    ) throws -> Policy {
        let words = stated.map { ", assurance: \($0)" } ?? ""
        let text = "a: { oin: \"00000000000000000001\", tenants: [elders], vendors: [json], questions: [schuldenoverzicht]\(words) }"
        return try Town.policy(
            callers: text,
            tenants: [
                TenantFacts(
                    name: "elders", sources: ["belasting"], activities: ["https://register.example/9"], vendors: ["json"],
                    minimumAssurance: minimum, allowsRepresentation: representation)
            ], vendors: [VendorFacts(name: "json", carriesAssurance: true, minimumAssurance: contract)])
    }

    private static func permit(_ policy: Policy, _ level: Assurance?, acting: BSN? = nil) throws -> Permit {
        var inquiry = Inquiry(bsn: try #require(BSN("999990019")))
        inquiry.assurance = level
        inquiry.acting = acting
        let caller = try policy.caller(Certificates.credentials(oinEndingIn: 1))
        return try policy.permit(inquiry, question: "schuldenoverzicht", vendor: "json", tenant: "elders", to: caller)
    }

    @Test("every level of the message against every minimum of the tenant and of the vendor's contract, and what the caller states")
    func levels() throws {
        let all: [Assurance?] = [nil] + Assurance.allCases
        var cells = 0
        for minimum in Assurance.allCases {
            for contract in all {
                for stated in all {
                    let policy = try IdentityTests.policy(
                        minimum: minimum, contract: contract.map { ["schuldenoverzicht": $0] } ?? [:], stated: stated?.rawValue)
                    for level in all {
                        cells += 1
                        let needed = max(minimum, contract ?? .basis)
                        // What the message says counts, also when the caller states more.
                        let counts = level ?? stated
                        let isEnough = counts.map { $0 >= needed } ?? false
                        var permit: Permit?
                        var refused: Fault?
                        do { permit = try IdentityTests.permit(policy, level) } catch let fault as Fault { refused = fault }
                        #expect((permit != nil) == isEnough, "\(minimum) \(contract as Any) \(stated as Any) \(level as Any)")
                        if let permit, let counts {
                            #expect(permit.assurance == StatedAssurance(counts, by: level == nil ? .contract : .message))
                        }
                        guard let refused else { continue }
                        #expect(refused.situation == .forbidden)
                        #expect(refused.problems.map(\.name) == ["betrouwbaarheidsniveau"])
                        #expect(refused.problems.first?.reason.contains("Ten minste DigiD \(needed.title) is nodig.") == true)
                    }
                }
            }
        }
        #expect(cells == 500)
    }

    @Test("what nobody says is refused, and told apart from what is too low")
    func reasons() throws {
        func reason(_ stated: String?, _ level: Assurance?) throws -> String? {
            let policy = try IdentityTests.policy(stated: stated)
            do { _ = try IdentityTests.permit(policy, level) } catch let fault as Fault { return fault.problems.first?.reason }
            return nil
        }
        #expect(
            try reason(nil, nil)
                == "Het bericht noemt geen niveau, en voor deze afzender is er geen vastgelegd. Ten minste DigiD Midden (20) is nodig.")
        #expect(try reason(nil, .basis) == "De burger is op een te laag niveau aangemeld. Ten minste DigiD Midden (20) is nodig.")
        #expect(
            try reason("basis", nil)
                == "Het bericht noemt geen niveau, en het niveau dat voor deze afzender is vastgelegd is te laag. "
                + "Ten minste DigiD Midden (20) is nodig.")
        #expect(try reason("hoog", nil) == nil)
    }

    @Test("a contract's minimum holds for its own question only")
    func questions() throws {
        let policy = try IdentityTests.policy(contract: ["saldo": .hoog])
        #expect(try IdentityTests.permit(policy, .midden).assurance?.level == .midden)
    }

    @Test("one citizen asks for another only where the municipality allows it")
    func representation() throws {
        let acting = try #require(BSN("999993653"))
        let allowed = try IdentityTests.permit(try IdentityTests.policy(representation: true), .midden, acting: acting)
        #expect(allowed.acting == acting && allowed.subject == BSN("999990019"))
        do {
            _ = try IdentityTests.permit(try IdentityTests.policy(), .midden, acting: acting)
            Issue.record("representation was allowed")
        } catch let fault as Fault {
            #expect(fault.situation == .forbidden)
            #expect(fault.problems.map(\.reason) == ["Vragen namens een ander is bij deze gemeente niet mogelijk."])
        }
        #expect(try IdentityTests.permit(try IdentityTests.policy(), .midden).acting == nil)
    }

    @Test("nobody logged in for an operator")
    func operators() throws {
        let permit = try IdentityTests.policy().permit(
            account: "beheer", command: "try", about: try #require(BSN("999990019")), tenant: "elders")
        #expect(permit.assurance == nil && permit.acting == nil)
    }
}
