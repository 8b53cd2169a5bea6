import Glibc

extension HouseStyle {
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

    /// The contrast ratio with white, from 1 to 21 (WCAG 2.1, relative luminance of sRGB).
    var contrast: Double {
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 1.05 / (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05)
    }

    /// The same hue, so much darker that it can be read on white.
    var readable: HouseStyle.Colour {
        var colour = self
        var share = 100
        while colour.contrast < HouseStyle.Colour.leastContrast, share > 0 {
            share -= 1
            func darker(_ part: UInt8) -> UInt8 { UInt8(Int(part) * share / 100) }
            colour = HouseStyle.Colour(red: darker(red), green: darker(green), blue: darker(blue))
        }
        return colour
    }
}
