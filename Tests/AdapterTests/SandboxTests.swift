import Core
import Foundation
import Standard
import Testing

@testable import Adapter

/// The citizens who do not exist, and that nobody who serves ever hears of them.
@Suite struct SandboxTests {
    private static let repository = Root(ProefstadRoot.repository.path(percentEncoded: false))
    private static let citizen = """
        bsn: "999991012"
        toont: Geen schulden
        shows: No debts
        documenten: [{ organisatie: "00000001001234567000", zaken: [] }]

        """

    private static func sandbox(_ terms: Sandbox.Terms = Sandbox.Terms()) throws -> Sandbox {
        var diagnostics = Diagnostics()
        let standard = try #require(Catalogue.standard(repository, &diagnostics))
        let citizens = Sandbox.citizens(repository, standard, into: &diagnostics)
        #expect(DiagnosticPrinter.text(diagnostics) == "")
        return Sandbox(citizens, terms: terms)
    }

    private static func bsn(_ text: String) throws -> BSN { try #require(BSN(text)) }

    private static var soon: ContinuousClock.Instant { .now + .seconds(60) }

    @Test func thoseOfTheRepositoryShowWhatSuppliersAskFor() throws {
        let citizens = try SandboxTests.sandbox().citizens
        #expect(
            Set(citizens.map(\.name)).isSuperset(of: [
                "none", "one", "many", "remission", "arrears", "plan", "overpaid", "incomplete", "mismatch", "two", "down", "deadline",
                "busy",
            ]))
        #expect(Set(citizens.map(\.dutch)).count == citizens.count && Set(citizens.map(\.english)).count == citizens.count)
        let many = try #require(citizens.first { $0.name == "many" })
        #expect(many.answer.documents.first?.cases.count == 40)
        let texts = many.answer.documents[0].cases.flatMap(\.events).flatMap(\.values).compactMap { value in
            if case .text(let text) = value { text } else { nil }
        }
        #expect(texts.contains { $0.unicodeScalars.contains { $0.value > 0xFFFF } })
        #expect(texts.contains { $0.count > 100 })
    }

    /// Nobody is the name of nobody: what is not known is not found, and that is an answer.
    @Test func whoIsNotKnownHasNothing() async throws {
        let answer = try await SandboxTests.sandbox().answer(about: SandboxTests.bsn("123456782"), until: SandboxTests.soon)
        #expect(answer.completeness.isComplete)
        #expect(answer.documents.map(\.cases.count) == [0])
    }

    @Test(arguments: [("999992004", Fault.Situation.sourceFailed), ("999992016", .deadline), ("999992028", .overload)])
    func whoseSourcesFailIsToldSo(number: String, situation: Fault.Situation) async throws {
        let sandbox = try SandboxTests.sandbox()
        let bsn = try SandboxTests.bsn(number)
        let fault = await #expect(throws: Fault.self) { try await sandbox.answer(about: bsn, until: SandboxTests.soon) }
        #expect(fault?.situation == situation)
        #expect(fault?.sources.isEmpty == false)
    }

    @Test func anAnswerThatTakesLongerThanThereIsTimeIsNone() async throws {
        var terms = Sandbox.Terms()
        terms.latency = 50
        let sandbox = try SandboxTests.sandbox(terms)
        let bsn = try SandboxTests.bsn("999991012")
        let began = ContinuousClock.now
        _ = try await sandbox.answer(about: bsn, until: SandboxTests.soon)
        #expect(ContinuousClock.now - began >= .milliseconds(50))
        let fault = await #expect(throws: Fault.self) { try await sandbox.answer(about: bsn, until: .now + .milliseconds(5)) }
        #expect(fault?.situation == .deadline)
    }

    /// What serves does not look at a sandbox: neither a citizen nor a mistake in one changes anything.
    @Test func whatServesHasNone() throws {
        let house = try ProefstadRoot()
        var diagnostics = Diagnostics()
        let before = try #require(Catalogue.compile(house.root, into: &diagnostics))
        try house.put(SandboxTests.citizen, at: "connectors/sandbox/one.yaml")
        try house.put("bsn: [", at: "connectors/sandbox/wrong.yaml")
        let after = try #require(Catalogue.compile(house.root, into: &diagnostics))
        #expect(!diagnostics.hasErrors)
        #expect(before.sandbox == nil && after.sandbox == nil)
        #expect(after.hash == before.hash)
        #expect(house.compile().diagnostics.hasErrors, "but `check` tells")
        #expect(house.compile().catalogue == nil)
        try house.drop("connectors/sandbox/wrong.yaml")
        #expect(house.compile().catalogue?.sandbox == nil, "what is checked could serve")
    }

    /// A sandbox that changes does not even wake what serves.
    @Test func whatServesDoesNotWatchOne() throws {
        let house = try ProefstadRoot()
        var serving = FileWatch(house.root)
        var simulating = FileWatch(house.root, more: [Sandbox.folder])
        let before = (serving.look(besides: []), simulating.look(besides: []))
        try house.put(SandboxTests.citizen, at: "connectors/sandbox/one.yaml")
        #expect(serving.look(besides: []) == before.0)
        #expect(simulating.look(besides: []) != before.1)
    }

    /// One that is compiled has its citizens, and its name changes with them.
    @Test func whatSimulatesHasOne() throws {
        let house = try ProefstadRoot()
        var diagnostics = Diagnostics()
        try house.put(SandboxTests.citizen, at: "connectors/sandbox/one.yaml")
        let first = try #require(Catalogue.compile(house.root, for: .simulating(Sandbox.Terms()), into: &diagnostics))
        #expect(first.sandbox?.citizens.map(\.name) == ["one"])
        try house.put(SandboxTests.citizen.replacing("No debts", with: "Nothing"), at: "connectors/sandbox/one.yaml")
        let second = try #require(Catalogue.compile(house.root, for: .simulating(Sandbox.Terms()), into: &diagnostics))
        #expect(second.hash != first.hash)
    }
}
