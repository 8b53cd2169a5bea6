import Testing

@testable import Adapter

/// Programs of the system, as the demonstration runs them.
@Suite struct ProgramTests {
    @Test func whatItPrintsStandsInNoFileThatOthersCanName() throws {
        let printed = try Program("sh", "-c", "readlink /proc/self/fd/1 /proc/$$/fd/2; echo done").run()
        let lines = printed.split(separator: "\n")
        #expect(lines.count == 3 && lines.last == "done")
        #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" (deleted)") }, "\(printed)")
    }

    @Test func whatGoesWrongIsTold() throws {
        let failed = #expect(throws: Program.Failed.self) { try Program("sh", "-c", "echo uit; echo fout >&2; exit 3").run() }
        #expect(failed?.text == "sh ended with code 3: fout\nuit\n")
    }
}
