import Core
import Testing

@testable import Adapter

/// Out of service, and in again.
@Suite struct PlanServiceTests {
    private func absence(_ plan: String, tenant: String = "a") -> PlanService.Absence {
        PlanService.Absence(tenant: tenant, plan: plan, source: "s", failure: Failure(.drift, "because"), since: 1)
    }

    @Test func oneLeavesAndTheOthersStay() {
        let service = PlanService()
        #expect(service.absent(in: "a") == nil)
        #expect(service.leave(absence("x"), by: service.begin()))
        #expect(!service.leave(absence("x"), by: service.begin()), "told once")
        #expect(service.absent(in: "a") == ["x": Failure(.drift, "because")])
        #expect(service.absent(in: "b") == nil)
        #expect(service.enter(tenant: "a", plan: "y", by: service.begin()) == nil)
        #expect(service.enter(tenant: "a", plan: "x", by: service.begin()) == absence("x"))
        #expect(service.absent(in: "a") == nil)
        #expect(service.all == [])
    }

    @Test func whoIsInDoubtIsExaminedOnceARound() {
        let service = PlanService([absence("x")])
        #expect(service.suspect(tenant: "a", plan: "y"))
        #expect(!service.suspect(tenant: "a", plan: "y"))
        #expect(service.absent(in: "a")?.keys.sorted() == ["x"], "a suspect serves")
        #expect(service.round() == [["a", "x"], ["a", "y"]])
        #expect(service.round() == [["a", "x"]])
        #expect(service.suspect(tenant: "a", plan: "y"))
    }

    /// What an examination finds is older than what a later one has told already.
    @Test func theLaterExaminationHolds() {
        let service = PlanService()
        let first = service.begin()
        let second = service.begin()
        #expect(service.leave(absence("x"), by: second))
        #expect(service.enter(tenant: "a", plan: "x", by: first) == nil)
        #expect(service.absent(in: "a") != nil)
        let third = service.begin()
        let fourth = service.begin()
        #expect(service.enter(tenant: "a", plan: "x", by: fourth) != nil)
        #expect(!service.leave(absence("x"), by: third))
        #expect(service.absent(in: "a") == nil)
    }
}
