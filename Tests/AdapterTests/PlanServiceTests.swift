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
        #expect(service.leave(absence("x")))
        #expect(!service.leave(absence("x")), "told once")
        #expect(service.absent(in: "a") == ["x": Failure(.drift, "because")])
        #expect(service.absent(in: "b") == nil)
        #expect(service.enter(tenant: "a", plan: "y", by: service.begin()) == nil)
        #expect(service.enter(tenant: "a", plan: "x", by: service.begin()) == absence("x"))
        #expect(service.absent(in: "a") == nil)
        #expect(service.all == [])
    }

    @Test func whoIsInDoubtIsExamined() {
        let service = PlanService([absence("x")])
        service.suspect(tenant: "a", plan: "y")
        #expect(["x", "y", "z"].filter { service.isInDoubt(tenant: "a", plan: $0) } == ["x", "y"])
        #expect(service.absent(in: "a")?.keys.sorted() == ["x"], "a suspect serves")
        _ = service.enter(tenant: "a", plan: "y", by: service.begin())
        #expect(!service.isInDoubt(tenant: "a", plan: "y"))
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
