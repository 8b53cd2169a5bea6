/// A value looked at where it stands. It cannot be copied, so that looking counts no reference: an answer holds some hundred texts, each
/// looked at several times, and counting cost as much as the looking.
///
/// Only ever seen inside the closure of `held`, while whoever owns the memory keeps it.
@usableFromInline
package struct HeldValue: ~Copyable {
    package let value: Value

    /// The same as `==` of values.
    package func equals(_ other: borrowing HeldValue) -> Bool {
        switch value {
        case .text(let text): if case .text(let same) = other.value { return text == same }
        case .integer(let number): if case .integer(let same) = other.value { return number == same }
        case .money(let cents): if case .money(let same) = other.value { return cents.amount == same.amount }
        default: return value == other.value
        }
        return false
    }
}

extension UnsafePointer where Pointee == Value {
    /// Lends the value that stands here, without counting a reference.
    @inlinable @inline(__always)
    package func held<Result>(_ body: (borrowing HeldValue) -> Result) -> Result {
        // A structure with one member is laid out as that member.
        withMemoryRebound(to: HeldValue.self, capacity: 1) { body($0.pointee) }
    }
}
