package import Core

/// What the cases of one mapping make use of, and what they do not. Only cases that pass count.
package struct Coverage: Sendable {
    /// What can be exercised, in the order of a report.
    package enum Subject: String, Sendable, CaseIterable {
        /// A rule of `events` made an event.
        case events
        /// A field of an event was filled from a row.
        case fields
        /// A condition of `when` or `given` held for some row, and did not for another; each value it lists was met.
        case conditions
        /// A choice of a `first` was the first that was present.
        case choices
        /// A rule of `leave_out` left a row out.
        case leftOut = "left out"
        /// A code of a list stood in a row.
        case codes
        /// A column had a value; one that may be absent also had none; each word of a boolean and each `absent` text was met.
        case columns
        /// A reconciliation agreed in one case and disagreed in another.
        case reconcile
        /// There is a case with an answer, a case that fails, and a citizen nobody knows.
        case cases
    }

    /// One thing that a case can exercise.
    package struct Thing: Sendable {
        package let subject: Subject
        package let span: Span
        /// `the field 'bedrag' of BetalingVerwerkt is filled`: what a case would have to do.
        package let what: String
        /// The place in `things` of what must be exercised before this can be: the event of a field.
        package let needs: Int?
        /// In how many rows or cases it was.
        package internal(set) var count = 0

        package var isExercised: Bool { count > 0 }
    }

    /// The fields of the standard that one rule gives.
    package struct EventFields: Sendable {
        package let kind: String
        package let span: Span
        /// Filled from a row.
        package let mapped: [String]
        package let constant: [String]
        /// Filled in by the program.
        package let computed: [String]
        /// Fields the standard lets a mapping give and this rule does not.
        package let neverSet: [String]
    }

    package let mapping: String
    package let file: SourceText
    package internal(set) var things: [Thing] = []
    package let events: [EventFields]
    /// Kinds of event of the standard that the mapping never makes.
    package let unusedKinds: [String]

    /// Things exercised and things there are, of one subject or of all.
    package func count(_ subject: Subject? = nil) -> (exercised: Int, all: Int) {
        let own = things.filter { subject == nil || $0.subject == subject }
        return (own.count(where: \.isExercised), own.count)
    }

    /// What was not exercised though it could be, by file and line, each with the number of things that wait for it: an event that is never
    /// made is told, its fields are not.
    package var missing: [(thing: Thing, waiting: Int)] {
        var waiting: [Int: Int] = [:]
        for thing in things where !thing.isExercised { if let needs = thing.needs { waiting[needs, default: 0] += 1 } }
        let told = things.enumerated().filter { _, thing in
            !thing.isExercised && thing.needs.map { things[$0].isExercised } ?? true
        }
        return told.map { ($1, waiting[$0] ?? 0) }.sorted { a, b in
            let (one, other) = (a.0.span, b.0.span)
            return (one.source.name, one.line, one.column) < (other.source.name, other.line, other.column)
        }
    }
}
