import Core
import NIOCore
import Syntax
import Testing

@testable import Adapter

/// What the gateway says by itself: refusals and probes.
@Suite struct RefusalTests {
    @Test(
        arguments: [
            (.malformed, 400), (.tooSlow, 408), (.tooLarge, 413), (.uriTooLong, 414), (.encodedBody, 415), (.expectation, 417),
            (.headersTooLarge, 431), (.methodUnknown, 501), (.version, 505), (.busy, 503),
        ] as [(Refusal, Int)])
    func aRefusalHasItsStatus(_ refusal: Refusal, _ status: Int) {
        #expect(refusal.status == status)
    }

    @Test func everyRefusalHasAStatusOfItsOwn() {
        #expect(Set(Refusal.allCases.map(\.status)).count == Refusal.allCases.count)
        #expect(Refusal.allCases.count == 10)
    }

    @Test(arguments: Refusal.allCases) func aRefusalIsAProblemDetail(_ refusal: Refusal) throws {
        let reference = Reference.next(at: 1_751_354_100_000)
        for named in [reference, nil] {
            let reply = refusal.reply(reference: named)
            #expect(reply.status == refusal.status)
            #expect(reply.headers == [Request.Header("Content-Type", "application/problem+json")])
            let problem = try JSONReader.read(reply.body, limits: JSONLimits())
            #expect(problem["type"]?.text == "about:blank")
            #expect(problem["title"]?.text?.isEmpty == false)
            guard case .number(let digits)? = problem["status"]?.content else {
                Issue.record("no status")
                continue
            }
            #expect(Int(digits) == refusal.status)
            #expect(problem["instance"]?.text == named.map { "urn:uuid:\($0)" })
        }
    }

    @Test(
        arguments: [
            (.malformed, .malformed), (.tooSlow, .tooSlow), (.tooLarge, .tooLarge), (.uriTooLong, .tooLarge),
            (.encodedBody, .unsupportedMediaType), (.expectation, .malformed), (.headersTooLarge, .tooLarge),
            (.methodUnknown, .methodNotAllowed), (.version, .malformed),
        ] as [(Refusal, Fault.Situation)])
    func aRefusalIsNearASituation(_ refusal: Refusal, _ situation: Fault.Situation) {
        #expect(refusal.fault == Fault(situation))
    }

    @Test(
        arguments: [
            ("GET", "/livez", [], 200), ("HEAD", "/livez", [], 200), ("GET", "/readyz", [], 200), ("GET", "/readyz", ["journal"], 503),
            ("GET", "/livez", ["journal"], 200), ("POST", "/livez", [], 405), ("DELETE", "/readyz", ["journal"], 405),
            ("GET", "/", [], 404),
            ("GET", "/readyz/", [], 404), ("POST", "/v1/schuldenoverzicht", [], 404),
        ] as [(String, String, [String], Int)])
    func aProbeIsAnswered(_ method: String, _ path: String, _ missing: [String], _ status: Int) async throws {
        let reply = await Probes(reasons: { missing }, status: { [] }).answer(Request(method: method, path: path))
        #expect(reply.status == status)
        let body = try JSONReader.read(reply.body, limits: JSONLimits())
        #expect(body["status"]?.text?.isEmpty == false)
        #expect(body["reasons"]?.list?.map(\.text) == (status == 503 ? missing : nil))
        #expect(reply.headers.contains(Request.Header("Allow", "GET, HEAD")) == (status == 405))
    }

    @Test func aReasonCannotBreakTheProbe() async throws {
        let reply = await Probes(reasons: { ["a\"b\\c\nd/é"] }, status: { [] }).answer(Request(method: "GET", path: "/readyz"))
        #expect(try JSONReader.read(reply.body, limits: JSONLimits())["reasons"]?.list?.first?.text == "abcd/")
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.9.10", true), ("::1", true), ("localhost", true), ("0.0.0.0", false), ("10.0.0.1", false),
        ("127.example", false), ("localhost.example", false), ("::", false),
    ])
    func aListenerKnowsWhetherItIsLocal(_ host: String, _ isLoopback: Bool) {
        #expect(Listener(name: "service", host: host, port: 0).isLoopback == isLoopback)
    }

    @Test(
        arguments: [
            ("error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL", .version), ("NO_SHARED_CIPHER", .suite),
            ("NO_SHARED_GROUP", .group), ("PEER_DID_NOT_RETURN_A_CERTIFICATE", .certificateMissing),
            ("CERTIFICATE_VERIFY_FAILED", .certificateRefused), ("HTTP_REQUEST", .notTLS), ("SSLV3_ALERT_BAD_CERTIFICATE", .alert),
            ("EOF during handshake", .ended), ("iets anders", .other),
        ] as [(String, HandshakeFailure)])
    func aFailedHandshakeHasAClass(_ text: String, _ failure: HandshakeFailure) {
        #expect(HandshakeFailure(libraryText: text) == failure)
    }
}
