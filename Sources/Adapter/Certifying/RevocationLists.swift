import Core
import Sealing
import Synchronization

/// The revocation lists that a lasting seal carries: fetched where the certificates say, believed when their authority signed them, kept until
/// half of their time is over.
final class RevocationLists: Sendable {
    /// Bytes of a list at most: it is put into every document.
    static let limit = 1 << 20
    private static let timeout = 3_000
    /// Lists that are kept; certificates of one seal and one time stamp authority name a handful.
    private static let kept = 32

    private struct Held {
        let list: RevocationList
        /// Seconds since 1970 UTC.
        let until: Int
    }

    private let held = Mutex<[String: Held]>([:])

    /// A sealed file with the proof that nothing it rests on was revoked.
    ///
    /// - Throws: `revocationUnavailable` when a list cannot be had; `certificateRevoked`.
    func lasting(_ sealed: [UInt8], _ certificate: SealCertificate, _ stamp: TimeStamp) async throws(SealFailure) -> [UInt8] {
        let own = [certificate.leaf] + certificate.issuing + [certificate.root]
        let lists = try await self.lists(of: own) + self.lists(of: stamp.chain)
        var seen: Set<[UInt8]> = []
        return try LastingSeal(
            certificates: (own + stamp.chain).filter { seen.insert($0.der).inserted }, lists: lists.filter { seen.insert($0.der).inserted }
        ).added(to: sealed)
    }

    /// For each certificate below the root that names a list, that list.
    private func lists(of chain: [Certificate]) async throws(SealFailure) -> [RevocationList] {
        var found: [RevocationList] = []
        for (certificate, issuer) in zip(chain, chain.dropFirst()) where !certificate.revocationLists.isEmpty {
            found.append(try await list(about: certificate, of: issuer))
        }
        return found
    }

    private func list(about certificate: Certificate, of issuer: Certificate) async throws(SealFailure) -> RevocationList {
        var failure = SealFailure.revocationUnavailable
        for address in certificate.revocationLists {
            let now = Clock.now
            if let known = held.withLock({ $0[address] }), now.epoch < known.until {
                return try RevocationList(known.list.der, about: certificate, of: issuer, at: now)
            }
            guard let body = await fetched(address) else { continue }
            do throws(SealFailure) {
                let list = try RevocationList(body, about: certificate, of: issuer, at: now)
                keep(list, from: address, at: now)
                return list
            } catch {
                if error == .certificateRevoked { throw error }
                failure = error
            }
        }
        throw failure
    }

    private func fetched(_ address: String) async -> [UInt8]? {
        guard let place = WebAddress(address), let client = WebClient(place) else { return nil }
        return try? await client.ask(limit: RevocationLists.limit, timeout: RevocationLists.timeout).body
    }

    private func keep(_ list: RevocationList, from address: String, at now: Instant) {
        held.withLock { held in
            if held.count >= RevocationLists.kept { held.removeAll() }
            held[address] = Held(list: list, until: now.epoch + (list.nextUpdate - now.epoch) / 2)
        }
    }
}
