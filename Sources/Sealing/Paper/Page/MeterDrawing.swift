internal import Core

/// The bar that shows how a debt stands. Its parts differ in colour and in pattern: full, empty, crossed; so it is read in black and white too.
enum MeterDrawing {
    static let height = 11.0

    enum Part: CaseIterable {
        case paid, open, late

        func name(_ language: Language) -> String {
            switch (self, language) {
            case (.paid, .dutch): "Betaald"
            case (.open, .dutch): "Nog te betalen"
            case (.late, .dutch): "Te laat"
            case (.paid, .english): "Paid"
            case (.open, .english): "Still to pay"
            case (.late, .english): "Late"
            }
        }
    }

    /// In cents: what is late is not counted as open too.
    static func amount(_ part: Part, _ meter: Block.Meter) -> Int {
        let late = max(0, min(meter.late, meter.open))
        return switch part {
        case .paid: meter.paid
        case .open: meter.open - late
        case .late: late
        }
    }

    static func draw(_ meter: Block.Meter, on canvas: inout Canvas, x: Double, y: Double, width: Double, _ palette: Palette) {
        let whole = Double(meter.paid + meter.open)
        var at = x
        for part in Part.allCases {
            let share = width * Double(amount(part, meter)) / whole
            draw(part, on: &canvas, x: at, y: y, width: share, height: height, palette)
            at += share
        }
        canvas.frame(x: x, y: y, width: width, height: height, thickness: 0.75, palette.house)
    }

    static func draw(
        _ part: Part, on canvas: inout Canvas, x: Double, y: Double, width: Double, height: Double, _ palette: Palette
    ) {
        guard width > 0 else { return }
        switch part {
        case .paid: canvas.fill(x: x, y: y, width: width, height: height, palette.house)
        case .open: canvas.fill(x: x, y: y, width: width, height: height, palette.white)
        case .late:
            canvas.fill(x: x, y: y, width: width, height: height, palette.tone(.warning).ground)
            canvas.hatch(x: x, y: y, width: width, height: height, every: 4, thickness: 1.4, palette.alarm)
            canvas.fill(x: x, y: y, width: min(0.75, width), height: height, palette.alarm)
        }
    }
}
