import Core
import Testing

@testable import Mappings

/// Readings tell how they read, with examples; here every example is read.
@Suite struct ReadingWordTests {
    @Test(arguments: ReadingWord.all.map(\.name)) func readsItsExamples(_ name: String) throws {
        let word = try #require(ReadingWord.named(name))
        #expect(word.summary.hasSuffix("."))
        #expect(word.kind != nil && !word.families.isEmpty)
        #expect(
            word.examples.contains { $0.value?.isAbsent == false } && word.examples.contains { $0.value == nil },
            "an example that is read, and one that is refused")
        for example in word.examples {
            let reading = try #require(ReadingWord.reading(example.reading), "\(example.reading)")
            let particulars = CellReader.Particulars(reading)
            let reader = CellReader(reading, particulars)
            var value = Value.absent
            var code: Int32 = 0
            let problem = withExtendedLifetime(particulars) {
                guard let cell = example.cell else { return reader.read(nil, into: &value, &code) }
                return Array(cell.utf8).withUnsafeBufferPointer { reader.read($0, into: &value, &code) }
            }
            guard let expected = example.value else {
                #expect(problem != .none, "\(example.reading) of \(example.cell ?? "NULL")")
                continue
            }
            #expect(problem == .none, "\(example.reading) of \(example.cell ?? "NULL")")
            #expect(value == expected, "\(example.reading) of \(example.cell ?? "NULL")")
            if !expected.isAbsent { #expect(expected.kind == word.kind) }
        }
    }

    @Test func areKnownByOneNameEach() {
        #expect(Set(ReadingWord.all.map(\.name)).count == ReadingWord.all.count)
    }
}
