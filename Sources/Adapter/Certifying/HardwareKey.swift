import Core
import NIOCore
import Sealing

/// A key in a hardware module (PKCS #11): it signs there, and nobody can take it out.
///
/// A remote signing service (the API of the Cloud Signature Consortium, `signatures/signHash`) would stand beside it as another `SealKey`: the
/// documents are made around a raw signature, wherever that comes from.
struct HardwareKey: LocalKey {
    private let module: HardwareModule
    /// With the PIN.
    private let address: Secret
    private let algorithm: SealAlgorithm

    /// - Parameters:
    ///   - address: as RFC 7512 writes it, without a PIN.
    ///   - library: the path of the maker's library.
    init(_ address: String, pin: Secret, library: String, _ algorithm: SealAlgorithm) {
        let value = pin.reveal().map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + Hex.text([byte])
        }
        self.address = Secret(Array("\(address)\(address.contains("?") ? "&" : "?")pin-value=\(value.joined())".utf8))
        self.algorithm = algorithm
        module = HardwareModule.at(library)
    }

    func signature(over message: [UInt8]) async throws(SealFailure) -> [UInt8] {
        let future = module.signature(over: message, address, algorithm)
        do {
            return try await future.get()
        } catch {
            throw error as? SealFailure ?? .keyUnavailable
        }
    }

    func signatureNow(over message: [UInt8]) throws(SealFailure) -> [UInt8] {
        do {
            return try module.signature(over: message, address, algorithm).wait()
        } catch {
            throw error as? SealFailure ?? .keyUnavailable
        }
    }
}
