/// Pictures in a file (ISO 32000-1, 8.9).
extension Picture {
    /// Writes it as an image, with what shines through it. Returns its object.
    func write(into file: inout PDFFile) -> Int {
        let object = file.reserve()
        var entries = Picture.entries(width, height, "/DeviceRGB")
        if let packedMask {
            let mask = file.reserve()
            file.addStream(Picture.entries(width, height, "/DeviceGray"), packedMask, .alreadyPacked, as: mask)
            entries.write("/SMask ")
            entries.write(reference: mask)
        }
        file.addStream(entries, packedPixels, .alreadyPacked, as: object)
        return object
    }

    private static func entries(_ width: Int, _ height: Int, _ space: StaticString) -> PDFBytes {
        var out = PDFBytes("/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace")
        out.write(space)
        out.write("/Width ")
        out.write(width)
        out.write("/Height ")
        out.write(height)
        return out
    }
}
