import Core

extension Predicate {
    /// Whether this condition can only hold where the other does too. False when it is not certain.
    func implies(_ other: Predicate) -> Bool {
        switch (self, other) {
        case (.codes(let own, let absent), .codes(let codes, let others)):
            return zip(own, codes).allSatisfy { !$0 || $1 } && (!absent || others)
        case (.codes, _), (_, .codes): return false
        case (.not(.absent), _): return Predicate.present.implies(other)
        case (_, .not(.absent)): return implies(.present)
        case (.not(let inner), .not(let outer)): return outer.implies(inner)
        case (.oneOf(let values), _): return values.allSatisfy { other.holds($0, -1) }
        case (.sign, .present), (.present, .present), (.absent, .absent): return true
        case (.sign(let sign), .sign(let wanted)): return sign == wanted
        case (.sign(let sign), .not(.sign(let refused))): return sign != refused
        case (.sign(.zero), .oneOf(let values)): return values.contains(.money(Cents(0))) || values.contains(.integer(0))
        case (.sign(let sign), .not(.oneOf(let values))): return !values.contains { Predicate.sign(sign).holds($0, -1) }
        case (.absent, .not(let inner)): return !inner.holds(.absent, -1)
        default: return false
        }
    }

    /// Whether an amount of that sign can fulfil it.
    func mayHold(for sign: Sign) -> Bool {
        switch self {
        case .present, .codes: true
        case .absent: false
        case .sign(let wanted): wanted == sign
        case .oneOf(let values): values.contains { Predicate.sign(sign).holds($0, -1) }
        case .not(.sign(let refused)): refused != sign
        case .not(.oneOf(let values)): sign != .zero || !values.contains(.money(Cents(0)))
        case .not(.present): false
        case .not(.not(let inner)): inner.mayHold(for: sign)
        case .not: true
        }
    }
}
