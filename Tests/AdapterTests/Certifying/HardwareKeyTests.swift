import Core
import Foundation
import Glibc
import Sealing
import Testing

@testable import Adapter

/// A key in a hardware module: SoftHSM2 through the engine of libp11.
@Suite(.serialized) struct HardwareKeyTests {
    private static let library = "/usr/lib/softhsm/libsofthsm2.so"
    private static let message = Array("bericht".utf8)

    /// One token for the whole process: a library reads its configuration once.
    private static let token: SealBench = {
        let bench = try! SealBench()
        try! FileManager.default.createDirectory(at: bench.folder.appending(path: "tokens"), withIntermediateDirectories: true)
        try! bench.put(
            Array("directories.tokendir = \(bench.path("tokens"))\nobjectstore.backend = file\nlog.level = ERROR\n".utf8), "hsm.conf")
        setenv("SOFTHSM2_CONF", bench.path("hsm.conf"), 1)
        try! bench.run("softhsm2-util", "--init-token", "--free", "--label", "zegel", "--so-pin", "87654321", "--pin", "12;34%")
        try! bench.issue("rsa", by: "ca", key: SealBench.rsa(2_048))
        for (name, id) in [("seal", "01"), ("rsa", "02")] {
            try! bench.run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", "\(name).key", "-out", "\(name).p8")
            try! bench.run(
                "softhsm2-util", "--import", "\(name).p8", "--token", "zegel", "--label", name, "--id", id, "--pin", "12;34%")
        }
        return bench
    }()

    private func key(_ name: String = "seal", pin: String = "12;34%", _ algorithm: SealAlgorithm = .es256) -> HardwareKey {
        HardwareKey(
            "pkcs11:token=zegel;object=\(name);type=private", pin: Secret(Array(pin.utf8)), library: HardwareKeyTests.library, algorithm)
    }

    @Test func signsInTheModule() async throws {
        let bench = HardwareKeyTests.token
        let signature = try key().signatureNow(over: HardwareKeyTests.message)
        #expect(try bench.certificate().key.verifies(signature, over: HardwareKeyTests.message))
        let other = try await key("rsa", .rs256).signature(over: HardwareKeyTests.message)
        #expect(try bench.certificate("rsa").key.verifies(other, over: HardwareKeyTests.message))
    }

    @Test func manyAtATimeTakeTurns() async throws {
        let certificate = try HardwareKeyTests.token.certificate()
        let key = key()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let message = Array("bericht \(number)".utf8)
                    return certificate.key.verifies(try await key.signature(over: message), over: message)
                }
            }
            for try await isTrue in group { #expect(isTrue) }
        }
    }

    /// A module that is gone is told as such, and used again when it is back.
    @Test func comesBack() async throws {
        let bench = HardwareKeyTests.token
        let key = key()
        _ = try await key.signature(over: HardwareKeyTests.message)
        try FileManager.default.moveItem(atPath: bench.path("tokens"), toPath: bench.path("away"))
        let failure = await #expect(throws: SealFailure.self) {
            // What a module remembers of a key may serve it a while.
            for _ in 0..<20 { _ = try await key.signature(over: HardwareKeyTests.message) }
            HardwareModule.at(HardwareKeyTests.library).forget()
            _ = try await key.signature(over: HardwareKeyTests.message)
        }
        #expect(failure == .keyUnavailable)
        try FileManager.default.moveItem(atPath: bench.path("away"), toPath: bench.path("tokens"))
        var signature: [UInt8]?
        for _ in 0..<200 where signature == nil {
            signature = try? await key.signature(over: HardwareKeyTests.message)
            if signature == nil { try await Task.sleep(for: .milliseconds(50)) }
        }
        #expect(try bench.certificate().key.verifies(#require(signature), over: HardwareKeyTests.message))
    }

    /// A wrong PIN is tried once: modules lock themselves.
    @Test func aWrongPINIsToldAndNotRepeated() async throws {
        let wrong = key(pin: "9999")
        #expect(throws: SealFailure.keyUnreadable) { try wrong.signatureNow(over: HardwareKeyTests.message) }
        #expect(throws: SealFailure.keyUnreadable) { try wrong.signatureNow(over: HardwareKeyTests.message) }
        _ = try key().signatureNow(over: HardwareKeyTests.message)
    }

    @Test func aLibraryThatIsNoneIsUnavailable() {
        let key = HardwareKey("pkcs11:object=x", pin: Secret([0x31]), library: "/usr/lib/geen.so", .es256)
        #expect(throws: SealFailure.keyUnavailable) { try key.signatureNow(over: HardwareKeyTests.message) }
    }
}
