import COpenSSL
import Core
import NIOCore
import NIOPosix
import Sealing
import Synchronization

/// The hold of this process on the library of a hardware module: one for all keys in it, because a library is opened once in a process. Every
/// call is made by one thread, since few libraries can do with more, and whoever waits too long for it goes without.
///
/// The engine between us and the library can be bound once in a process, and no more after it was let go (libp11 0.4.12): it is kept, and has one
/// library open at a time.
final class HardwareModule: @unchecked Sendable {
    /// Seconds for one signature, waiting for others included.
    private static let patience: TimeAmount = .seconds(5)
    /// After a failure the module is not tried again for this long: signing in takes time, and every wrong PIN counts.
    private static let pause: Duration = .seconds(2)

    private static let modules = Mutex<[String: HardwareModule]>([:])

    /// - Parameter library: the path of the maker's library.
    static func at(_ library: String) -> HardwareModule {
        modules.withLock { modules in
            if let known = modules[library] { return known }
            let module = HardwareModule(library)
            modules[library] = module
            return module
        }
    }

    private static let thread: NIOThreadPool = {
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        return thread
    }()

    private let library: String
    private var thread: NIOThreadPool { HardwareModule.thread }

    // What follows belongs to the thread.
    private nonisolated(unsafe) static var engine: OpaquePointer?
    /// Whose library is open in the engine.
    private nonisolated(unsafe) static var current: HardwareModule?
    private var keys: [[UInt8]: OpaquePointer] = [:]
    private var closedUntil: ContinuousClock.Instant?
    /// Keys whose PIN the module did not take: another try would count towards locking it.
    private var refused: Set<[UInt8]> = []
    /// Keys whose PIN was seen to be right.
    private var proven: Set<[UInt8]> = []

    private init(_ library: String) { self.library = library }

    /// Fails with a `SealFailure`: `keyUnreadable` for a PIN that is not right, `keyTimeout`, or `keyUnavailable`.
    func signature(over message: [UInt8], _ address: Secret, _ algorithm: SealAlgorithm) -> EventLoopFuture<[UInt8]> {
        let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: [UInt8].self)
        let isLate = Flag(false)
        let limit = promise.futureResult.eventLoop.scheduleTask(in: HardwareModule.patience) {
            isLate.set(true)
            promise.fail(SealFailure.keyTimeout)
        }
        thread.submit { [self] state in
            guard state == .active, !isLate.get() else { return }
            let result = Result { () throws(SealFailure) in try sign(message, address.reveal(), algorithm) }
            promise.futureResult.eventLoop.execute {
                guard !isLate.get() else { return }
                limit.cancel()
                promise.completeWith(result.mapError { $0 as any Error })
            }
        }
        return promise.futureResult
    }

    /// Signs out and closes the library; the next signature opens it again.
    func forget() { thread.submit { [self] _ in close() } }

    // MARK: On the thread

    private func sign(_ message: [UInt8], _ address: [UInt8], _ algorithm: SealAlgorithm) throws(SealFailure) -> [UInt8] {
        if refused.contains(address) { throw .keyUnreadable }
        if let closedUntil, ContinuousClock.now < closedUntil { throw .keyUnavailable }
        let isFresh = keys[address] == nil
        if let signature = HeldKey.signature(over: message, try key(at: address), algorithm) { return signature }
        // A session that was lost while nobody signed: once more from the beginning. A key that was only just found has nothing to gain.
        close()
        if !isFresh, let signature = HeldKey.signature(over: message, try key(at: address), algorithm) { return signature }
        close()
        throw pausing()
    }

    private func pausing() -> SealFailure {
        closedUntil = .now + HardwareModule.pause
        return .keyUnavailable
    }

    private func key(at address: [UInt8]) throws(SealFailure) -> OpaquePointer {
        if let key = keys[address] { return key }
        // Where somebody is signed in already, the module looks at no PIN.
        if !proven.contains(address) { close() }
        guard let engine = open() else { throw pausing() }
        ERR_clear_error()
        if let key = ENGINE_load_private_key(engine, String(decoding: address, as: UTF8.self), nil, nil) {
            ERR_clear_error()
            closedUntil = nil
            proven.insert(address)
            keys[address] = key
            return key
        }
        let isRefused = HardwareModule.wasPINRefused()
        close()
        if isRefused {
            refused.insert(address)
            throw .keyUnreadable
        }
        throw pausing()
    }

    /// Whether one of the errors that OpenSSL holds is about the PIN: CKR_PIN_INCORRECT, _INVALID, _LEN_RANGE, _EXPIRED or _LOCKED.
    private static func wasPINRefused() -> Bool {
        var isRefused = false
        while true {
            let error = ERR_get_error()
            if error == 0 { return isRefused }
            if (0xA0...0xA4).contains(Int(error & 0x7F_FFFF)), error >> 23 & 0xFF >= 128 { isRefused = true }
        }
    }

    /// The engine with this library in it. What another library had open is closed first.
    private func open() -> OpaquePointer? {
        defer { ERR_clear_error() }
        guard let engine = HardwareModule.engine ?? HardwareModule.bound() else { return nil }
        HardwareModule.engine = engine
        if HardwareModule.current === self { return engine }
        HardwareModule.current?.close()
        guard ENGINE_ctrl_cmd_string(engine, "MODULE_PATH", library, 0) == 1, ENGINE_init(engine) == 1 else { return nil }
        HardwareModule.current = self
        return engine
    }

    /// The engine of libp11 (Debian: libengine-pkcs11-openssl).
    private static func bound() -> OpaquePointer? {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_ENGINE_DYNAMIC), nil)
        guard let folder = OPENSSL_info(OPENSSL_INFO_ENGINES_DIR), let engine = ENGINE_by_id("dynamic") else { return nil }
        let isBound =
            ENGINE_ctrl_cmd_string(engine, "ID", "pkcs11", 0) == 1 && ENGINE_ctrl_cmd_string(engine, "DIR_LOAD", "2", 0) == 1
            && ENGINE_ctrl_cmd_string(engine, "DIR_ADD", folder, 0) == 1 && ENGINE_ctrl_cmd_string(engine, "LIST_ADD", "0", 0) == 1
            && ENGINE_ctrl_cmd_string(engine, "LOAD", nil, 0) == 1
        if isBound { return engine }
        ENGINE_free(engine)
        return nil
    }

    /// Signs out and lets the library go; the engine only does so when no key counts as a user of it.
    private func close() {
        for key in keys.values {
            EVP_PKEY_set1_engine(key, nil)
            EVP_PKEY_free(key)
        }
        keys = [:]
        guard HardwareModule.current === self, let engine = HardwareModule.engine else { return }
        HardwareModule.current = nil
        ENGINE_finish(engine)
        ERR_clear_error()
    }
}

/// A word that several threads look at.
private final class Flag: Sendable {
    private let value: Atomic<Bool>

    init(_ value: Bool) { self.value = Atomic(value) }

    func get() -> Bool { value.load(ordering: .acquiring) }
    func set(_ new: Bool) { value.store(new, ordering: .releasing) }
}
