import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// The seal of a PDF, judged by openssl.
@Suite struct PDFSealTests {
    private let bench = SealBench.shared

    /// Seals something and gives the CMS in the gap, without the zeros behind it, and what was sealed.
    private func sealed(_ name: String, stamp: [UInt8]? = nil) throws -> (cms: [UInt8], content: [UInt8]) {
        let certificate = try bench.certificate(name)
        let unsealed = SealBench.unsealed(room: PDFSeal.room(for: certificate, timeStamp: stamp?.count ?? 0))
        let seal = PDFSeal(unsealed, certificate)
        let signature = try bench.key(name, certificate.algorithm).signatureNow(over: seal.signedAttributes)
        let bytes = try seal.sealed(signature: signature, timeStamp: stamp)
        #expect(seal.holds(bytes))
        let hex = String(decoding: bytes[unsealed.gap].dropFirst().dropLast(), as: UTF8.self)
        var cms: [UInt8] = []
        var at = hex.startIndex
        while at < hex.endIndex {
            let next = hex.index(at, offsetBy: 2)
            cms.append(try #require(UInt8(hex[at..<next], radix: 16)))
            at = next
        }
        var reader = DERReader(cms[...])
        let first = reader.next()
        let element = try #require(first)
        #expect(cms[element.encoded.endIndex...].allSatisfy { $0 == 0 })
        return (Array(element.encoded), Array(bytes[..<unsealed.gap.lowerBound] + bytes[unsealed.gap.upperBound...]))
    }

    private func verify(_ cms: [UInt8], _ content: [UInt8], in place: String) throws {
        try bench.put(cms, "\(place).cms")
        try bench.put(content, "\(place).dat")
        try bench.run(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "\(place).cms", "-content", "\(place).dat",
            "-CAfile", "root.pem", "-purpose", "any", "-out", "/dev/null")
    }

    @Test(arguments: [("p256", SealBench.p256), ("p384", SealBench.p384), ("rsa", SealBench.rsa(3_072))])
    func isCAdESBaseline(name: String, key: [String]) throws {
        try bench.issue(name, by: "ca", key: key)
        let (cms, content) = try sealed(name)
        try verify(cms, content, in: name)
        #expect(throws: SealBench.Failed.self) { try verify(cms, content + [0], in: name + "-changed") }
        var other = cms
        other[other.count - 4] ^= 1
        #expect(throws: SealBench.Failed.self) { try verify(other, content, in: name + "-other") }
        let printed = try bench.run("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "\(name).cms")
        #expect(!printed.contains("signingTime"), "PAdES has the time in the dictionary")
        #expect(printed.contains("id-smime-aa-signingCertificateV2") && printed.contains("messageDigest"))
        #expect(printed.components(separatedBy: "d.certificate:").count == 3, "the leaf and its authority, not the root")
    }

    /// A seal of another key never leaves.
    @Test func theKeyMustBeTheCertificates() throws {
        let certificate = try bench.certificate()
        let seal = PDFSeal(SealBench.unsealed(room: 4_000), certificate)
        let foreign = try bench.key("ca").signatureNow(over: seal.signedAttributes)
        #expect(throws: SealFailure.keyMismatch) { try seal.sealed(signature: foreign, timeStamp: nil) }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let certificate = try bench.certificate()
        let key = try bench.key()
        let enough = PDFSeal.room(for: certificate, timeStamp: 0)
        for (room, fits) in [(enough, true), (enough - 300, false), (0, false)] {
            let seal = PDFSeal(SealBench.unsealed(room: room), certificate)
            let signature = try key.signatureNow(over: seal.signedAttributes)
            let isSealed = (try? seal.sealed(signature: signature, timeStamp: nil)) != nil
            #expect(isSealed == fits)
        }
        let seal = PDFSeal(SealBench.unsealed(room: enough), certificate)
        let signature = try key.signatureNow(over: seal.signedAttributes)
        #expect(throws: SealFailure.tooLarge) {
            try seal.sealed(signature: signature, timeStamp: DER.octets([UInt8](repeating: 0, count: 900)))
        }
    }

    @Test func aChangedByteIsSeen() throws {
        let certificate = try bench.certificate()
        let unsealed = SealBench.unsealed(room: 4_000)
        let seal = PDFSeal(unsealed, certificate)
        var bytes = try seal.sealed(signature: bench.key().signatureNow(over: seal.signedAttributes), timeStamp: nil)
        bytes[0] ^= 1
        #expect(!seal.holds(bytes))
    }
}
