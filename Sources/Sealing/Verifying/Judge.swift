import Core

/// Gathers what is found about one document, and concludes.
struct Judge {
    /// Seconds that clocks may differ.
    static let tolerance = 300

    let trust: TrustAnchors
    let now: Instant
    var facts = Verification.Facts()
    private var checks: [Verification.Check] = []

    init(trust: TrustAnchors, now: Instant) {
        self.trust = trust
        self.now = now
    }

    mutating func hold(_ subject: Verification.Check.Subject, _ finding: Verification.Finding) {
        checks.append(Verification.Check(subject, .holds, finding))
    }

    mutating func tell(_ subject: Verification.Check.Subject, _ finding: Verification.Finding) {
        checks.append(Verification.Check(subject, .told, finding))
    }

    mutating func fail(_ subject: Verification.Check.Subject, _ finding: Verification.Finding) {
        checks.append(Verification.Check(subject, .fails, finding))
    }

    var verification: Verification {
        let found = checks.filter { $0.outcome != .holds }.map(\.finding.verdict)
        let verdict = Verification.Verdict.gravest.first { found.contains($0) } ?? .genuine
        // What is not looked at to the end was never said to be genuine.
        let isWhole = checks.contains { $0.subject == .completeness } || !verdict.holds
        return Verification(verdict: isWhole ? verdict : .unreadable, checks: checks, facts: facts)
    }

    /// Whether those who seal are believed here.
    ///
    /// - Parameter moment: as of which its certificates count.
    mutating func judge(sealer leaf: Certificate, _ others: [Certificate], at moment: Instant) {
        guard SealCertificate.maySeal(leaf) else { return fail(.sealer, .certificatePurpose) }
        if let chain = trust.seals.chain(of: leaf, through: others, at: moment) {
            facts.root = chain.last.map { CertifiedName($0) }
            return hold(.sealer, .sealerTrusted)
        }
        guard let chain = trust.seals.chain(of: leaf, through: others, at: nil) else { return fail(.sealer, .sealerUnknown) }
        facts.root = chain.last.map { CertifiedName($0) }
        let isEarly = chain.contains { $0.validity.map { moment.epoch < $0.lowerBound } ?? true }
        fail(.sealer, isEarly ? .certificateNotYetValid : .certificateExpired)
    }

    /// What the sealer's own clock says: the moment, as far as anybody knows.
    mutating func judge(claimed moment: Instant?, by leaf: Certificate) {
        facts.moment = moment
        guard let moment else { return tell(.time, .ownClock) }
        if moment.epoch > now.epoch + Judge.tolerance {
            fail(.time, .timeInFuture)
        } else if let validity = leaf.validity, !validity.contains(moment.epoch) {
            fail(.time, .timeOutsideCertificate)
        } else {
            tell(.time, .ownClock)
        }
    }

    /// What signatures of data say about the document; those of one document say the same.
    mutating func judge(origin data: [CompactSignature]) {
        let abouts = data.compactMap(\.about)
        guard let first = abouts.first, abouts.count == data.count else { return fail(.origin, .originUnknown) }
        facts.number = first.number
        facts.standardVersion = first.version
        facts.programVersion = first.program
        facts.isComplete = abouts.allSatisfy(\.isComplete)
        for mapping in abouts.flatMap(\.mappings) where !facts.mappings.contains(mapping) { facts.mappings.append(mapping) }
        guard abouts.allSatisfy({ $0.number == first.number }) else { return fail(.data, .dataOtherNumber) }
        hold(.origin, .originKnown)
        if facts.isComplete == true {
            hold(.completeness, .complete)
        } else {
            tell(.completeness, .incomplete)
        }
    }
}
