import Core
import Sealing
import Testing

@Suite struct VerificationTests {
    @Test(arguments: [
        ("b-b.pdf", Verification.Finding.ownClock), ("b-b-table.pdf", .ownClock), ("b-t.pdf", .timeStamped), ("approval.pdf", .ownClock),
        ("b-lt.pdf", .validationMaterial),
    ])
    func whatIsGenuineIsSaidToBe(file: String, finding: Verification.Finding) throws {
        let found = Sealed.verification(Sealed.file(file))
        #expect(found.verdict == .genuine, "\(file): \(found.checks)")
        #expect(found.checks.contains { $0.finding == finding }, "\(file): \(found.checks)")
        #expect(found.facts.sealer?.organisation == "Gemeente Voorbeeldstad")
        #expect(found.facts.sealer?.oin == OIN("00000001001564410000"))
        #expect(found.facts.root?.commonName == "Proef wortel")
        #expect(found.facts.number?.description == "7K3P-M9XD-04SB-Z2NG")
        #expect(found.facts.standardVersion == "3.0.0")
        #expect(found.facts.mappings == [DocumentFacts.Mapping(name: "heffingen", hash: Digest(of: "heffingen"))])
        #expect(found.facts.programVersion == "0.5.0")
        #expect(found.facts.isComplete == true)
        #expect(found.facts.contentHashes == [Digest(of: Sealed.file("data.json"))])
        #expect(found.facts.fileHash == Digest(of: Sealed.file(file)))
    }

    @Test func theTimeStampSaysWhen() {
        let stamped = Sealed.verification(Sealed.file("b-t.pdf")).facts
        #expect(stamped.timeStamper?.commonName == "Proef tijdstempel")
        #expect(stamped.moment == Instant(epoch: 1_795_334_400))
        #expect(Sealed.verification(Sealed.file("b-b.pdf")).facts.timeStamper == nil)
    }

    @Test func anIncompleteOverviewHoldsAndIsSaidToBeIncomplete() {
        let found = Sealed.verification(Sealed.file("incomplete.pdf"))
        #expect(found.verdict == .incomplete)
        #expect(found.verdict.holds)
        #expect(found.facts.isComplete == false)
    }

    @Test(arguments: [
        ("wrong-clock.pdf", Verification.Verdict.unknownSealer, Verification.Finding.timeStamperUnknown),
        ("not-a-clock.pdf", .unknownSealer, .timeStamperUnknown), ("later-clock.pdf", .expired, .timeInFuture),
        ("unsealed.pdf", .notSealed, .noSeal), ("foreign.pdf", .unreadable, .notOurs), ("other-data.pdf", .changed, .dataDiffers),
        ("only-json.pdf", .changed, .dataIncomplete), ("other-number.pdf", .changed, .dataOtherNumber),
        ("other-day.pdf", .changed, .dataOtherTime), ("other-root.pdf", .unknownSealer, .sealerUnknown),
        ("expired.pdf", .expired, .timeOutsideCertificate), ("not-yet.pdf", .expired, .timeOutsideCertificate),
        ("server.pdf", .unknownSealer, .certificatePurpose), ("no-signing.pdf", .unknownSealer, .certificatePurpose),
        ("weak-key.pdf", .notSealed, .sealWeak), ("other-certificate.pdf", .changed, .dataOtherSealer),
        ("twice.pdf", .changed, .severalSeals), ("b-b-appended.pdf", .changed, .appended), ("approval-appended.pdf", .changed, .appended),
        ("b-lt-appended.pdf", .changed, .appended), ("b-lt-page.pdf", .changed, .appended), ("b-lt-comment.pdf", .changed, .appended),
        ("revoked.pdf", .expired, .certificateRevoked), ("roots.pem", .unreadable, .notADocument),
        ("data.json", .notSealed, .signatureMissing),
    ])
    func whatIsWrongIsSaid(file: String, verdict: Verification.Verdict, flaw: Verification.Finding) {
        let found = Sealed.verification(Sealed.file(file))
        #expect(found.verdict == verdict, "\(file): \(found.checks)")
        #expect(Sealed.flaw(found) == flaw, "\(file): \(found.checks)")
        #expect(!found.verdict.holds)
    }

    @Test func aCertificateThatRanOutSinceHoldsByItsTimeStampOnly() {
        let later = Instant(epoch: Sealed.now.epoch + 36_600 * 86_400)
        #expect(Sealed.verification(Sealed.file("b-t.pdf"), at: later).verdict == .genuine)
        let own = Sealed.verification(Sealed.file("b-b.pdf"), at: later)
        #expect(own.verdict == .expired)
        #expect(Sealed.flaw(own) == .certificateExpired)
    }

    @Test func aSealOfTomorrowIsNotBelievedToday() {
        let found = Sealed.verification(Sealed.file("data.jws"), at: Instant(epoch: 1_795_334_400 - 3_600))
        #expect(found.verdict == .expired)
        #expect(Sealed.flaw(found) == .timeInFuture)
    }

    @Test func nobodyIsBelievedWithoutRoots() {
        for file in ["b-t.pdf", "b-b.pdf", "data.jws"] {
            let found = Verification(of: Sealed.file(file), trust: .none, at: Sealed.now)
            #expect(found.verdict == .unknownSealer)
            #expect(found.facts.root == nil)
        }
    }

    @Test func aSignatureHoldsAloneAndBesideItsData() {
        let alone = Sealed.verification(Sealed.file("data.jws"))
        #expect(alone.verdict == .genuine)
        #expect(alone.facts.kind == .jws)
        let beside = Sealed.verification(Sealed.file("data.json"), signature: Sealed.file("data.jws"))
        #expect(beside.verdict == .genuine)
        #expect(beside.facts.kind == .json)
        #expect(beside.facts.number?.description == "7K3P-M9XD-04SB-Z2NG")
        let other = Sealed.verification(Sealed.file("data.json") + [0x20], signature: Sealed.file("data.jws"))
        #expect(other.verdict == .changed)
        #expect(Sealed.flaw(other) == .dataDiffers)
    }

    @Test func tooLargeIsToldWithoutReading() {
        let found = Sealed.verification([UInt8](repeating: 0x25, count: 20_000_001))
        #expect(Sealed.flaw(found) == .tooLarge)
    }
}
