extension Verification {
    /// One thing that was looked at, and what was found.
    package struct Check: Sendable, Equatable {
        package enum Outcome: String, Sendable {
            case holds, fails
            /// Worth knowing; neither good nor bad.
            case told
        }

        /// What was looked at.
        package enum Subject: String, Sendable, CaseIterable {
            /// Whether the file can be read, and is of a kind we know.
            case file
            /// Whether there is a seal, and one only.
            case seal
            /// Whether every byte is as it was sealed.
            case unchanged
            /// Who sealed, and whether they are believed here.
            case sealer
            /// When.
            case time
            /// The JSON and its signature, inside the PDF or beside it.
            case data
            /// Which document, which mappings, which program.
            case origin
            /// Whether every source answered.
            case completeness
        }

        package let subject: Subject
        package let outcome: Outcome
        package let finding: Finding

        package init(_ subject: Subject, _ outcome: Outcome, _ finding: Finding) {
            self.subject = subject
            self.outcome = outcome
            self.finding = finding
        }
    }
}
