package import Core

/// Mistakes in `mappings/<tenant>/document.yaml`.
extension Code {
    static let houseTenant = Code(
        "HOU800", "a house style of another municipality",
        cause: "The file says it is of another tenant than the folder it stands in: it was probably copied.",
        fix: "document: <the name of the folder>, and look through the rest of the file.")
    static let houseColour = Code(
        "HOU801", "a colour that is not #rrggbb",
        cause: "A colour is six hexadecimal digits behind a #, between quotes because # begins a comment.",
        fix: "colour: \"#154273\".")
    static let houseContrast = Code(
        "HOU802", "a colour that cannot be read on white",
        cause: "Headings are printed in this colour; less contrast with white than 4.5 is too little for many readers (WCAG 2.1, 1.4.3).",
        fix: "Take a darker colour, such as the one the hint proposes.")
    static let houseLogo = Code(
        "HOU803", "a logo that is not there",
        cause: "The logo stands beside the file, and there is no such file.",
        fix: "Put it in the folder of the municipality, or correct its name.")
    static let houseLogoKind = Code(
        "HOU804", "a logo that cannot be printed",
        cause:
            "A logo is a PNG. A drawing (SVG) can hold a script, and of a damaged picture nobody knows what it shows: neither goes into a document.",
        fix: "Save the logo as a PNG of 8 bits, not interlaced.")
    static let houseLogoSize = Code(
        "HOU805", "a logo that is too large",
        cause: "The logo goes into every document, and every citizen downloads it.",
        fix: "Save it smaller: 600 pixels wide is sharp on paper.")
    static let houseAddress = Code(
        "HOU806", "a telephone number, e-mail or web address that is none",
        cause: "A reader taps on it, so it must lead somewhere: https:// for a page, digits for a telephone.",
        fix: "https://www.example.nl/schulden, info@example.nl, 14 0999.")
    static let houseLength = Code(
        "HOU807", "a text that is too short or too long",
        cause: "A text of a document has its place on the page, and who worries reads no long ones.",
        fix: "Keep it within the bounds that the message names.")
    static let houseHole = Code(
        "HOU808", "a hole that nothing fills",
        cause: "In a sentence of the municipality only {naam} and {datum} are filled in.",
        fix: "Take one of them, or write the words themselves.")
    static let houseOrganisation = Code(
        "HOU809", "an organisation that is not named by its OIN",
        cause: "Organisations are known by their OIN: twenty digits.",
        fix: "organisations: { \"00000099000000002000\": gemeente Voorbeeldstad }.")

    package static let houseCodes: [Code] = [
        .houseTenant, .houseColour, .houseContrast, .houseLogo, .houseLogoKind, .houseLogoSize, .houseAddress, .houseLength, .houseHole,
        .houseOrganisation,
    ]
}
