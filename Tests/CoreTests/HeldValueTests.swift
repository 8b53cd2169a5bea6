import Testing

@testable import Core

struct HeldValueTests {
    /// Two of each kind, the texts too long to stand in place.
    static let values: [Value] = [
        .absent, .boolean(true), .boolean(false), .integer(1), .integer(2), .money(Cents(1)), .money(Cents(2)), .text(""), .text("kort"),
        .text("een tekst die niet in zestien bytes past"), .text("een tekst die niet in zestien bytes paste"),
        .instant(Instant(epoch: 1)), .instant(Instant(epoch: 2)), .list([.integer(1)]), .list([.integer(2)]), .record([]),
        .record([Value.Member("naam", .integer(1))]),
    ]

    @Test("A held value equals what the value equals, and nothing else")
    func equalsAsValuesDo() {
        Self.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for one in values.indices {
                for other in values.indices {
                    let same = (base + one).held { left in (base + other).held { left.equals($0) } }
                    #expect(same == (one == other))
                }
            }
        }
    }
}
