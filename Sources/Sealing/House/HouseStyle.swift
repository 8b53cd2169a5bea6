/// How the documents of a municipality look and whom they name: `mappings/<tenant>/document.yaml`.
package struct HouseStyle: Sendable {
    /// As citizens know it: `gemeente Voorbeeldstad`.
    package let name: String
    /// Of the bar at the top and of headings: enough contrast with white paper (WCAG 2.1, 1.4.3).
    package let colour: Colour
    package let logo: Picture?

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

    package init(name: String, colour: Colour = Colour(red: 0x15, green: 0x42, blue: 0x73), logo: Picture? = nil) {
        self.name = name
        self.colour = colour
        self.logo = logo
    }
}
