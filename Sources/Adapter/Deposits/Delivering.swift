import Connectors
import Core
import Sealing
import Standard
import Trust

extension Pipeline {
    /// The reply to a question for the certified document: the document itself, or where it is or will be.
    ///
    /// Asked again in the same words it is the same document, as long as it is kept.
    func delivered(
        _ order: Order, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Reply {
        guard order.served.certifier != nil, order.wish.way != .link || delivery.links != nil else { throw Fault(.notOffered) }
        let words = order.words(pseudonyms)
        // Without an address nothing can be promised: then it is made at once, as who prefers otherwise must allow (RFC 7240 section 2).
        let isLater = order.wish.isLater && delivery.links != nil
        let link = isLater || order.wish.way == .link ? words.map { delivery.ticket($0 + ["link"]) } ?? Ticket.drawn() : nil
        if isLater || order.wish.way == .link, link == nil { throw Fault(.internal) }
        guard let words, let kept = delivery.ticket(words) else {
            return try await fresh(order, kept: nil, link: link, isLater: isLater, until: deadline, &proceeding)
        }
        while true {
            switch delivery.deposits.take(kept) {
            case .document(let bytes, let contents):
                if let reply = try again(order, bytes, contents, link: link, isLater: isLater, &proceeding) { return reply }
                throw Fault(.internal)
            case .pending:
                if isLater, let link, let until = delivery.deposits.told(link) {
                    proceeding.isDocumentRepeated = true
                    return try promise(order, link, until: until, proceeding)
                }
                // Somebody else asks the same at this moment: there will be one document.
                guard ContinuousClock.now < deadline, !Task.isCancelled else { throw Fault(.deadline) }
                try? await Task.sleep(for: .milliseconds(10))
            case .failed, .unknown:
                let (until, told) = delivery.term(from: Clock.now)
                guard delivery.deposits.begin(kept, until: until, told: told, isOnce: false) else { continue }
                do throws(Fault) {
                    return try await fresh(order, kept: kept, link: link, isLater: isLater, until: deadline, &proceeding)
                } catch {
                    delivery.deposits.fail(kept, error.situation)
                    throw error
                }
            }
        }
    }

    /// The same document once more. A link that was used works once more too, until the moment that was told.
    private func again(
        _ order: Order, _ bytes: [UInt8], _ contents: Deposits.Contents, link: Ticket?, isLater: Bool, _ proceeding: inout Proceeding
    ) throws(Fault) -> Reply? {
        guard let reply = KeptReply(bytes) else { return nil }
        proceeding.isDocumentRepeated = true
        proceeding.document = contents.number
        proceeding.complete = contents.isComplete
        if let link {
            let until = ContinuousClock.now + .seconds(max(0, contents.until.epoch - Clock.now.epoch))
            guard delivery.deposits.put(reply.document, of: contents, for: link, until: until, isOnce: true) else {
                throw Fault(.overload)
            }
            if isLater { return try promise(order, link, until: contents.until, proceeding) }
        }
        do throws(Violation) {
            let document = order.reply(contents, bytes: reply.document, at: link.flatMap { delivery.links?.address(of: $0) })
            return try order.connector.reply(framing: reply.message, and: document, to: order.asked, stamp: order.stamp)
        } catch { throw told(error, proceeding) }
    }

    /// A new document, at once or later.
    private func fresh(
        _ order: Order, kept: Ticket?, link: Ticket?, isLater: Bool, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Reply {
        guard isLater, let link else {
            return try await made(order, kept: kept, link: link, until: deadline, &proceeding)
        }
        guard delivery.reserve() else { throw Fault(.overload) }
        let (until, told) = delivery.term(from: Clock.now)
        guard delivery.deposits.begin(link, until: until, told: told, isOnce: true) else {
            delivery.release()
            throw Fault(.overload)
        }
        let reply: Reply
        do throws(Fault) { reply = try promise(order, link, until: told, proceeding) } catch {
            delivery.deposits.fail(link, error.situation)
            delivery.release()
            throw error
        }
        var own = proceeding
        own.claim = nil
        let following = own
        proceeding.afterwards = Promised(
            keep: { await follow(order, kept: kept, link: link, following) },
            withdraw: {
                delivery.deposits.fail(link, .journal)
                if let kept { delivery.deposits.fail(kept, .journal) }
                delivery.release()
            })
        return reply
    }

    /// Says where the document will be.
    private func promise(_ order: Order, _ link: Ticket, until: Instant, _ proceeding: Proceeding) throws(Fault) -> Reply {
        guard let links = delivery.links else { throw Fault(.notOffered) }
        do throws(Violation) {
            let document = ReplyDocument(nil, at: links.address(of: link), until: until, isComplete: false)
            return try order.connector.reply(awaiting: document, to: order.asked, stamp: order.stamp)
        } catch { throw told(error, proceeding) }
    }

    /// Makes the document, registers it, and answers with it or with its address.
    private func made(
        _ order: Order, kept: Ticket?, link: Ticket?, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Reply {
        let rendition = try await rendition(for: order, until: deadline, &proceeding)
        if let reply = order.connector.nothing(in: rendition, to: order.asked, stamp: order.stamp) {
            // What was begun for who asks again holds nothing to give.
            if let kept { delivery.deposits.fail(kept, .notCertified) }
            return reply
        }
        let certified = try await certified(rendition, for: order, until: deadline, proceeding)
        let (until, told) = delivery.term(from: Clock.now)
        let contents = Deposits.Contents(
            number: certified.number, isComplete: certified.isComplete, tenant: order.permit.tenant, reference: order.stamp.reference,
            until: told)
        let reply: Reply
        let message: [UInt8]
        do throws(Violation) {
            let document = order.reply(contents, bytes: certified.bytes, at: link.flatMap { delivery.links?.address(of: $0) })
            message = try order.connector.message(with: rendition, and: document, to: order.asked, stamp: order.stamp)
            reply = try order.connector.reply(framing: message, and: document, to: order.asked, stamp: order.stamp)
        } catch { throw self.told(error, proceeding) }
        guard reply.body.count <= limits.answer else { throw Fault(.answerTooLarge) }
        if let link, !delivery.deposits.put(certified.bytes, of: contents, for: link, until: until, isOnce: true) {
            throw Fault(.overload)
        }
        keep(message, certified.bytes, contents, for: kept, until: until)
        proceeding.document = certified.number
        return reply
    }

    private func keep(
        _ message: [UInt8], _ document: [UInt8], _ contents: Deposits.Contents, for ticket: Ticket?, until: ContinuousClock.Instant
    ) {
        guard let ticket else { return }
        let bytes = KeptReply(message: message, document: document).bytes
        // What cannot be kept is not given again: who asks once more gets a new document.
        if !delivery.deposits.put(bytes, of: contents, for: ticket, until: until, isOnce: false) {
            delivery.deposits.fail(ticket, .notCertified)
        }
    }

    /// What was promised, after the reply: made, recorded, and only then laid where its link leads.
    private func follow(_ order: Order, kept: Ticket?, link: Ticket, _ before: Proceeding) async {
        defer { delivery.release() }
        var proceeding = before
        let deadline = ContinuousClock.now + .seconds(Delivery.patience)
        do throws(Fault) {
            let rendition = try await rendition(for: order, until: deadline, &proceeding)
            let certified = try await certified(rendition, for: order, until: deadline, proceeding)
            proceeding.document = certified.number
            proceeding.outcome = .answered
            let (until, told) = delivery.term(from: Clock.now)
            let contents = Deposits.Contents(
                number: certified.number, isComplete: certified.isComplete, tenant: order.permit.tenant, reference: order.stamp.reference,
                until: told)
            guard await note(proceeding, Reply(status: 200, body: certified.bytes)) else { throw Fault(.journal) }
            guard delivery.deposits.put(certified.bytes, of: contents, for: link, until: until, isOnce: true) else {
                throw Fault(.overload)
            }
            keep([], certified.bytes, contents, for: kept, until: until)
        } catch {
            delivery.deposits.fail(link, error.situation)
            if let kept { delivery.deposits.fail(kept, error.situation) }
            // Nobody hears this reply: it gives the record its status.
            let reply = proceeding.reply(to: Request(method: "", path: ""), with: error)
            if error.situation != .journal { _ = await note(proceeding, reply) }
        }
    }

    private func rendition(
        for order: Order, until deadline: ContinuousClock.Instant, _ proceeding: inout Proceeding
    ) async throws(Fault) -> Rendition {
        let answer = try await answer(under: order.permit, of: order.served, until: deadline, &proceeding)
        do throws(Violation) {
            return try catalogue.standard.rendition(
                of: answer, about: order.asked.inquiry.bsn, in: order.asked.version, at: order.stamp.now, as: .json)
        } catch { throw told(error, proceeding) }
    }

    /// The sealed document, in the register. Whatever goes wrong, nothing unsealed and nothing unregistered comes back.
    private func certified(
        _ rendition: Rendition, for order: Order, until deadline: ContinuousClock.Instant, _ proceeding: Proceeding
    ) async throws(Fault) -> Certifier.Certified {
        guard let certifier = order.served.certifier else { throw Fault(.notOffered) }
        let inquiry = order.asked.inquiry
        let mappings = order.served.mappings.map { DocumentFacts.Mapping(name: $0.name, hash: $0.hash) }
        let language = order.wish.language
        let register = delivery.register
        let tenant = order.permit.tenant
        let moment = order.stamp.now
        let outcome = await Race.first(until: deadline) { () async -> Result<Certifier.Certified, Unsealed> in
            do {
                let certified = try await certifier.certified(
                    rendition, about: inquiry.bsn, acting: inquiry.acting, in: language, mappings: mappings)
                // Too late: it will not leave, so nobody need know it.
                guard ContinuousClock.now < deadline else { return .failure(Unsealed(because: "late")) }
                try await register?.record(certified, of: tenant, mappings: mappings, at: moment)
                return .success(certified)
            } catch let failure as SealFailure {
                return .failure(Unsealed(because: failure.rawValue))
            } catch { return .failure(Unsealed(because: "not_registered")) }
        }
        switch outcome {
        case .success(let certified)?: return certified
        case .failure(let failure)?: throw unsealed(failure.because, proceeding)
        case nil: throw unsealed("deadline", proceeding)
        }
    }

    private func unsealed(_ because: String, _ proceeding: Proceeding) -> Fault {
        Event.notCertified(reference: proceeding.stamp.reference, tenant: proceeding.tenant ?? "", because: because).log(to: logger)
        return Fault(.notCertified)
    }

    /// Writes a record by itself; false when that fails.
    private func note(_ proceeding: Proceeding, _ reply: Reply) async -> Bool {
        do throws(JournalError) {
            try await journal.append(
                proceeding.record(of: reply, pseudonyms: pseudonyms), until: ContinuousClock.now + .seconds(limits.deadline))
            return true
        } catch {
            Event.unrecorded(reference: proceeding.stamp.reference, error: "\(error)").log(to: logger)
            return false
        }
    }
}

/// Why there is no sealed document, as the log names it.
private struct Unsealed: Error {
    let because: String
}
