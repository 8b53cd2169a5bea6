import Core
import Standard
import Syntax
import Testing

/// Every mistake a version's file can hold is told with its place and what to do; how it is told stands in golden/diagnostics.
@Suite struct DiagnosticsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Code
        let first: [(String, String)]
        let second: [(String, String)]
        var testDescription: String { name }

        init(_ code: Code, _ name: String, first: [(String, String)] = [], second: [(String, String)] = []) {
            self.name = "\(code.name)-\(name)"
            self.code = code
            self.first = first
            self.second = second
        }
    }

    private static let drinkFields = "      poured: { type: instant, grade: B, means: When it was poured }\n"

    static let cases: [Case] = [
        Case(.standardBase, "unknown", second: [("based_on: 1.0.0", "based_on: 1.0.1")]),
        Case(.standardBase, "itself", second: [("based_on: 1.0.0", "based_on: 2.0.0")]),
        Case(.standardVersion, "twice", second: [("version: 2.0.0\nbased_on: 1.0.0", "version: 1.0.0")]),
        Case(.standardVersion, "not-three-numbers", second: [("version: 2.0.0", "version: 2.0")]),
        Case(.standardDefault, "none", first: [("default: true\n", "")]),
        Case(.standardDefault, "two", second: [("version: 2.0.0", "version: 2.0.0\ndefault: true")]),
        Case(.standardGrade, "required", first: [("words: [small, large], grade: B", "words: [small, large], grade: B, need: required")]),
        Case(.standardMissing, "not-named", first: [("missing:\n  Forgiven: refuse\n", "")]),
        Case(.standardMissing, "neither", first: [("Forgiven: refuse", "Forgiven: ignore")]),
        Case(.standardMissingUnknown, "had", first: [("  Forgiven: refuse\n", "  Forgiven: refuse\n  Paid: settle\n")]),
        Case(.standardMissingUnknown, "unknown", first: [("  Forgiven: refuse\n", "  Forgiven: refuse\n  Forgven: settle\n")]),
        Case(
            .standardConflict, "format",
            second: [("      edition: { constant: two }", "      edition: { constant: two }\n      owner: { format: kenmerk }")]),
        Case(.standardConflict, "effect", second: [("  Drink:\n", "  Drink:\n    effect: settles\n")]),
        Case(
            .standardRole, "no-kenmerk",
            first: [("format: kenmerk, role: kenmerk, grade: A, need: required, means: Names the line", "grade: A, means: x")]),
        Case(.standardRole, "no-amount", first: [("price: { type: money, role: amount, minimum: 1,", "price: { type: money, minimum: 1,")]),
        Case(
            .standardRole, "two-amounts",
            first: [(drinkFields, drinkFields + "      tip: { type: money, role: amount, grade: A, need: required, means: x }\n")]),
        Case(.standardRole, "amount-optional", first: [("minimum: 1, grade: A, need: required", "minimum: 1, grade: A")]),
        Case(.standardRole, "no-withdrawn", first: [("type: text, role: withdrawn, refers_to: [Bill]", "type: text")]),
        Case(.standardRole, "no-due", first: [("until: { type: instant, role: due,", "until: { type: instant,")]),
        Case(
            .standardRole, "means-nothing", first: [("poured: { type: instant, grade: B", "poured: { type: instant, role: due, grade: B")]),
        Case(.standardRole, "wrong-type", first: [("until: { type: instant, role: due", "until: { type: date, role: due")]),
        Case(
            .standardRole, "in-document",
            first: [("owner: { type: text, format: oin, from: organisation,", "owner: { type: text, role: kenmerk, from: organisation,")]),
        Case(.standardRole, "no-balance", first: [("        role: balance\n", "")]),
        Case(.standardReference, "unknown", first: [("refers_to: [Bill]", "refers_to: [Bil]")]),
        Case(.standardTotal, "unknown-term", first: [("add: [raises, adjusts_up]", "add: [raise, adjusts_up]")]),
        Case(.standardTotal, "term-twice", first: [("add: [raises, adjusts_up]", "add: [raises, raises, adjusts_up]")]),
        Case(.standardTotal, "leaves-something-out", first: [("subtract: [settles, adjusts_down]", "subtract: [settles]")]),
        Case(.standardTotal, "leaves-missing-out", first: [(", missing: counted }", " }")]),
        Case(.standardTotal, "wrong-word", first: [("missing: counted }", "missing: perhaps }")]),
        Case(
            .standardTotal, "no-money",
            first: [("        type: money\n        role: balance", "        type: integer\n        role: balance")]),
        Case(
            .standardTotal, "in-event",
            first: [(drinkFields, drinkFields + "      sum: { type: money, total: { add: [raises] }, grade: A, means: x }\n")]),
        Case(.standardShape, "no-case", first: [("  case:\n", "  casus:\n")]),
        Case(
            .standardShape, "no-list",
            first: [("      late: { list: arrears, element: id, grade: A, need: required, means: What is late }\n", "")]),
        Case(.standardShape, "list-misplaced", first: [("tabs: { list: cases,", "tabs: { list: events,")]),
        Case(
            .standardShape, "no-object", first: [("edition: { constant: one,", "edition: { object: other,")],
            second: [("{ constant: two }", "{ need: required }")]),
        Case(
            .standardShape, "in-itself", first: [("edition: { constant: one,", "edition: { object: document,")],
            second: [("{ constant: two }", "{ need: required }")]),
        Case(
            .standardShape, "unused-object",
            first: [("  case:\n", "  attic:\n    fields: { a: { constant: x, grade: A, means: x } }\n  case:\n")]),
        Case(
            .standardShape, "no-kinds", first: [("events:\n  Drink:", "events: {}\nunknown:\n  Drink:")],
            second: [("events:\n  Drink:", "events: {}\nunknown:\n  Drink:")]),
        Case(.standardMarks, "two-contents", first: [("edition: { constant: one,", "edition: { constant: one, list: cases, element: a,")]),
        Case(.standardMarks, "nothing-gives", first: [("format: oin, from: organisation, key: owned-by", "format: oin, key: owned-by")]),
        Case(.standardMarks, "cannot-come-from", first: [("format: oin, from: organisation", "format: oin, from: case")]),
        Case(.standardMarks, "format-of-no-text", first: [("poured: { type: instant,", "poured: { type: instant, format: oin,")]),
        Case(.standardMarks, "minimum-of-no-money", first: [("poured: { type: instant,", "poured: { type: instant, minimum: 1,")]),
        Case(.standardMarks, "list-by-type", first: [("poured: { type: instant,", "poured: { type: list,")]),
        Case(.standardMarks, "no-element", first: [("late: { list: arrears, element: id,", "late: { list: arrears,")]),
        Case(.standardDifference, "remove", second: [("remove: size", "remove: sise")]),
        Case(.standardDifference, "after", second: [("after: price", "after: prise")]),
        Case(
            .standardDuplicateKey, "key",
            first: [(drinkFields, "      poured: { type: instant, key: price, grade: B, means: When it was poured }\n")]),
        Case(.standardDuplicateKey, "common", first: [(drinkFields, drinkFields + "      when: { type: instant, grade: B, means: x }\n")]),
        Case(.standardOrder, "unknown", first: [("events: [moment, rank, kenmerk]", "events: [moment, rang, kenmerk]")]),
        Case(.standardOrder, "not-whole", first: [("cases: [kenmerk, first_moment]", "cases: [first_moment]")]),
        Case(.standardOrder, "not-by-moment", first: [("events: [moment, rank, kenmerk]", "events: [rank, moment, kenmerk]")]),
        Case(.standardConstant, "constant", first: [("edition: { constant: one,", "edition: { constant: one, format: oin,")]),
        Case(.standardConstant, "words", first: [("words: [small, large]", "words: [small, small]")]),
        Case(.standardConstant, "word", first: [("words: [small, large]", "words: [small, large], format: bsn")]),
        Case(.standardMoment, "unknown", first: [("moment: [poured]", "moment: [pored]")]),
        Case(.standardMoment, "no-moment", first: [("moment: [poured]", "moment: [price]")]),
        Case(.standardWireName, "key", first: [("key: owned-by", "key: owned by")]),
        Case(.standardWireName, "element", first: [("element: tab,", "element: 1tab,")]),
        Case(
            .standardSentence, "unknown",
            first: [("    in_words: drankje\n", "    in_words: drankje\n    sentence: \"{prize} voor een drankje\"\n")]),
        Case(
            .standardSentence, "brace",
            first: [("    in_words: drankje\n", "    in_words: drankje\n    sentence: \"{price voor een drankje\"\n")]),
        Case(
            .standardSentence, "bracket",
            first: [("    in_words: drankje\n", "    in_words: drankje\n    sentence: \"een drankje[ van {price}\"\n")]),
        Case(.standardSentence, "alone", first: [("    in_words: drankje\n", "    in_words: drankje\n    sentence: \"een drankje]\"\n")]),
        Case(.unknownKey, "field", first: [("minimum: 1,", "minium: 1,")]),
        Case(.missingKey, "means", first: [(", means: When it was poured }", " }")]),
        Case(.missingKey, "grade", first: [("poured: { type: instant, grade: B,", "poured: { type: instant,")]),
        Case(.missingKey, "order", first: [("  cases: [kenmerk, first_moment]\n", "")]),
        Case(.missingKey, "effect", first: [("    effect: raises\n", "")]),
        Case(.wrongWord, "effect", first: [("    effect: raises\n", "    effect: rises\n")]),
        Case(.wrongWord, "type", first: [("poured: { type: instant,", "poured: { type: instance,")]),
        Case(.wrongShape, "rank", first: [("    rank: 1\n", "    rank: first\n")]),
    ]

    private func told(_ test: Case) throws -> Diagnostics {
        let files = try zip(Files.small(), [test.first, test.second]).map { file, edits in
            var text = file.text
            for (old, new) in edits {
                try #require(text.contains(old), "the case changes nothing: \(old)")
                text = text.replacing(old, with: new, maxReplacements: 1)
            }
            return SourceText(name: file.name, text: text)
        }
        var diagnostics = Diagnostics()
        #expect(Standard.compile(files, into: &diagnostics) == nil || !diagnostics.hasErrors)
        return diagnostics
    }

    @Test(arguments: cases)
    func isTold(test: Case) throws {
        let diagnostics = try told(test)
        #expect(diagnostics.all.contains { $0.code == test.code }, "\(DiagnosticPrinter.text(diagnostics))")
        try Files.expectGolden(DiagnosticPrinter.text(diagnostics), "diagnostics/\(test.name).txt")
    }

    @Test func everyCodeHasACase() {
        let shown = Set(Self.cases.map(\.code)).union([.stepArgument])  // StepTests
        for code in Code.standardCodes { #expect(shown.contains(code), "\(code) has no case") }
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
        #expect(Set(Code.standardCodes.map(\.name)).count == Code.standardCodes.count)
    }

    @Test func everyGoldenFileHasACase() throws {
        let names = Set(Self.cases.map { "\($0.name).txt" })
        for file in try Files.list("\(Files.tests)/golden/diagnostics") { #expect(names.contains(file), "\(file) has no case") }
    }

    @Test func aMistakeOfTheBaseIsToldOnce() throws {
        let diagnostics = try told(Case(.missingKey, "x", first: [("poured: { type: instant, grade: B,", "poured: { type: instant,")]))
        #expect(diagnostics.all.count == 1)
    }

    @Test func allMistakesAreToldAtOnce() throws {
        let diagnostics = try told(
            Case(
                .wrongWord, "x",
                first: [
                    ("    effect: raises\n", "    effect: rises\n"), ("minimum: 1,", "minium: 1,"), ("key: owned-by", "key: owned by"),
                ],
                second: [("remove: size", "remove: sise")]))
        #expect(diagnostics.all.map(\.code) == [.standardWireName, .wrongWord, .unknownKey, .standardDifference])
    }

    @Test func noFilesGiveNoStandard() {
        var diagnostics = Diagnostics()
        #expect(Standard.compile([], into: &diagnostics) == nil)
    }
}
