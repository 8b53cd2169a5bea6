package import Core
import Glibc

/// The register of issued documents: which numbers and hashes ever left, so that anybody can be told whether a document is one of them.
///
/// A document that `record` returned for is durable; only then may it leave. One thread does all work on the file; documents that come
/// together are made durable together, and go before questions.
package final class IssuedRegister: Sendable {
    private let queue: RegisterQueue

    /// Opens or makes the register, and makes sure that it can be written.
    ///
    /// - Parameters:
    ///   - keepMonths: documents older than this are forgotten; nil keeps them.
    ///   - waiting: documents, and questions, that may wait.
    ///   - now: seconds since 1970, for what is to be forgotten.
    /// - Throws: when it cannot be written, or another instance writes it.
    package init(
        _ path: String, keepMonths: Int? = nil, waiting: Int = 4_096, now: @escaping @Sendable () -> Int = { time(nil) }
    ) throws(RegisterFailure) {
        let lock = try RegisterLock(path)
        let file: RegisterFile
        do throws(RegisterFailure) {
            file = try RegisterFile(path)
            if let keepMonths { try file.forget(before: IssuedRegister.limit(keepMonths, now())) }
        } catch {
            lock.release()
            throw error
        }
        let queue = RegisterQueue(limit: waiting)
        let clerk = RegisterClerk(queue: queue, file: file, lock: lock, keepMonths: keepMonths, now: now)
        guard Thread.start("register", { clerk.run() }) else {
            lock.release()
            throw .system(call: "pthread_create", errno: EAGAIN)
        }
        self.queue = queue
    }

    /// Returns when the document is durably registered. A caller that is cancelled still waits.
    ///
    /// - Throws: when it is not; then the document may not leave.
    package func record(_ document: IssuedDocument) async throws(RegisterFailure) {
        let failure = await withUnsafeContinuation { continuation in
            if let refused = queue.add(RegisterQueue.Entry(document: document, continuation: continuation)) {
                continuation.resume(returning: refused)
            }
        }
        if let failure { throw failure }
    }

    /// The document with this number.
    package func find(_ number: DocumentNumber) async throws(RegisterFailure) -> IssuedDocument? { try await ask(.number(number)) }

    /// The document that is this file (SHA-256 of the PDF).
    package func find(fileHash: Digest) async throws(RegisterFailure) -> IssuedDocument? { try await ask(.file(fileHash)) }

    /// The latest document that has this JSON attached (its SHA-256).
    package func find(contentHash: Digest) async throws(RegisterFailure) -> IssuedDocument? { try await ask(.content(contentHash)) }

    private func ask(_ key: RegisterFile.Key) async throws(RegisterFailure) -> IssuedDocument? {
        let answer: Result<IssuedDocument?, RegisterFailure> = await withUnsafeContinuation { continuation in
            if let refused = queue.add(RegisterQueue.Question(key: key, continuation: continuation)) {
                continuation.resume(returning: .failure(refused))
            }
        }
        return try answer.get()
    }

    /// Whether the last write succeeded: what readiness asks.
    package var isWritable: Bool { queue.isWritable }

    /// Writes what waits, then lets go of the file. Later documents are refused.
    package func close() async {
        await withUnsafeContinuation { continuation in
            if !queue.close(continuation) { continuation.resume() }
        }
    }

    /// Before which moment documents are forgotten: months are counted as thirty-one days, so that none is forgotten early.
    static func limit(_ months: Int, _ now: Int) -> Int { now - months * 31 * 86_400 }
}
