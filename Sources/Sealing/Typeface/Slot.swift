/// Where a letter was put: in which font, under which code.
struct Slot: Sendable {
    let face: Int
    let code: UInt16
}
