import Core
import Testing
import Trust

@Suite("Tenant × caller × vendor × question: every cell is as agreed")
struct PermitMatrixTests {
    private static let callers = """
        callers:
          eform: { oin: "00000000000000000001", tenants: [voorbeeldstad], vendors: [soap], questions: [schuldenoverzicht] }
          portaal: { oin: "00000000000000000002", tenants: [voorbeeldstad, elders], vendors: [json], questions: [schuldenoverzicht, saldo] }
          hub: { oin: "00000000000000000003", tenants: [voorbeeldstad, elders, nieuwland], vendors: [json, soap], questions: [saldo] }
          pilot: { oin: "00000000000000000004", tenants: [nieuwland], vendors: [zgw, json], questions: [schuldenoverzicht] }
          alles:
            oin: "00000000000000000005"
            tenants: [voorbeeldstad, elders, nieuwland]
            vendors: [json, soap, zgw]
            questions: [schuldenoverzicht, saldo]
        """

    /// Written out by hand from the section above and the tenants: what is not here is forbidden.
    private static let allowed: Set<String> = [
        "eform voorbeeldstad soap schuldenoverzicht",
        "portaal voorbeeldstad json schuldenoverzicht", "portaal voorbeeldstad json saldo",
        "portaal elders json schuldenoverzicht", "portaal elders json saldo",
        "hub voorbeeldstad json saldo", "hub voorbeeldstad soap saldo", "hub elders json saldo",
        "alles voorbeeldstad json schuldenoverzicht", "alles voorbeeldstad json saldo",
        "alles voorbeeldstad soap schuldenoverzicht", "alles voorbeeldstad soap saldo",
        "alles elders json schuldenoverzicht", "alles elders json saldo",
    ]
    /// Granted to the caller, but the tenant is not offered to the vendor, or nieuwland, which has no mapping.
    private static let notOffered: Set<String> = [
        "hub elders soap saldo", "hub nieuwland json saldo", "hub nieuwland soap saldo",
        "pilot nieuwland zgw schuldenoverzicht", "pilot nieuwland json schuldenoverzicht",
        "alles voorbeeldstad zgw schuldenoverzicht", "alles voorbeeldstad zgw saldo",
        "alles elders soap schuldenoverzicht", "alles elders soap saldo", "alles elders zgw schuldenoverzicht", "alles elders zgw saldo",
        "alles nieuwland json schuldenoverzicht", "alles nieuwland json saldo", "alles nieuwland soap schuldenoverzicht",
        "alles nieuwland soap saldo", "alles nieuwland zgw schuldenoverzicht", "alles nieuwland zgw saldo",
    ]

    @Test("300 cells")
    func matrix() throws {
        let policy = try Town.rightPolicy(PermitMatrixTests.callers)
        var inquiry = Inquiry(bsn: try #require(BSN("999990019")))
        inquiry.assurance = .midden
        let names = ["eform", "portaal", "hub", "pilot", "alles"]
        var cells = 0
        var permits = 0
        for (index, name) in names.enumerated() {
            let caller = try policy.caller(Certificates.credentials(oinEndingIn: index + 1))
            #expect(caller.name == name)
            for tenant in ["voorbeeldstad", "elders", "nieuwland", "nergens"] {
                for vendor in ["json", "soap", "zgw", "mail"] {
                    for question in ["schuldenoverzicht", "saldo", "alles", ""] where !(tenant == "nergens" && question.isEmpty) {
                        cells += 1
                        let cell = "\(name) \(tenant) \(vendor) \(question)"
                        let expected: Fault.Situation? =
                            PermitMatrixTests.allowed.contains(cell)
                            ? nil : PermitMatrixTests.notOffered.contains(cell) ? .notOffered : .forbidden
                        var permit: Permit?
                        let refused = fault { () throws(Fault) in
                            permit = try policy.permit(inquiry, question: question, vendor: vendor, tenant: tenant, to: caller)
                        }
                        #expect(refused == expected, "\(cell)")
                        #expect((permit == nil) == (refused != nil), "\(cell)")
                        guard let permit else { continue }
                        permits += 1
                        #expect(permit.caller == caller && permit.basis == .vendor && permit.subject == inquiry.bsn)
                        #expect(permit.tenant == tenant && permit.vendor == vendor && permit.question == question)
                        let facts = tenant == "voorbeeldstad" ? Town.voorbeeldstad : Town.elders
                        #expect(permit.sources == Set(facts.sources) && permit.purposes == facts.activities)
                    }
                }
            }
        }
        #expect(cells == 300)
        #expect(permits == PermitMatrixTests.allowed.count)
    }
}

@Suite("A message that names its sender names the caller")
struct SenderTests {
    @Test(
        "organisation and application, each when both sides say something, whatever the capitals and the spaces around it",
        arguments: [
            (nil, nil, true), ("0363", nil, true), ("0363", "portaal", true), (nil, "portaal", true),
            ("0364", nil, false), ("0363", "ander", false), (nil, "PORTAAL", true), ("", nil, false), ("0363 ", " Portaal\n", true),
            ("036 3", nil, false),
        ] as [(String?, String?, Bool)])
    func sender(organisation: String?, application: String?, agrees: Bool) throws {
        for (declared, checksOrganisation, checksApplication) in [
            ("{ organisation: \"0363\", application: portaal }", true, true), ("{ organisation: \"0363\" }", true, false),
            ("{ application: portaal }", false, true),
        ] {
            let policy = try Town.rightPolicy(
                """
                callers:
                  a:
                    oin: "00000000000000000001"
                    sender: \(declared)
                    tenants: [elders]
                    vendors: [json]
                    questions: [saldo]
                """)
            var inquiry = Inquiry(bsn: try #require(BSN("999990019")))
            inquiry.assurance = .midden
            inquiry.parties.sender.organisation = organisation
            inquiry.parties.sender.application = application
            let caller = try policy.caller(Certificates.credentials(oinEndingIn: 1))
            let refused = fault { () throws(Fault) in
                _ = try policy.permit(inquiry, question: "saldo", vendor: "json", tenant: "elders", to: caller)
            }
            let wrongOrganisation = checksOrganisation && organisation != nil && Parties.key(organisation ?? "") != "0363"
            let wrongApplication = checksApplication && application != nil && Parties.key(application ?? "") != "portaal"
            #expect(refused == (wrongOrganisation || wrongApplication ? .senderMismatch : nil))
            if checksOrganisation && checksApplication { #expect((refused == nil) == agrees) }
        }
    }

    @Test("a caller without a declared sender may be named anything")
    func undeclared() throws {
        let policy = try Town.rightPolicy(
            "callers:\n  a: { oin: \"00000000000000000001\", tenants: [elders], vendors: [json], questions: [saldo] }\n")
        var inquiry = Inquiry(bsn: try #require(BSN("999990019")))
        inquiry.assurance = .midden
        inquiry.parties.sender.organisation = "wie dan ook"
        let caller = try policy.caller(Certificates.credentials(oinEndingIn: 1))
        #expect(
            fault { () throws(Fault) in _ = try policy.permit(inquiry, question: "saldo", vendor: "json", tenant: "elders", to: caller) }
                == nil)
    }

    @Test("a run over all citizens is permitted for one source of a tenant that has a purpose")
    func batch() throws {
        let policy = try Town.rightPolicy("callers: {}\n")
        let permit = try policy.batchPermit(account: "beheer", command: "reconcile", tenant: "elders", source: "belasting")
        #expect(permit.sources == ["belasting"] && !permit.purposes.isEmpty && permit.caller.proof == .account)
        let one = permit.permit(about: try #require(BSN("999990019")))
        #expect(one.basis == .batch && one.tenant == "elders" && one.question == "reconcile" && one.sources == permit.sources)
        #expect(one.purposes == permit.purposes)
        #expect(
            fault { () throws(Fault) in _ = try policy.batchPermit(account: "b", command: "c", tenant: "nergens", source: "belasting") }
                == .receiverUnknown)
        #expect(
            fault { () throws(Fault) in _ = try policy.batchPermit(account: "b", command: "c", tenant: "elders", source: "niets") }
                == .notOffered)
    }
}
