import Glibc

extension HouseStyle {
    /// A colour of sRGB (IEC 61966-2-1), each part from 0 to 255.
    package struct Colour: Sendable, Equatable {
        package let red: UInt8
        package let green: UInt8
        package let blue: UInt8

        package init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }
    }
}

extension HouseStyle.Colour {
    /// The least contrast with white at which small text can be read (WCAG 2.1, 1.4.3, level AA).
    static let leastContrast = 4.5

    /// As `#rrggbb`; nil for anything else.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[0] == UInt8(ascii: "#"), bytes.dropFirst().allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(red: UInt8(number >> 16), green: UInt8(number >> 8 & 0xFF), blue: UInt8(number & 0xFF))
    }

    /// `#154273`.
    var written: String {
        "#"
            + [red, green, blue].map { part in
                let text = String(part, radix: 16)
                return text.utf8.count == 1 ? "0\(text)" : text
            }.joined()
    }

    static let white = HouseStyle.Colour(red: 0xFF, green: 0xFF, blue: 0xFF)

    /// How much lighter the one is than the other, from 1 to 21 (WCAG 2.1, contrast ratio).
    func contrast(with other: HouseStyle.Colour) -> Double {
        (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
    }

    /// From 0 to 1 (WCAG 2.1, relative luminance of sRGB).
    private var luminance: Double {
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The same hue, so much darker that it can be read on white.
    var readable: HouseStyle.Colour {
        var colour = self
        var share = 100
        while colour.contrast(with: .white) < HouseStyle.Colour.leastContrast, share > 0 {
            share -= 1
            func darker(_ part: UInt8) -> UInt8 { UInt8(Int(part) * share / 100) }
            colour = HouseStyle.Colour(red: darker(red), green: darker(green), blue: darker(blue))
        }
        return colour
    }
}
