/// Letters in the order they are drawn, cut where the font changes.
struct GlyphLine {
    private var done: [GlyphRun] = []
    private var face = 0
    private var codes: [UInt16] = []
    private var width = 0

    mutating func add(_ slot: Slot, _ width: Int) {
        if slot.face != face {
            close()
            face = slot.face
        }
        codes.append(slot.code)
        self.width += width
    }

    mutating func runs() -> [GlyphRun] {
        close()
        return done
    }

    private mutating func close() {
        guard !codes.isEmpty else { return }
        done.append(GlyphRun(face: face, codes: codes, width: width))
        codes = []
        width = 0
    }
}
