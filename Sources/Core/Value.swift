/// What something is, once it has been read: between an `Inquiry` and an `Answer` there are only values.
package enum Value: Sendable, Equatable {
    /// Nothing was there. An absent field is an absent key on the wire, never an empty text.
    case absent
    case boolean(Bool)
    case integer(Int)
    case money(Cents)
    case text(String)
    case date(CalendarDate)
    case instant(Instant)
    case list([Value])
    case record([Member])

    /// A named part of a record.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    @inlinable package var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}

/// What kind of value a column, a step or a field of the standard holds.
package enum ValueKind: String, Sendable, CaseIterable {
    case boolean, integer, money, text, date, instant, list, record
}

extension Value {
    /// The kind of this value; nil when absent.
    package var kind: ValueKind? {
        switch self {
        case .absent: nil
        case .boolean: .boolean
        case .integer: .integer
        case .money: .money
        case .text: .text
        case .date: .date
        case .instant: .instant
        case .list: .list
        case .record: .record
        }
    }
}

/// Prints the kind only: a value may be a datum of a citizen, and a datum never reaches a log or an error text.
extension Value: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<\(kind?.rawValue ?? "absent")>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
