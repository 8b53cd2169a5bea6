/// A part of a document as its author thinks of it, without coordinates: what a screen reader reads, in the order it reads it. `Paper` gives
/// each its place on the page and its tag.
package indirect enum Block: Sendable, Equatable {
    /// H1 (the title of the document, once), H2 or H3. Never the last thing on a page.
    case heading(String, level: Int)
    case paragraph([Phrase])
    /// A coloured box that must not be missed, such as *Onvolledig overzicht*.
    case notice(title: String, [[Phrase]], Tone)
    /// The few amounts that matter, large and side by side: what is open in total, what must be paid first, what is late.
    case figures([Figure])
    /// What is called what, a line each: `Datum` · `22 november 2026`.
    case facts([Fact])
    case list([[Phrase]])
    /// What happened, one after the other: a list set smaller, over the whole width.
    case steps([[Phrase]])
    case table(Table)
    /// A bar that shows how much of an amount is paid, open and late. `words` says the same to who cannot see it.
    case meter(Meter)
    /// A QR code with text beside it.
    case code(payload: String, words: String, beside: [Block])
    /// Stays on one page when one page can hold it.
    case together([Block])

    package enum Tone: Sendable, Equatable {
        /// Something is missing or late.
        case warning
        case information
        /// All is well, such as no debts at all.
        case good
    }

    package struct Figure: Sendable, Equatable {
        package let label: String
        /// Written as it is shown: `€ 1.234,50`, or a date.
        package let value: String
        /// A line below it; nil for none.
        package let note: String?
        package let isMain: Bool

        package init(label: String, value: String, note: String? = nil, isMain: Bool = false) {
            self.label = label
            self.value = value
            self.note = note
            self.isMain = isMain
        }
    }

    package struct Fact: Sendable, Equatable {
        package let label: String
        package let value: [Phrase]

        package init(_ label: String, _ value: [Phrase]) {
            self.label = label
            self.value = value
        }
    }

    package struct Meter: Sendable, Equatable {
        /// In cents, none below zero.
        package let paid: Int
        package let open: Int
        /// Of what is open.
        package let late: Int
        package let words: String

        package init(paid: Int, open: Int, late: Int, words: String) {
            self.paid = paid
            self.open = open
            self.late = late
            self.words = words
        }
    }

    package struct Table: Sendable, Equatable {
        package struct Column: Sendable, Equatable {
            package let title: String
            /// To the right, for amounts.
            package let isNumeric: Bool
            /// The part of the width it would like to have; the parts need not add up to anything.
            package let width: Double

            package init(_ title: String, isNumeric: Bool = false, width: Double = 1) {
                self.title = title
                self.isNumeric = isNumeric
                self.width = width
            }
        }

        /// What it shows, for who cannot see it.
        package let summary: String
        package let columns: [Column]
        /// As many cells as columns; the first cell of a row is its header.
        package let rows: [[[Phrase]]]
        /// Printed heavier than the rows; nil for none.
        package let total: [[Phrase]]?

        package init(summary: String, columns: [Column], rows: [[[Phrase]]], total: [[Phrase]]? = nil) {
            self.summary = summary
            self.columns = columns
            self.rows = rows
            self.total = total
        }
    }
}

/// Words in one style.
package struct Phrase: Sendable, Equatable {
    package enum Style: Sendable, Equatable {
        case plain, strong, muted
        /// Late or missing.
        case alarm
    }

    package let text: String
    package let style: Style
    /// An absolute URI that the words lead to (`https:`, `mailto:`, `tel:`); nil for none.
    package let link: String?

    package init(_ text: String, _ style: Style = .plain, link: String? = nil) {
        self.text = text
        self.style = style
        self.link = link
    }
}
