/// The colours of a document, every text at least 4.5 times as light or dark as what is behind it (WCAG 2.1, 1.4.3).
struct Palette {
    typealias Colour = HouseStyle.Colour

    /// The house colour, darkened where it would not be read: of bars, headings, links, and behind white text.
    let house: Colour
    /// A breath of it, behind text.
    let tint: Colour
    let text = Colour(red: 0x1B, green: 0x1F, blue: 0x24)
    let muted = Colour(red: 0x55, green: 0x5F, blue: 0x6B)
    let alarm = Colour(red: 0xA3, green: 0x16, blue: 0x0F)
    let line = Colour(red: 0xD3, green: 0xD9, blue: 0xDF)
    let white = Colour.white
    let black = Colour(red: 0, green: 0, blue: 0)

    init(_ house: Colour) {
        var dark = house
        while dark.contrast(with: Palette.mixed(dark, share: 8)) < 4.8 {
            dark = Colour(
                red: UInt8(Int(dark.red) * 9 / 10), green: UInt8(Int(dark.green) * 9 / 10), blue: UInt8(Int(dark.blue) * 9 / 10))
        }
        self.house = dark
        tint = Palette.mixed(dark, share: 8)
    }

    /// Behind a notice, and its edge and title.
    func tone(_ tone: Block.Tone) -> (ground: Colour, edge: Colour) {
        switch tone {
        case .warning: (Colour(red: 0xFD, green: 0xF0, blue: 0xE0), Colour(red: 0x9A, green: 0x42, blue: 0x06))
        case .information: (tint, house)
        case .good: (Colour(red: 0xE8, green: 0xF4, blue: 0xEB), Colour(red: 0x1A, green: 0x66, blue: 0x36))
        }
    }

    /// A colour in white, in hundredths.
    private static func mixed(_ colour: Colour, share: Int) -> Colour {
        func mix(_ part: UInt8) -> UInt8 { UInt8(255 - (255 - Int(part)) * share / 100) }
        return Colour(red: mix(colour.red), green: mix(colour.green), blue: mix(colour.blue))
    }
}
