import Core

/// A test laid out for running: no reference is counted for what rows are mostly asked. Its pointers lead into the test, which outlives it.
struct Probe: @unchecked Sendable {
    private enum Question {
        case present, absent, oneOf, negative, positive, zero, codes, other
    }

    private let column: Int
    private let question: Question
    private let holdsForNoCode: Bool
    private let count: Int
    private let values: UnsafePointer<Value>?
    private let codes: UnsafePointer<Bool>?
    private let whole: Unmanaged<Test>

    init(_ test: Test) {
        column = test.column
        whole = Unmanaged.passUnretained(test)
        values = test.values.map { UnsafePointer($0) }
        codes = test.codes.map { UnsafePointer($0) }
        var number = 0
        var noCode = false
        switch test.predicate {
        case .present: question = .present
        case .absent: question = .absent
        case .oneOf(let values):
            question = .oneOf
            number = values.count
        case .sign(.negative): question = .negative
        case .sign(.positive): question = .positive
        case .sign(.zero): question = .zero
        case .codes(let table, let absent):
            question = .codes
            number = table.count
            noCode = absent
        case .not: question = .other
        }
        count = number
        holdsForNoCode = noCode
    }

    @inline(__always)
    func holds(for row: RowBuffer) -> Bool {
        switch question {
        case .present: return !row.values[column].isAbsent
        case .absent: return row.values[column].isAbsent
        case .oneOf:
            guard let values else { return false }
            return UnsafePointer(row.values + column).held { found in
                for place in 0..<count where (values + place).held({ $0.equals(found) }) { return true }
                return false
            }
        case .negative: return number(row).map { $0 < 0 } ?? false
        case .positive: return number(row).map { $0 > 0 } ?? false
        case .zero: return number(row).map { $0 == 0 } ?? false
        case .codes:
            let code = row.codes[column]
            guard code >= 0, let codes else { return holdsForNoCode }
            return codes[Int(code)]
        case .other: return whole.takeUnretainedValue().holds(for: row)
        }
    }

    @inline(__always)
    private func number(_ row: RowBuffer) -> Int? {
        switch row.values[column] {
        case .money(let cents): cents.amount
        case .integer(let integer): integer
        default: nil
        }
    }
}

/// The conditions of several rules in one stretch, so that asking which of them take a row walks plain memory.
struct Gates: Sendable {
    private let probes: [Probe]
    /// By rule, where its probes end.
    private let ends: [Int]

    /// - Parameter rules: the tests of each; they must outlive this.
    init(_ rules: [[Test]]) {
        probes = rules.joined().map { Probe($0) }
        var end = 0
        ends = rules.map { tests in
            end += tests.count
            return end
        }
    }

    /// The first rule from a place on that takes a row: all its probes hold; -1 when none does.
    func next(from start: Int, for row: RowBuffer) -> Int {
        ends.withUnsafeBufferPointer { ends in
            probes.withUnsafeBufferPointer { probes in
                var place = start
                var probe = start == 0 ? 0 : ends[start - 1]
                while place < ends.count {
                    while probe < ends[place], probes[probe].holds(for: row) { probe += 1 }
                    if probe == ends[place] { return place }
                    probe = ends[place]
                    place += 1
                }
                return -1
            }
        }
    }
}
