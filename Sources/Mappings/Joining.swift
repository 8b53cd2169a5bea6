package import Core
package import Standard

extension Answer {
    /// Joins what several plans made of their sources into one answer: a document per organisation, and what is not in it.
    ///
    /// A source that failed, or whose rows a plan refuses, is named in the completeness statement; so are both of two plans that give the
    /// same zaakkenmerk of one organisation unless each says `join: true`, or that give the same gebeurtenis_kenmerk.
    /// - Parameters:
    ///   - plans: as they were asked; outcomes stand in the same order.
    ///   - failures: gains every failure with the plan's name, for the operator's log.
    package init(joining plans: [Plan], _ outcomes: [Outcome], key: KenmerkKey, failures: inout [(plan: String, Failure)]) {
        var results: [PlanResult?] = []
        var failed = [Failure?](repeating: nil, count: plans.count)
        for (index, plan) in plans.enumerated() {
            let outcome =
                index < outcomes.count ? outcomes[index] : .failed(Failure(.unreachable, "\(plan.file): the source was not asked"))
            switch outcome {
            case .failed(let failure):
                failed[index] = failure
                results.append(nil)
            case .rows(let rows):
                do throws(Failure) {
                    results.append(try plan.run(rows, index: index, key: key))
                } catch {
                    failed[index] = error
                    results.append(nil)
                }
            }
        }
        if plans.count > 1 { Answer.refuseCollisions(plans, results, &failed) }
        var documents: [OrganisationAnswer] = []
        var completeness = Completeness()
        for (index, plan) in plans.enumerated() {
            if let failure = failed[index] {
                failures.append((plan.name, failure))
                let missing = Completeness.Missing(source: plan.source, kind: failure.kind)
                if !completeness.missing.contains(missing) { completeness.missing.append(missing) }
            } else if let result = results[index] {
                Answer.add(result.cases, of: plan.organisation, to: &documents)
                completeness.differing += result.differing.map {
                    Completeness.Differing(source: plan.source, plan: plan.name, detail: $0)
                }
                for left in result.leftOut { Answer.count(left, in: &completeness.leftOut) }
            }
        }
        self.init(documents: documents, completeness: completeness)
    }

    private static func add(_ cases: [FinancialCase], of organisation: OIN, to documents: inout [OrganisationAnswer]) {
        guard let at = documents.firstIndex(where: { $0.organisation == organisation }) else {
            documents.append(OrganisationAnswer(organisation: organisation, cases: cases))
            return
        }
        for new in cases {
            if let same = documents[at].cases.firstIndex(where: { $0.zaakkenmerk == new.zaakkenmerk }) {
                documents[at].cases[same].events += new.events
            } else {
                documents[at].cases.append(new)
            }
        }
    }

    private static func count(_ left: Completeness.LeftOut, in all: inout [Completeness.LeftOut]) {
        if let at = all.firstIndex(where: { $0.because == left.because }) {
            all[at] = Completeness.LeftOut(because: left.because, count: all[at].count + left.count)
        } else {
            all.append(left)
        }
    }

    /// The names that the plans of one organisation gave, each with the first plan that did.
    private struct Claims {
        let organisation: OIN
        private var cases = TextTable(capacity: 16)
        private var caseOwners: [Int] = []
        private var events = TextTable(capacity: 64)
        private var eventOwners: [Int] = []

        init(_ organisation: OIN) { self.organisation = organisation }

        /// The plan that gave this case before; nil when none did.
        mutating func claim(case name: String, by plan: Int) -> Int? { Claims.claim(name, plan, &cases, &caseOwners) }
        mutating func claim(event name: String, by plan: Int) -> Int? { Claims.claim(name, plan, &events, &eventOwners) }

        private static func claim(_ name: String, _ plan: Int, _ seen: inout TextTable, _ owners: inout [Int]) -> Int? {
            let (number, isNew) = seen.insert(name)
            guard isNew else { return owners[number] }
            owners.append(plan)
            return nil
        }
    }

    /// Two plans of one organisation that name the same case without a rule that joins them, or the same event: neither can be believed.
    private static func refuseCollisions(_ plans: [Plan], _ results: [PlanResult?], _ failed: inout [Failure?]) {
        var all: [Claims] = []
        for index in results.indices {
            guard let cases = results[index]?.cases else { continue }
            let plan = plans[index]
            // A plan that stands alone for its organisation cannot collide: it refuses its own twins itself.
            guard plans.indices.contains(where: { $0 != index && plans[$0].organisation == plan.organisation }) else { continue }
            let at = all.firstIndex { $0.organisation == plan.organisation } ?? all.count
            if at == all.count { all.append(Claims(plan.organisation)) }
            for number in cases.indices {
                if let owner = all[at].claim(case: cases[number].zaakkenmerk, by: index), owner != index {
                    if !(plan.isJoined && plans[owner].isJoined) {
                        collide(index, owner, "give the same zaakkenmerk and do not both say 'join: true'", plans, &failed)
                    }
                }
                for event in cases[number].events.indices {
                    let slot = plan.rules[cases[number].events[event].provenance.rule].kenmerkSlot
                    guard case .text(let kenmerk) = cases[number].events[event].values[slot] else { continue }
                    if let owner = all[at].claim(event: kenmerk, by: index), owner != index {
                        collide(index, owner, "give the same gebeurtenis_kenmerk", plans, &failed)
                    }
                }
            }
        }
    }

    private static func collide(_ one: Int, _ other: Int, _ why: String, _ plans: [Plan], _ failed: inout [Failure?]) {
        for (index, twin) in [(one, other), (other, one)] where failed[index] == nil {
            let span = plans[index].cases.span
            failed[index] = Failure(.data, "\(span.source.name):\(span.line): this mapping and '\(plans[twin].name)' \(why)")
        }
    }
}
