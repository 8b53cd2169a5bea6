import Backends
import Connectors
import Core
import Logging
import Mappings
import Standard
import Syntax
import Trust

/// One request, from the vendor's words to the vendor's words: asked, permitted, queried, mapped, rendered, recorded, answered.
struct Pipeline: Sendable {
    /// A tenant as it is served: its compiled files, its key, its policy on incomplete answers.
    struct Served: Sendable {
        let tenant: Catalogue.Tenant
        let key: KenmerkKey
        let incomplete: Settings.Incomplete
        /// What the journal says about the mappings, in the order of the plans.
        let mappings: [JournalRecord.Mapping]
        /// Seals its documents; nil for a municipality without a seal.
        var certifier: (any Certifying)?
    }

    /// Seconds that the journal has beyond the deadline of the request: what came of a source that used all of it must be recorded too.
    private static let grace = 1.0

    let catalogue: Catalogue
    let policy: Policy
    let served: [String: Served]
    let backends: Backends
    let journal: JournalFile
    let pseudonyms: PseudonymKey
    let limits: Limits
    let logger: Logger
    let service: PlanService
    /// Outlives a reload.
    var repeats = Repeats()
    /// What every vendor may read about its own messages.
    var publication = Publication.none
    /// Where certified documents wait, are registered and can be fetched.
    var delivery = Delivery()

    /// The reply to a request. Never throws: what goes wrong is said in the vendor's dialect. No reply is returned before its record is durable.
    func reply(to request: Request, from peer: Peer) async -> Reply {
        let started = ContinuousClock.now
        let milliseconds = Clock.milliseconds
        var proceeding = Proceeding(started: milliseconds, stamp: stamp(at: milliseconds), peer: peer, config: catalogue.hash)
        // Nothing in it is about a citizen: it needs no permit, and no record.
        if let page = publication.reply(to: request) { return logged(page, proceeding, since: started) }
        var reply: Reply
        do throws(Fault) {
            reply = try await answer(request, from: peer, until: started + .seconds(limits.deadline), &proceeding)
            let isRepeat = proceeding.isDocumentRepeated || proceeding.claim?.isRepeat == true
            proceeding.outcome = proceeding.afterwards != nil ? .promised : isRepeat ? .repeated : .answered
            tell(proceeding, nil)
        } catch {
            reply = proceeding.reply(to: request, with: error)
            tell(proceeding, error)
        }
        if Task.isCancelled { proceeding.outcome = .aborted }
        return await recorded(reply, to: request, proceeding, since: started)
    }

    /// The reply to what the gateway did not take: by the vendor whose address it was for when the vendor's dialect has words for it, else plainly.
    /// Recorded like any other refusal.
    func reply(to refusal: Refusal, of request: Request?, from peer: Peer) async -> Reply {
        let started = ContinuousClock.now
        let milliseconds = Clock.milliseconds
        let stamp = stamp(at: milliseconds)
        var proceeding = Proceeding(started: milliseconds, stamp: stamp, peer: peer, config: catalogue.hash)
        let request = request ?? Request(method: "", path: "")
        _ = try? find(request, &proceeding)
        var reply = proceeding.reply(to: request, with: refusal.fault)
        if proceeding.connector == nil || reply.status != refusal.status { reply = refusal.reply(reference: stamp.reference) }
        tell(proceeding, refusal.fault)
        return await recorded(reply, to: request, proceeding, since: started)
    }

    /// Which exchange this is, and when.
    private func stamp(at milliseconds: Int) -> Stamp {
        Stamp(
            reference: Reference.next(at: milliseconds), now: catalogue.sandbox?.terms.moment ?? Instant(epoch: milliseconds / 1_000))
    }

    /// Writes the record, and only then lets the reply go.
    private func recorded(
        _ reply: Reply, to request: Request, _ proceeding: Proceeding, since started: ContinuousClock.Instant
    ) async -> Reply {
        var reply = reply
        var proceeding = proceeding
        let reference = proceeding.stamp.reference
        do throws(JournalError) {
            try await journal.append(
                proceeding.record(of: reply, pseudonyms: pseudonyms), until: started + .seconds(limits.deadline + Pipeline.grace))
        } catch {
            Event.unrecorded(reference: reference, error: "\(error)").log(to: logger)
            reply = proceeding.reply(to: request, with: Fault(.journal))
            if error == .late { journal.follow(with: proceeding.record(of: reply, pseudonyms: pseudonyms)) }
        }
        if let promised = proceeding.afterwards { delivery.begin(promised.keep) }
        if let claim = proceeding.claim { repeats.settle(claim, isAnswered: proceeding.isAnswered) }
        return logged(reply, proceeding, since: started)
    }

    private func logged(_ reply: Reply, _ proceeding: Proceeding, since started: ContinuousClock.Instant) -> Reply {
        var reply = reply
        reply.headers.append(Request.Header("X-Request-Id", proceeding.stamp.reference))
        Event.exchanged(proceeding.event(for: reply, took: ContinuousClock.now - started)).log(to: logger)
        return reply
    }

    private func answer(
        _ request: Request, from peer: Peer, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Reply {
        let (connector, route, named) = try find(request, &proceeding)
        let credentials = try Self.credentials(connector.keys(in: request), from: peer)
        proceeding.credentials = credentials
        let caller = try policy.caller(credentials)
        proceeding.caller = caller
        let asked: Asked
        do throws(Fault) {
            asked = try connector.asked(in: request, route: route, tenant: named)
        } catch {
            throw first(of: error, in: request, to: connector, route, named: named, caller)
        }
        proceeding.asked = asked
        let tenant = try policy.tenant(for: caller, named: named, parties: asked.inquiry.parties)
        proceeding.tenant = tenant
        let permit = try policy.permit(asked.inquiry, question: asked.question, vendor: connector.vendor, tenant: tenant, to: caller)
        proceeding.permit = permit
        if connector.isIdempotent {
            proceeding.claim = try repeats.claim(
                asked.inquiry, vendor: connector.vendor, tenant: tenant, by: caller, under: pseudonyms)
        }
        guard let served = served[tenant] else { throw Fault(.notOffered) }
        proceeding.mappings = served.mappings
        if let wish = asked.document {
            let order = Order(
                wish: wish, asked: asked, permit: permit, caller: caller, served: served, connector: connector, stamp: proceeding.stamp)
            return try await delivered(order, until: deadline, &proceeding)
        }
        let answer = try await answer(under: permit, of: served, until: deadline, &proceeding)
        return try written(answer, asked, by: connector, proceeding)
    }

    /// What is known of a citizen.
    func answer(
        under permit: Permit, of served: Served, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Answer {
        let answer =
            if let sandbox = catalogue.sandbox {
                try await sandbox.answer(about: permit.subject, until: deadline)
            } else {
                try await answer(of: served, under: permit, until: deadline, &proceeding)
            }
        proceeding.leftOut = answer.completeness.leftOut.reduce(0) { $0 + $1.count }
        proceeding.complete = answer.completeness.isComplete
        return answer
    }

    /// What the sources of a tenant say, as one answer.
    private func answer(
        of served: Served, under permit: Permit, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Answer {
        let tenant = permit.tenant
        let absent = service.absent(in: tenant)
        let outcomes = await outcomes(of: served.tenant, without: absent, under: permit, until: deadline)
        var failures: [(plan: String, Failure)] = []
        let answer = Answer(joining: served.tenant.plans, outcomes, key: served.key, failures: &failures)
        proceeding.note(outcomes, of: served.tenant.plans, failures: failures)
        for (plan, failure) in failures {
            Event.sourceFailed(
                reference: proceeding.stamp.reference, tenant: tenant, plan: plan, kind: failure.kind.rawValue, detail: failure.detail
            ).log(to: logger)
            // What was not asked has nothing new to say: the mapping may be in service again by now.
            if failure.kind == .drift || failure.kind == .refused, absent?[plan] == nil { doubt(plan, in: served.tenant) }
        }
        for differing in answer.completeness.differing {
            Event.differs(
                reference: proceeding.stamp.reference, tenant: tenant, plan: differing.plan, detail: differing.detail
            ).log(to: logger)
        }
        let missing = answer.completeness.missing
        if !missing.isEmpty, served.incomplete == .refuse || missing.count == outcomes.count { throw Fault(missing) }
        return answer
    }

    /// What is told of a message that cannot be answered: a mistake in it, or, where the dialect's order puts that first, that it is not for us,
    /// from somebody else, or not allowed.
    private func first(
        of fault: Fault, in request: Request, to connector: Connector, _ route: Route, named: String?, _ caller: Caller
    ) -> Fault {
        guard let parties = connector.parties(in: request, route: route, after: fault) else { return fault }
        do throws(Fault) {
            let tenant = try policy.tenant(for: caller, named: named, parties: parties)
            try policy.check(parties, question: route.question, vendor: connector.vendor, tenant: tenant, to: caller)
            return fault
        } catch {
            return connector.first(of: fault, error)
        }
    }

    /// What the sources say; a mapping that is out of service is not asked for.
    private func outcomes(
        of tenant: Catalogue.Tenant, without absent: [String: Failure]?, under permit: Permit, until deadline: ContinuousClock.Instant
    ) async -> [Outcome] {
        guard let absent else { return await backends.ask(tenant.requests, under: permit, until: deadline) }
        let asked = tenant.requests.filter { absent[$0.plan] == nil }
        var given = await backends.ask(asked, under: permit, until: deadline)[...]
        return tenant.requests.map { request in
            if let failure = absent[request.plan] { return .failed(failure) }
            return given.popFirst() ?? .failed(Failure(.unreachable, "the source was not asked"))
        }
    }

    /// The answer in the standard's form and the vendor's words.
    private func written(
        _ answer: consuming Answer, _ asked: Asked, by connector: Connector, _ proceeding: Proceeding
    ) throws(Fault) -> Reply {
        do throws(Violation) {
            let rendition = try catalogue.standard.rendition(
                of: answer, about: asked.inquiry.bsn, in: asked.version, at: proceeding.stamp.now, as: asked.form)
            let reply = try connector.reply(with: rendition, to: asked, stamp: proceeding.stamp)
            if reply.body.count <= limits.answer { return reply }
        } catch {
            throw told(error, proceeding)
        }
        throw Fault(.answerTooLarge)
    }

    /// What a vendor hears of an answer that the standard forbids to send.
    func told(_ violation: Violation, _ proceeding: Proceeding) -> Fault {
        Event.violation(
            reference: proceeding.stamp.reference, tenant: proceeding.tenant ?? "", place: violation.place, rule: violation.rule
        ).log(to: logger)
        return Fault(.internal)
    }

    /// Whose address this is; when several share it, whose message. Another method on a known path is `methodNotAllowed`, said by the vendor
    /// whose path it is.
    private func find(_ request: Request, _ proceeding: inout Proceeding) throws(Fault) -> (Connector, Route, tenant: String?) {
        var allowed: [String] = []
        var found: [(Connector, Route, tenant: String?)] = []
        for connector in catalogue.connectors {
            for route in connector.routes {
                guard let match = route.match(request.path) else { continue }
                if route.method == request.method { found.append((connector, route, match.tenant)) }
                if found.isEmpty { proceeding.connector = connector }
                if !allowed.contains(route.method) { allowed.append(route.method) }
            }
        }
        // What is written out is meant before what a variable would take: /api/v1/… is no municipality called api.
        if found.count > 1, found.contains(where: { $0.tenant == nil }) { found.removeAll { $0.tenant != nil } }
        // A message that is nobody's is told so by the first of them: they speak one dialect.
        if let first = found.first {
            let whose = found.count == 1 ? first : found.first { $0.0.recognises(request, route: $0.1) } ?? first
            proceeding.connector = whose.0
            proceeding.question = whose.1.question
            return whose
        }
        if let refusal = publication.refusal(of: request) { throw refusal }
        throw allowed.isEmpty ? Fault(.notFound) : Fault(.methodNotAllowed, allow: allowed)
    }

    /// What the caller shows: a certificate in the handshake, or a key where its vendor sends one. Two keys are one too many.
    private static func credentials(_ keys: [String], from peer: Peer) throws(Fault) -> Credentials {
        guard keys.count <= 1 else { throw Fault(.unauthenticated) }
        return Credentials(certificate: peer.client, apiKey: keys.first, listener: peer.listener, isLoopback: peer.isLoopback)
    }
}

extension Fault {
    /// What a vendor hears when sources gave no rows: the worst of their failures, by name of source and no more.
    init(_ missing: [Completeness.Missing]) {
        let kinds = Set(missing.map(\.kind))
        let situation: Situation =
            if !kinds.isDisjoint(with: [.unreachable, .refused, .drift, .tooLarge, .data]) {
                .sourceFailed
            } else if kinds.contains(.timeout) {
                .deadline
            } else {
                .overload
            }
        self.init(situation, sources: missing.map(\.source))
    }
}
