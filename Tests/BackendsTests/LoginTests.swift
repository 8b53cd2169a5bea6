import Core
import Foundation
import Testing

@testable import Backends

@Suite struct LoginTests {
    static let set = RowSetQuery.set("een", "SELECT current_user::text AS wie", ["wie": [.text]])
    static let encrypted = RowSetQuery.set(
        "een", "SELECT version AS tls FROM pg_stat_ssl WHERE pid = pg_backend_pid()", ["tls": [.text]])

    private func ask(_ set: RowSetQuery, password: String?, _ settings: String, host: String = "127.0.0.1") async throws -> Outcome {
        let port = TemporaryPostgres.shared.port
        let source = try TestSource(
            .postgresql, secret: password, connection: "{ host: \(host), port: \(port), database: postgres, \(settings) }")
        let outcome = try await source.ask([set])
        await source.close()
        return outcome
    }

    @Test func thePasswordComesFromTheSecret() async throws {
        #expect(try await ask(LoginTests.set, password: TemporaryPostgres.password, "user: lezer").cells() == [["lezer"]])
        let wrong = try await ask(LoginTests.set, password: "fout", "user: lezer").failure
        #expect(wrong == Failure(.refused, "SQLSTATE 28P01 (the login was refused)"))
        let none = try await ask(LoginTests.set, password: nil, "user: lezer").failure
        #expect(none == Failure(.refused, "the server wants a password and there is none"))
    }

    @Test func aDatabaseThatIsNotThere() async throws {
        let source = try TestSource(
            .postgresql, connection: "{ host: 127.0.0.1, port: \(TemporaryPostgres.shared.port), database: weg, user: postgres }")
        #expect(try await source.ask([LoginTests.set]).failure == Failure(.refused, "SQLSTATE 3D000 (no such database)"))
        await source.close()
    }

    @Test(arguments: ["127.0.0.1", "localhost"]) func theServersCertificateIsVerified(_ host: String) async throws {
        let good = TemporaryPostgres.shared.authority
        let outcome = try await ask(LoginTests.encrypted, password: nil, "user: postgres, tls: verify-full, ca: \(good)", host: host)
        #expect(try outcome.cells() == [["TLSv1.3"]])
    }

    @Test func anotherAuthorityIsNotBelieved() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("blauwbrug-ca-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", folder + "/ca.key"]
        try Command.run(
            "/usr/bin/openssl", ["req", "-x509", "-days", "2", "-subj", "/CN=vals", "-out", folder + "/ca.crt"] + key, input: "")
        let outcome = try await ask(LoginTests.encrypted, password: nil, "user: postgres, tls: verify-full, ca: \(folder)/ca.crt")
        #expect(outcome.failure == Failure(.unreachable, "the server's certificate is not accepted"))
        let missing = try await ask(LoginTests.encrypted, password: nil, "user: postgres, tls: verify-full, ca: \(folder)/weg.crt")
        #expect(missing.failure?.kind == .unreachable)
    }

    @Test func withinTheMachineItMayBePlain() async throws {
        #expect(try await ask(LoginTests.encrypted, password: nil, "user: postgres").cells() == [[nil]])
        let socket = try await ask(LoginTests.set, password: nil, "user: postgres", host: TemporaryPostgres.shared.folder)
        #expect(try socket.cells() == [["postgres"]])
    }

    @Test func aHostNobodyKnows() async throws {
        let good = TemporaryPostgres.shared.authority
        let outcome = try await ask(LoginTests.set, password: nil, "user: postgres, ca: \(good)", host: "bestaat.niet.invalid")
        #expect(outcome.failure?.kind == .unreachable)
    }
}
